// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_match.h"

#include <string.h>

#include <algorithm>

#include "base/text.h"

namespace veto::crawler {
namespace {

// The octet that "%xx" at `at` stands for; -1 when there is no such thing.
int escaped_octet(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '%') return -1;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

void append_escaped(std::string& out, int octet) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  out += '%';
  out += kDigits[octet >> 4];
  out += kDigits[octet & 15];
}

// RFC 3986, section 2.3.
bool is_unreserved(int octet) {
  return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') ||
         (octet >= '0' && octet <= '9') || octet == '-' || octet == '.' ||
         octet == '_' || octet == '~';
}

// Stands in a path or a query as it is: RFC 3986, sections 3.3 and 3.4.
bool is_literal(int octet) {
  return is_unreserved(octet) ||
         (octet != 0 && strchr("!$&'()*+,;=:@/?", octet) != nullptr);
}

// Reserved, but without a meaning of its own inside a query.
bool is_plain_in_query(int octet) {
  return octet == ':' || octet == '/' || octet == '?' || octet == '@';
}

// Which octets have a meaning in a pattern only.
using IsSpecial = bool (*)(std::string_view text, std::size_t at);

bool special_in_pattern(std::string_view text, std::size_t at) {
  return text[at] == '*' || (text[at] == '$' && at + 1 == text.size());
}

bool never_special(std::string_view, std::size_t) { return false; }

// Which octets rewrite() would leave alone: found without copying anything.
enum : std::uint8_t { kPlain = 0, kStar = 1, kOdd = 2 };

constexpr std::array<std::uint8_t, 256> kinds_of_octets() {
  std::array<std::uint8_t, 256> kinds{};
  kinds.fill(kOdd);
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = kPlain;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = kPlain;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = kPlain;
  for (char c : std::string_view("-._~!&'()+,;=:@/?"))
    kinds[static_cast<std::uint8_t>(c)] = kPlain;
  kinds['*'] = kStar;
  return kinds;
}

std::uint8_t kinds_in(std::string_view text) {
  static constexpr auto kKinds = kinds_of_octets();
  std::uint8_t kinds = kPlain;
  for (char c : text) kinds |= kKinds[static_cast<std::uint8_t>(c)];
  return kinds;
}

// Room for both forms of a path while it is rewritten.
struct Forms {
  std::string text;
  std::string decoded_query;
};

Forms rewrite(std::string_view text, IsSpecial is_special) {
  Forms path;
  bool in_query = false;
  auto put = [&](auto&& append) {
    append(path.text);
    append(path.decoded_query);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int escaped = escaped_octet(text, at);
    const int octet =
        escaped >= 0 ? escaped : static_cast<std::uint8_t>(text[at]);
    const char c = static_cast<char>(octet);
    const bool wildcard = octet == '*' || octet == '$';
    if (escaped >= 0) at += 2;
    if (escaped >= 0 && in_query && is_plain_in_query(octet)) {
      append_escaped(path.text, octet);
      path.decoded_query += c;
    } else if (escaped >= 0
                   ? is_unreserved(octet)
                   : is_special(text, at) || (is_literal(octet) && !wildcard)) {
      put([&](std::string& out) { out += c; });
      if (c == '?' && escaped < 0) in_query = true;
    } else {
      put([&](std::string& out) { append_escaped(out, octet); });
    }
  }
  return path;
}

RobotsPath keep_rewritten(std::string_view text, IsSpecial is_special,
                          RobotsArena& arena) {
  Forms forms = rewrite(text, is_special);
  RobotsPath path;
  if (forms.decoded_query != forms.text)
    path.decoded_query = arena.keep(std::move(forms.decoded_query));
  path.text = arena.keep(std::move(forms.text));
  return path;
}

// The second form of a path, whichever string holds it.
std::string_view decoded(const RobotsPath& path) {
  return path.decoded_query.empty() ? path.text : path.decoded_query;
}

std::uint64_t load_head(std::string_view text) {
  std::uint64_t head = 0;
  // Of a known size, which is no call, where there is as much.
  if (text.size() >= sizeof head) {
    memcpy(&head, text.data(), sizeof head);
  } else if (!text.empty()) {
    memcpy(&head, text.data(), text.size());
  }
  return head;
}

// Adds the pairs of neighbours in the text to the set. Both words are kept in
// registers: a bit set in memory would wait for the bit before it.
void add_pairs(std::string_view text, std::array<std::uint64_t, 2>& pairs) {
  std::uint64_t low = pairs[0];
  std::uint64_t high = pairs[1];
  for (std::size_t at = 1; at < text.size(); ++at) {
    const unsigned first = static_cast<std::uint8_t>(text[at - 1]);
    const unsigned second = static_cast<std::uint8_t>(text[at]);
    const unsigned place = first * 37 + second * 11;
    const std::uint64_t bit = std::uint64_t{1} << (place & 63);
    const std::uint64_t is_high = std::uint64_t{0} - ((place >> 6) & 1);
    low |= bit & ~is_high;
    high |= bit & is_high;
  }
  pairs = {low, high};
}

// Two-way search: linear whatever the bytes, unlike string_view::find.
std::size_t find_from(std::string_view text, std::string_view piece,
                      std::size_t from) {
  if (piece.empty()) return from;
  const void* hit = memmem(text.data() + from, text.size() - from, piece.data(),
                           piece.size());
  if (hit == nullptr) return text.npos;
  return static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

}  // namespace

RobotsPath normalise_target(std::string_view target, RobotsArena& arena) {
  if (kinds_in(target) == kPlain) return {target, {}};
  return keep_rewritten(target.substr(0, target.find('#')), never_special,
                        arena);
}

RobotsPath normalise_pattern(std::string_view pattern, RobotsArena& arena) {
  const bool anchored = pattern.ends_with('$');
  if (kinds_in(pattern.substr(0, pattern.size() - anchored)) < kOdd)
    return {pattern, {}};
  return keep_rewritten(pattern, special_in_pattern, arena);
}

std::string_view google_pattern(std::string_view pattern, RobotsArena& arena) {
  if (std::none_of(pattern.begin(), pattern.end(), [](char c) {
        return c == '%' || static_cast<std::uint8_t>(c) >= 0x80;
      }))
    return pattern;
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const int escaped = escaped_octet(pattern, at);
    const auto byte = static_cast<std::uint8_t>(pattern[at]);
    if (escaped >= 0) {
      append_escaped(out, escaped);
      at += 2;
    } else if (byte >= 0x80) {
      append_escaped(out, byte);
    } else {
      out += pattern[at];
    }
  }
  return arena.keep(std::move(out));
}

