// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/exposure/name_like.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace veto::exposure {
namespace {

constexpr std::size_t kMaxBytes = 2'000;
constexpr int kMaxBetween = 2;

enum class Word { none, capital, small, uncased, other };

// A word grows letter by letter.
class Shape {
 public:
  void add(UChar32 letter) {
    const bool upper = u_isupper(letter) || u_istitle(letter);
    const bool lower = u_islower(letter);
    if (letters_ == 0) begins_upper_ = upper;
    if (letters_ > 0 && lower) goes_on_small_ = true;
    cased_ = cased_ || upper || lower;
    all_lower_ = all_lower_ && lower;
    all_upper_ = all_upper_ && upper;
    ++letters_;
  }
  Word word() const {
    if (letters_ == 0) return Word::none;
    if (!cased_) return Word::uncased;
    if (begins_upper_ && goes_on_small_) return Word::capital;
    if (all_upper_ && letters_ > 1) return Word::capital;
    return all_lower_ ? Word::small : Word::other;
  }

 private:
  int letters_ = 0;
  bool begins_upper_ = false, goes_on_small_ = false;
  bool cased_ = false, all_lower_ = true, all_upper_ = true;
};

// Words in a row: a capital one, a few small ones, a capital one.
class Row {
 public:
  bool takes(Word word) {
    if (word == Word::uncased) return true;
    if (word == Word::capital) {
      if (open_) return true;
      open_ = true;
      between_ = 0;
    } else if (word == Word::small && open_ && between_ < kMaxBetween) {
      ++between_;
    } else if (word != Word::none) {
      open_ = false;
    }
    return false;
  }
  void part() { open_ = false; }  // a sentence or a clause ends

 private:
  bool open_ = false;
  int between_ = 0;
};

bool joins(UChar32 c) { return c == '\'' || c == '-' || c == 0x2019; }
bool parts(UChar32 c) {
  return c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '|' ||
         c == '/' || c == '(' || c == ')';
}

}  // namespace

bool could_hold_name(std::string_view text) {
  text = text.substr(0, kMaxBytes);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = std::int32_t(text.size());
  Row row;
  Shape shape;
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c >= 0 && u_isalpha(c)) {
      shape.add(c);
    } else if (c < 0 || !joins(c)) {
      if (row.takes(shape.word())) return true;
      if (c >= 0 && parts(c)) row.part();
      shape = Shape();
    }
  }
  return row.takes(shape.word());
}

}  // namespace veto::exposure
