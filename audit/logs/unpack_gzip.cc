// SPDX-License-Identifier: GPL-3.0-or-later

#include <zlib.h>

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

class GzipUnpacker final : public Unpacker {
 public:
  ~GzipUnpacker() override {
    if (ready_) inflateEnd(&z_);
  }
  std::string_view name() const override { return "gzip"; }
  bool begin() override {
    const int result = ready_ ? inflateReset(&z_) : inflateInit2(&z_, 16 + 15);
    ready_ = ready_ || result == Z_OK;
    return result == Z_OK;
  }
  Unpacked step(std::string_view& in, std::span<char> out,
                std::size_t& made) override {
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = static_cast<uInt>(in.size());
    z_.next_out = reinterpret_cast<Bytef*>(out.data());
    z_.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&z_, Z_NO_FLUSH);
    in.remove_prefix(in.size() - z_.avail_in);
    made = out.size() - z_.avail_out;
    if (result == Z_STREAM_END) return Unpacked::member_end;
    return result == Z_OK || result == Z_BUF_ERROR ? Unpacked::more
                                                   : Unpacked::damaged;
  }

 private:
  z_stream z_{};
  bool ready_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> gzip_unpacker() {
  return std::make_unique<GzipUnpacker>();
}

}  // namespace veto::logs
