// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/embedded/tiff.h"

#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint32_t kByte = 1, kAscii = 2, kShort = 3, kLong = 4,
                        kUndefined = 7;
constexpr std::size_t kMaxTextBytes = 200;

}  // namespace

std::optional<Tiff> Tiff::open(std::string_view bytes) {
  const bool little = bytes.starts_with("II*\0"sv);
  if (!little && !bytes.starts_with("MM\0*"sv)) return std::nullopt;
  return Tiff(bytes, little);
}

std::uint32_t Tiff::number(std::size_t offset, std::size_t width) const {
  return std::uint32_t(little_endian_ ? little_endian(bytes_, offset, width)
                                      : big_endian(bytes_, offset, width));
}

std::optional<Tiff::Entry> Tiff::find(std::size_t directory,
                                      std::uint32_t tag) const {
  const std::uint32_t entries = number(directory, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t(i) * 12;
    if (entry >= bytes_.size()) break;
    if (number(entry, 2) == tag)
      return Entry{number(entry + 2, 2), number(entry + 4, 4), entry + 8};
  }
  return std::nullopt;
}

std::size_t Tiff::next_directory(std::size_t directory) const {
  return number(directory + 2 + std::size_t{number(directory, 2)} * 12, 4);
}

std::optional<std::uint32_t> Tiff::value_of(const Entry& entry) const {
  if (entry.count != 1) return std::nullopt;
  if (entry.type == kShort) return number(entry.value, 2);
  if (entry.type == kLong) return number(entry.value, 4);
  return std::nullopt;
}

std::string Tiff::text_of(const Entry& entry) const {
  if (entry.type != kAscii || entry.count == 0) return {};
  // Four bytes stand in the entry itself, more elsewhere.
  const std::size_t at =
      entry.count <= 4 ? entry.value : number(entry.value, 4);
  if (at >= bytes_.size()) return {};
  const std::size_t most =
      entry.count < kMaxTextBytes ? entry.count : kMaxTextBytes;
  const std::string_view text = bytes_.substr(at, most);
  return std::string(text.substr(0, text.find('\0')));
}

std::string_view Tiff::bytes_of(const Entry& entry) const {
  if (entry.type != kByte && entry.type != kUndefined) return {};
  const std::size_t at =
      entry.count <= 4 ? entry.value : number(entry.value, 4);
  const std::string_view bytes = part(bytes_, at, entry.count);
  return bytes.size() == entry.count ? bytes : std::string_view();
}

}  // namespace veto::embedded
