// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/isobmff_boxes.h"

#include "audit/embedded/numbers.h"

namespace veto::embedded {

std::optional<IsoBox> BoxReader::next() {
  if (at_ > bytes_.size() || bytes_.size() - at_ < 8) return std::nullopt;
  std::size_t head = 8;
  std::uint64_t size = big_endian(bytes_, at_, 4);
  if (size == 1) {
    head = 16;
    size = big_endian(bytes_, at_ + 8, 8);
  }
  if (size == 0) size = bytes_.size() - at_;
  if (size < head) return std::nullopt;
  const std::string_view all = part(bytes_, at_, size);
  if (all.size() < head) return std::nullopt;
  const IsoBox box{all.substr(4, 4), all.substr(head)};
  at_ += all.size();
  return box;
}

}  // namespace veto::embedded
