// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/check.h"

namespace veto {
namespace {

constexpr std::size_t kGunzipPiece = 64 * 1024;

}  // namespace

struct GunzipStream::State {
  explicit State(ReadBytes source) : compressed(std::move(source)) {
    VETO_CHECK(inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK);
  }
  ~State() { inflateEnd(&stream); }

  // Brings more input where there is none; false at the source's end.
  Result<bool> refill() {
    if (stream.avail_in > 0) return true;
    auto got = compressed(piece.data(), piece.size());
    if (!got) return pass(got);
    stream.next_in = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_in = static_cast<uInt>(*got);
    return *got > 0;
  }

  ReadBytes compressed;
  std::vector<char> piece = std::vector<char>(kGunzipPiece);
  z_stream stream{};
  bool in_member = true;  // the first one has to be there
};

GunzipStream::GunzipStream(ReadBytes compressed)
    : state_(std::make_unique<State>(std::move(compressed))) {}
GunzipStream::~GunzipStream() = default;
GunzipStream::GunzipStream(GunzipStream&&) noexcept = default;
GunzipStream& GunzipStream::operator=(GunzipStream&&) noexcept = default;

Result<std::size_t> GunzipStream::read(char* into, std::size_t size) {
  z_stream& stream = state_->stream;
  const auto wanted = static_cast<uInt>(
      std::min<std::size_t>(size, std::numeric_limits<int>::max()));
  stream.next_out = reinterpret_cast<Bytef*>(into);
  stream.avail_out = wanted;
  while (stream.avail_out == wanted && wanted > 0) {
    auto more = state_->refill();
    if (!more) return pass(more);
    if (!*more) {
      if (!state_->in_member) return std::size_t{0};
      return fail(ErrorKind::damaged, "compressed data is cut short");
    }
    if (!state_->in_member) {
      inflateReset(&stream);
      state_->in_member = true;
    }
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (code == Z_STREAM_END)
      state_->in_member = false;
    else if (code != Z_OK && code != Z_BUF_ERROR)
      return fail(ErrorKind::damaged, "compressed data is damaged");
  }
  return std::size_t{wanted - stream.avail_out};
}

}  // namespace veto
