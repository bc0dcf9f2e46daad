// SPDX-License-Identifier: GPL-3.0-or-later

#include <bzlib.h>

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

class Bzip2Unpacker final : public Unpacker {
 public:
  ~Bzip2Unpacker() override { end(); }
  std::string_view name() const override { return "bzip2"; }
  bool begin() override {
    end();
    z_ = {};
    ready_ = BZ2_bzDecompressInit(&z_, 0, 0) == BZ_OK;
    return ready_;
  }
  Unpacked step(std::string_view& in, std::span<char> out,
                std::size_t& made) override {
    z_.next_in = const_cast<char*>(in.data());
    z_.avail_in = static_cast<unsigned>(in.size());
    z_.next_out = out.data();
    z_.avail_out = static_cast<unsigned>(out.size());
    const int result = BZ2_bzDecompress(&z_);
    in.remove_prefix(in.size() - z_.avail_in);
    made = out.size() - z_.avail_out;
    if (result == BZ_STREAM_END) return Unpacked::member_end;
    if (result == BZ_MEM_ERROR) return Unpacked::needs_memory;
    return result == BZ_OK ? Unpacked::more : Unpacked::damaged;
  }

 private:
  void end() {
    if (ready_) BZ2_bzDecompressEnd(&z_);
    ready_ = false;
  }

  bz_stream z_{};
  bool ready_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> bzip2_unpacker() {
  return std::make_unique<Bzip2Unpacker>();
}

}  // namespace veto::logs
