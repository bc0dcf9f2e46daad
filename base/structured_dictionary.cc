// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/structured_dictionary.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/base64.h"
#include "base/text.h"

namespace veto {
namespace {

bool is_lcalpha(char c) { return c >= 'a' && c <= 'z'; }
bool is_sf_alpha(char c) { return is_lcalpha(ascii_lower(c)); }

bool is_one_byte_of(std::string_view bytes, char c) {
  return bytes.find(c) != bytes.npos;
}

bool is_key_byte(char c) {
  return is_lcalpha(c) || is_digit(c) || is_one_byte_of("_-.*", c);
}

// tchar of RFC 9110, section 5.6.2, with ":" and "/".
bool is_token_byte(char c) {
  return is_sf_alpha(c) || is_digit(c) ||
         is_one_byte_of("!#$%&'*+-.^_`|~:/", c);
}

bool is_base64_byte(char c) {
  return is_sf_alpha(c) || is_digit(c) || is_one_byte_of("+/=", c);
}

bool is_visible_or_space(char c) { return c >= 0x20 && c <= 0x7e; }

// The value of a key: a new one, or the one to be overwritten.
template <typename T>
T& at_key(std::vector<T>& values, std::map<std::string, std::size_t>& places,
          const std::string& key) {
  const auto [place, is_new] = places.emplace(key, values.size());
  if (is_new) values.emplace_back();
  return values[place->second];
}

// Each read_...() takes what it reads from the front, and is false when that
// is not there; the whole has failed then. Numbers are sections of RFC 9651.
class DictionaryReader {
 public:
  explicit DictionaryReader(std::string_view text) : rest_(text) {}

  // 4.2 and 4.2.2.
  bool read(std::vector<DictionaryMember>& members) {
    std::map<std::string, std::size_t> places;
    skip(" ");
    while (!rest_.empty()) {
      DictionaryMember member;
      if (!read_key(member.key) || !read_member(member)) return false;
      DictionaryMember& place = at_key(members, places, member.key);
      // Parameters are nobody's value.
      member.overwrites =
          !place.key.empty() &&
          (place.overwrites || place.item.value != member.item.value ||
           place.list != member.list);
      place = std::move(member);
      skip(" \t");
      if (rest_.empty()) return true;
      if (!take(',')) return false;
      skip(" \t");
      if (rest_.empty()) return false;
    }
    return true;
  }

 private:
  bool begins(char c) const { return rest_.starts_with(c); }

  bool take(char c) {
    if (!begins(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip(std::string_view bytes) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(bytes), rest_.size()));
  }

  std::string_view take_while(bool (*fits)(char)) {
    std::size_t end = 0;
    while (end < rest_.size() && fits(rest_[end])) ++end;
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }

  // 4.2.3.3.
  bool read_key(std::string& key) {
    if (rest_.empty() || !(is_lcalpha(rest_[0]) || begins('*'))) return false;
    key = take_while(is_key_byte);
    return true;
  }

  bool read_member(DictionaryMember& member) {
    const bool has_value = take('=');
    const std::string_view from = rest_;
    if (!has_value) {
      member.item.value = {BareKind::boolean, {}, 1};
    } else if (begins('(')) {
      member.is_list = true;
      if (!read_inner_list(member.list)) return false;
    } else if (!read_bare(member.item.value)) {
      return false;
    }
    if (!read_parameters(member.item.parameters)) return false;
    member.written = from.substr(0, from.size() - rest_.size());
    return true;
  }

  // 4.2.1.2.
  bool read_inner_list(std::vector<DictionaryItem>& items) {
    take('(');
    while (!rest_.empty()) {
      skip(" ");
      if (take(')')) return true;
      DictionaryItem& item = items.emplace_back();
      if (!read_bare(item.value) || !read_parameters(item.parameters))
        return false;
      if (!begins(' ') && !begins(')')) return false;
    }
    return false;
  }

  // 4.2.3.2.
  bool read_parameters(std::vector<DictionaryParameter>& parameters) {
    std::map<std::string, std::size_t> places;
    while (take(';')) {
      skip(" ");
      DictionaryParameter parameter;
      parameter.value = {BareKind::boolean, {}, 1};
      if (!read_key(parameter.key)) return false;
      if (take('=') && !read_bare(parameter.value)) return false;
      at_key(parameters, places, parameter.key) = std::move(parameter);
    }
    return true;
  }

