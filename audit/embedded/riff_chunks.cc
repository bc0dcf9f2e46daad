// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/riff_chunks.h"

#include "audit/embedded/numbers.h"

namespace veto::embedded {

std::optional<RiffChunk> RiffChunkReader::next() {
  constexpr std::size_t kHead = 8;
  if (at_ > file_.size() || file_.size() - at_ < kHead) return std::nullopt;
  const auto length = std::size_t(little_endian(file_, at_ + 4, 4));
  if (length > file_.size() - at_ - kHead) return std::nullopt;
  const RiffChunk chunk{file_.substr(at_, 4), at_ + kHead,
                        file_.substr(at_ + kHead, length)};
  at_ += kHead + length + length % 2;
  return chunk;
}

}  // namespace veto::embedded