bool robots_match(std::string_view pattern, std::string_view target) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  const std::string_view first = pattern.substr(0, star);
  if (!target.starts_with(first)) return false;
  std::size_t at = first.size();
  if (star == pattern.npos) return !anchored || at == target.size();
  // Each piece between stars is taken at its first occurrence: that leaves the
  // most to the pieces after it, so no other choice can succeed instead.
  while (true) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == pattern.npos && anchored)
      return target.size() - at >= piece.size() && target.ends_with(piece);
    at = find_from(target, piece, at);
    if (at == target.npos) return false;
    if (star == pattern.npos) return true;
    at += piece.size();
  }
}

bool robots_match(const RobotsPath& pattern, const RobotsPath& target) {
  if (robots_match(pattern.text, target.text)) return true;
  if (pattern.decoded_query.empty() && target.decoded_query.empty())
    return false;
  return robots_match(decoded(pattern), decoded(target));
}

RobotsSieve RobotsSieve::of_pattern(std::string_view pattern) {
  if (pattern.ends_with('$')) pattern.remove_suffix(1);
  RobotsSieve sieve;
  const std::size_t star = pattern.find('*');
  const std::string_view first = pattern.substr(0, star);
  static constexpr std::string_view kOnes = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
  sieve.head = load_head(first);
  sieve.head_mask = load_head(kOnes.substr(0, first.size()));
  if (star == pattern.npos) return sieve;  // the rest is compared at once
  while (!pattern.empty()) {
    const std::size_t end = std::min(pattern.find('*'), pattern.size());
    add_pairs(pattern.substr(0, end), sieve.pairs);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  return sieve;
}

RobotsSieve RobotsSieve::of_target(std::string_view target, bool with_pairs) {
  RobotsSieve sieve;
  sieve.head = load_head(target);
  if (with_pairs) {
    add_pairs(target, sieve.pairs);
  } else {
    sieve.pairs.fill(~std::uint64_t{0});
  }
  return sieve;
}

}  // namespace veto::crawler