  // 4.2.3.1.
  bool read_bare(BareItem& item) {
    if (rest_.empty()) return false;
    const char first = rest_[0];
    if (first == '-' || is_digit(first)) return read_number(item);
    if (first == '*' || is_sf_alpha(first)) {
      item = {BareKind::token, std::string(take_while(is_token_byte)), 0};
      return true;
    }
    switch (first) {
      case '"':
        return read_string(item);
      case ':':
        return read_bytes(item);
      case '?':
        return read_boolean(item);
      case '@':
        return read_date(item);
      case '%':
        return read_display_string(item);
      default:
        return false;
    }
  }

  // 4.2.4.
  bool read_number(BareItem& item) {
    const std::int64_t sign = take('-') ? -1 : 1;
    const std::string_view whole = take_while(is_digit);
    if (whole.empty()) return false;
    item = {BareKind::integer, {}, sign * value_of(whole.substr(0, 15))};
    if (!take('.')) return whole.size() <= 15;
    const std::string_view part = take_while(is_digit);
    if (whole.size() > 12 || part.empty() || part.size() > 3) return false;
    std::string thousandths(whole);
    thousandths += part;
    thousandths.append(3 - part.size(), '0');
    item = {BareKind::decimal, {}, sign * value_of(thousandths)};
    return true;
  }

  // At most 15 digits.
  static std::int64_t value_of(std::string_view digits) {
    std::int64_t value = 0;
    for (char digit : digits) value = value * 10 + (digit - '0');
    return value;
  }

  // 4.2.5.
  bool read_string(BareItem& item) {
    item = {BareKind::string, {}, 0};
    take('"');
    while (!rest_.empty()) {
      if (take('"')) return true;
      const bool escaped = take('\\');
      if (rest_.empty() || !is_visible_or_space(rest_[0])) return false;
      if (escaped && !begins('"') && !begins('\\')) return false;
      item.text += rest_[0];
      rest_.remove_prefix(1);
    }
    return false;
  }

  // 4.2.7.
  bool read_bytes(BareItem& item) {
    take(':');
    const auto decoded = decode_base64(take_while(is_base64_byte));
    if (!decoded) return false;
    item = {BareKind::bytes, *decoded, 0};
    return take(':');
  }

  // 4.2.8.
  bool read_boolean(BareItem& item) {
    take('?');
    item = {BareKind::boolean, {}, begins('1') ? 1 : 0};
    return take('0') || take('1');
  }

  // 4.2.9.
  bool read_date(BareItem& item) {
    take('@');
    if (!read_number(item) || item.kind != BareKind::integer) return false;
    item.kind = BareKind::date;
    return true;
  }

  // 4.2.10.
  bool read_display_string(BareItem& item) {
    item = {BareKind::display_string, {}, 0};
    take('%');
    if (!take('"')) return false;
    while (!rest_.empty()) {
      if (take('"')) return to_valid_utf8(item.text) == item.text;
      if (!is_visible_or_space(rest_[0])) return false;
      if (!read_display_byte(item.text)) return false;
    }
    return false;
  }

  bool read_display_byte(std::string& text) {
    if (!take('%')) {
      text += rest_[0];
      rest_.remove_prefix(1);
      return true;
    }
    const std::string_view digits = rest_.substr(0, 2);
    if (digits.size() < 2) return false;
    // Capital digits are an error here.
    if (to_lower(digits) != digits) return false;
    const int high = hex_value(digits[0]);
    const int low = hex_value(digits[1]);
    if (high < 0 || low < 0) return false;
    text += static_cast<char>(high * 16 + low);
    rest_.remove_prefix(2);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::vector<DictionaryMember>> parse_dictionary(
    std::string_view text) {
  if (text.size() > kMaxDictionaryBytes) return std::nullopt;
  std::vector<DictionaryMember> members;
  if (!DictionaryReader(text).read(members)) return std::nullopt;
  return members;
}

}  // namespace veto
