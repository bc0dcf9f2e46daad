// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/jumbf.h"

#include <cstdint>

#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

constexpr std::size_t kHeader = 8;       // LBox and TBox
constexpr std::size_t kLongHeader = 16;  // and XLBox
constexpr std::uint64_t kToTheEnd = 0;   // values of LBox
constexpr std::uint64_t kInXlBox = 1;
constexpr std::size_t kUuidBytes = 16;
constexpr std::uint8_t kHasLabel = 0x02;  // of a description box's toggles

}  // namespace

std::optional<Box> BoxReader::end_damaged() {
  damaged_ = true;
  left_ = {};
  return {};
}

std::optional<Box> BoxReader::next() {
  if (left_.empty()) return {};
  if (left_.size() < kHeader || ++boxes_ > kMaxBoxes) return end_damaged();
  std::uint64_t length = big_endian(left_.substr(0, 4));
  std::size_t header = kHeader;
  if (length == kInXlBox) {
    header = kLongHeader;
    // Cut off, it is less than its header or more than what is left.
    length = big_endian(left_.substr(kHeader, 8));
  } else if (length == kToTheEnd) {
    length = left_.size();
  }
  if (length < header || length > left_.size()) return end_damaged();
  const Box box{.type = left_.substr(4, 4),
                .body = left_.substr(header, length - header),
                .offset = offset_,
                .body_offset = offset_ + header};
  left_.remove_prefix(length);
  offset_ += length;
  return box;
}

std::optional<Superbox> open_superbox(const Box& box) {
  if (box.type != "jumb") return {};
  BoxReader inside(box.body, box.body_offset);
  const auto description = inside.next();
  if (!description || description->type != "jumd") return {};
  const std::string_view fields = description->body;
  if (fields.size() <= kUuidBytes) return {};
  // Identifier, signature and private field come after the label and say
  // nothing about the content.
  const auto toggles = static_cast<std::uint8_t>(fields[kUuidBytes]);
  std::string_view label;
  if (toggles & kHasLabel) {
    label = fields.substr(kUuidBytes + 1);
    const std::size_t end = label.find('\0');
    if (end == label.npos) return {};
    label = label.substr(0, end);
  }
  const std::size_t at = description->body_offset + fields.size();
  return Superbox{.uuid = fields.substr(0, kUuidBytes),
                  .label = label,
                  .content = box.body.substr(at - box.body_offset),
                  .offset = box.offset,
                  .content_offset = at};
}

}  // namespace veto::embedded
