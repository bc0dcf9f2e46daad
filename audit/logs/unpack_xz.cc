// SPDX-License-Identifier: GPL-3.0-or-later

#include <lzma.h>

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

constexpr std::uint64_t kXzMemory = 128 << 20;

class XzUnpacker final : public Unpacker {
 public:
  ~XzUnpacker() override { lzma_end(&z_); }
  std::string_view name() const override { return "xz"; }
  // A second call reuses what the first allocated.
  bool begin() override {
    return lzma_stream_decoder(&z_, kXzMemory, 0) == LZMA_OK;
  }
  Unpacked step(std::string_view& in, std::span<char> out,
                std::size_t& made) override {
    z_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    z_.avail_in = in.size();
    z_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    z_.avail_out = out.size();
    const lzma_ret result = lzma_code(&z_, LZMA_RUN);
    in.remove_prefix(in.size() - z_.avail_in);
    made = out.size() - z_.avail_out;
    if (result == LZMA_STREAM_END) return Unpacked::member_end;
    if (result == LZMA_MEMLIMIT_ERROR || result == LZMA_MEM_ERROR)
      return Unpacked::needs_memory;
    return result == LZMA_OK || result == LZMA_BUF_ERROR ? Unpacked::more
                                                         : Unpacked::damaged;
  }

 private:
  lzma_stream z_ = LZMA_STREAM_INIT;
};

}  // namespace

std::unique_ptr<Unpacker> xz_unpacker() {
  return std::make_unique<XzUnpacker>();
}

}  // namespace veto::logs
