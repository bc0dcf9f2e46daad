// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_ip.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "base/url_percent.h"

namespace veto {
namespace {

// Above every address: larger numbers all count as this one.
constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;

// One part of an IPv4 address: decimal, octal ("010") or hexadecimal ("0x1F").
std::optional<std::uint64_t> parse_ipv4_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  int radix = 10;
  if (part.size() >= 2 && part[0] == '0') {
    const bool hexadecimal = part[1] == 'x' || part[1] == 'X';
    radix = hexadecimal ? 16 : 8;
    part.remove_prefix(hexadecimal ? 2 : 1);
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value = std::min(
        value * static_cast<unsigned>(radix) + static_cast<unsigned>(digit),
        kTooLarge);
  }
  return value;
}

using Pieces = std::array<std::uint16_t, 8>;

// Reads an IPv6 address from left to right.
class Ipv6Reader {
 public:
  explicit Ipv6Reader(std::string_view text) : text_(text) {}

  std::optional<Pieces> read() {
    if (text_.starts_with(':')) {
      if (!text_.starts_with("::")) return std::nullopt;
      text_.remove_prefix(2);
      compress_ = ++count_;
    }
    while (!text_.empty()) {
      if (!read_piece()) return std::nullopt;
    }
    return expand();
  }

 private:
  // One piece with the colon after it, a second colon, or the dotted tail.
  bool read_piece() {
    if (count_ == pieces_.size()) return false;
    if (text_.front() == ':') {
      if (compress_) return false;
      text_.remove_prefix(1);
      compress_ = ++count_;
      return true;
    }
    unsigned value = 0;
    std::size_t length = 0;
    while (length < std::min<std::size_t>(4, text_.size()) &&
           hex_value(text_[length]) >= 0) {
      value = value * 16 + static_cast<unsigned>(hex_value(text_[length++]));
    }
    if (length < text_.size()) {
      if (text_[length] == '.') return length > 0 && read_dotted_tail();
      // A colon must be followed by something.
      if (text_[length] != ':' || length + 1 == text_.size()) return false;
      ++length;
    }
    text_.remove_prefix(length);
    pieces_[count_++] = static_cast<std::uint16_t>(value);
    return true;
  }

  // Exactly four decimal numbers without leading zeros, to the end.
  bool read_dotted_tail() {
    if (count_ > 6) return false;
    for (int seen = 0; seen < 4; ++seen) {
      if (seen > 0) {
        if (!text_.starts_with('.')) return false;
        text_.remove_prefix(1);
      }
      std::uint8_t value = 0;
      const auto [end, error] =
          std::from_chars(text_.data(), text_.data() + text_.size(), value);
      if (error != std::errc()) return false;
      const auto length = static_cast<std::size_t>(end - text_.data());
      if (length > 1 && text_.front() == '0') return false;
      text_.remove_prefix(length);
      pieces_[count_] =
          static_cast<std::uint16_t>(pieces_[count_] * 256 + value);
      if (seen % 2 == 1) ++count_;
    }
    return text_.empty();
  }

  // Moves what follows "::" to the end.
  std::optional<Pieces> expand() {
    if (!compress_) {
      if (count_ != pieces_.size()) return std::nullopt;
      return pieces_;
    }
    const auto from = pieces_.begin() + static_cast<int>(*compress_);
    const auto to = pieces_.begin() + static_cast<int>(count_);
    std::rotate(from, to, pieces_.end());
    return pieces_;
  }

  std::string_view text_;
  Pieces pieces_{};
  std::size_t count_ = 0;
  // Index of the piece after "::".
  std::optional<std::size_t> compress_;
};

// Where the first longest run of zeros begins, and how many; runs of one do
// not count.
std::pair<std::size_t, std::size_t> longest_zero_run(const Pieces& pieces) {
  std::size_t best = pieces.size();
  std::size_t best_length = 1;
  std::size_t length = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    length = pieces[i] == 0 ? length + 1 : 0;
    if (length > best_length) {
      best_length = length;
      best = i + 1 - length;
    }
  }
  return {best, best_length};
}

std::string serialize_ipv6(const Pieces& pieces) {
  const auto [run, run_length] = longest_zero_run(pieces);
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == run) {
      out += i == 0 ? "::" : ":";
      i += run_length - 1;
      continue;
    }
    std::array<char, 4> hex;
    const auto end =
        std::to_chars(hex.data(), hex.data() + hex.size(), pieces[i], 16).ptr;
    out.append(hex.data(), end);
    if (i + 1 < pieces.size()) out += ':';
  }
  return out;
}

}  // namespace

bool ends_in_a_number(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string_view last = domain.substr(domain.rfind('.') + 1);
  if (last.empty() || !is_digit(last.front())) return false;
  return std::ranges::all_of(last, is_digit) ||
         parse_ipv4_number(last).has_value();
}

std::optional<std::string> normalize_ipv4(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  if (std::ranges::count(domain, '.') > 3) return std::nullopt;
  const std::vector<std::string_view> parts = split(domain, '.');
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_ipv4_number(parts[i]);
    // The last part fills all the bytes that are left.
    const std::size_t bytes = i + 1 == parts.size() ? 4 - i : 1;
    if (!number || *number >= std::uint64_t{1} << (8 * bytes)) {
      return std::nullopt;
    }
    address += *number << (8 * (4 - i - bytes));
  }
  std::string out;
  for (const int shift : {24, 16, 8, 0}) {
    if (!out.empty()) out += '.';
    out += std::to_string((address >> shift) & 0xFF);
  }
  return out;
}

std::optional<std::string> normalize_ipv6(std::string_view text) {
  const auto pieces = Ipv6Reader(text).read();
  if (!pieces) return std::nullopt;
  return serialize_ipv6(*pieces);
}

}  // namespace veto
