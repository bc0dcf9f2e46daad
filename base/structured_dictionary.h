// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dictionaries of Structured Field Values for HTTP (RFC 9651, sections 3.2 and
// 4.2.2): "train-ai=n, search=y;q=0.5". Complete: every type of item, inner
// lists and parameters.
//
// As the RFC wants, the whole field fails at the first error of syntax, and of
// a key that is there twice the last value counts. Only the limits here are
// our own; they are above those that section 3 wants of every parser.

#ifndef VETO_BASE_STRUCTURED_DICTIONARY_H_
#define VETO_BASE_STRUCTURED_DICTIONARY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto {

inline constexpr std::size_t kMaxDictionaryBytes = 64 * 1024;

enum class BareKind {
  integer,
  decimal,
  string,
  token,
  bytes,
  boolean,
  date,
  display_string,
};

struct BareItem {
  BareKind kind = BareKind::boolean;
  // Of strings without quotes and escapes, of bytes decoded, of display
  // strings UTF-8; empty for the other kinds.
  std::string text;
  // Of a decimal in thousandths, of a date in seconds since 1970, of a boolean
  // 0 or 1.
  std::int64_t number = 0;

  bool operator==(const BareItem&) const = default;
};

struct DictionaryParameter {
  std::string key;
  BareItem value;

  bool operator==(const DictionaryParameter&) const = default;
};

struct DictionaryItem {
  BareItem value;
  std::vector<DictionaryParameter> parameters;

  bool operator==(const DictionaryItem&) const = default;
};

struct DictionaryMember {
  std::string key;
  // Of an inner list the parameters alone. A key by itself is true.
  DictionaryItem item;
  bool is_list = false;
  std::vector<DictionaryItem> list;
  std::string written;  // what stood behind "=", parameters included
  // The key stood there before, with something else behind it.
  bool overwrites = false;

  bool operator==(const DictionaryMember&) const = default;
};

// `text` is the field's value; several field lines are one value, joined with
// ", " (RFC 9651, section 4.2). In order of the keys' first mention. Nothing
// when it is no dictionary or is longer than kMaxDictionaryBytes; the empty
// text is an empty dictionary.
std::optional<std::vector<DictionaryMember>> parse_dictionary(
    std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_STRUCTURED_DICTIONARY_H_
