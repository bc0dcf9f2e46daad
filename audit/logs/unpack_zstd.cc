// SPDX-License-Identifier: GPL-3.0-or-later

#include <zstd.h>
#include <zstd_errors.h>

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

// What zstd itself takes without being told: --ultra -22 and --long fit.
constexpr int kZstdWindow = 27;

class ZstdUnpacker final : public Unpacker {
 public:
  std::string_view name() const override { return "zstd"; }
  bool begin() override {
    if (!context_) {
      context_.reset(ZSTD_createDCtx());
      if (!context_ || ZSTD_isError(ZSTD_DCtx_setParameter(
                           context_.get(), ZSTD_d_windowLogMax, kZstdWindow)))
        return false;
    }
    return !ZSTD_isError(
        ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only));
  }
  Unpacked step(std::string_view& in, std::span<char> out,
                std::size_t& made) override {
    ZSTD_inBuffer source{in.data(), in.size(), 0};
    ZSTD_outBuffer target{out.data(), out.size(), 0};
    const std::size_t result =
        ZSTD_decompressStream(context_.get(), &target, &source);
    in.remove_prefix(source.pos);
    made = target.pos;
    if (result == 0) return Unpacked::member_end;
    if (!ZSTD_isError(result)) return Unpacked::more;
    const ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
    return code == ZSTD_error_frameParameter_windowTooLarge ||
                   code == ZSTD_error_memory_allocation
               ? Unpacked::needs_memory
               : Unpacked::damaged;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_;
};

}  // namespace

std::unique_ptr<Unpacker> zstd_unpacker() {
  return std::make_unique<ZstdUnpacker>();
}

}  // namespace veto::logs
