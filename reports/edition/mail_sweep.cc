// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/mail_sweep.h"

#include <algorithm>

#include "audit/logs/escapes.h"
#include "base/text.h"
#include "base/url_percent.h"

namespace veto::reports {
namespace {

constexpr int kMostForms = 3;
constexpr std::string_view kNamed = "commat";
constexpr std::string_view kBracketed[] = {"[at]", "(at)"};
constexpr std::string_view kLikeAt[] = {"@",     "\xEF\xBC\xA0", kNamed,
                                        "u0040", kBracketed[0],  kBracketed[1]};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool of_host(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.';
}

// The last part of a name in the DNS: letters alone, or in the form that other
// scripts have there.
bool ends_as_host(std::string_view host) {
  while (host.ends_with('.') || host.ends_with('-')) host.remove_suffix(1);
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view top = host.substr(dot + 1);
  if (top.size() < 2 || !is_letter(top.front())) return false;
  for (const char c : top)
    if (!is_letter(c) && !top.starts_with("xn--")) return false;
  return true;
}

bool is_mail_at(std::string_view text, std::size_t at) {
  if (at == 0 || kWordEnds.contains(text[at - 1])) return false;
  const std::string_view behind = text.substr(at + 1);
  std::size_t length = 0;
  while (length < behind.size() && of_host(behind[length])) ++length;
  return ends_as_host(behind.substr(0, length));
}

std::string plain(std::string_view text) {
  return logs::unescape_json(logs::unescape(percent_decode(text)));
}

// "#64", "#064", "#x40", "#X0040" at the front: its length, or 0. A reference
// of HTML ends at the first character that is no digit of its own.
std::size_t number_of_at(std::string_view text) {
  if (!text.starts_with('#')) return 0;
  const bool hex = text.substr(1, 1) == "x" || text.substr(1, 1) == "X";
  const auto digits = text.find_first_not_of('0', hex ? 2 : 1);
  if (digits == std::string_view::npos ||
      text.substr(digits, 2) != (hex ? "40" : "64"))
    return 0;
  const std::size_t end = digits + 2;
  if (end < text.size() &&
      (hex ? hex_value(text[end]) >= 0 : is_digit(text[end])))
    return 0;
  return end;
}

bool holds_number_of_at(std::string_view text) {
  for (auto at = text.find('#'); at != std::string_view::npos;
       at = text.find('#', at + 1))
    if (number_of_at(text.substr(at)) > 0) return true;
  return false;
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(kWordEnds, at), text.size());
}

std::string innermost(std::string_view word) {
  const std::string forms = plain_forms(word);
  return forms.substr(forms.rfind('\n') + 1);
}

bool begins_as_at(std::string_view word) {
  const std::string form = innermost(word);
  return form.starts_with(kNamed) || number_of_at(form) > 0;
}

bool ends_as_at(std::string_view word) {
  const std::string form = innermost(word);
  const auto number = std::min(form.rfind('#'), form.size());
  return form.ends_with(kNamed) ||
         (number < form.size() && number_of_at(std::string_view(form).substr(
                                      number)) == form.size() - number);
}

// Behind "[at]" and the word that follows, where they stand at `end`; with
// spaces around only if that word is a host.
std::size_t behind_bracketed(std::string_view text, std::size_t end) {
  auto at = end;
  bool spaced = false;
  const auto skip_space = [&] {
    if (text.substr(at, 1) != " ") return;
    spaced = true;
    ++at;
  };
  skip_space();
  const auto is_here = [&](std::string_view mark) {
    return iequals(text.substr(at, mark.size()), mark);
  };
  if (std::ranges::none_of(kBracketed, is_here)) return end;
  at += kBracketed[0].size();
  skip_space();
  const auto word = text.substr(at, end_of_word(text, at) - at);
  if (word.empty() || (spaced && !ends_as_host(word))) return end;
  return at + word.size();
}

// Of the address whose part before `end` begins at `begin`: behind the next
// part, where an "@" that is written out ties it to that.
std::size_t behind_written_at(std::string_view text, std::size_t begin,
                              std::size_t end) {
  if (end == text.size()) return end;
  if (text[end] == '&') {
    const auto next = end_of_word(text, end + 1);
    return begins_as_at(text.substr(end + 1, next - end - 1)) ? next : end;
  }
  if (text[end] == ';' && end > begin) {
    const auto before = text.find_last_of(kWordEnds, end - 1);
    const auto from = before == std::string_view::npos ? 0 : before + 1;
    return ends_as_at(text.substr(from, end - from))
               ? end_of_word(text, end + 1)
               : end;
  }
  return behind_bracketed(text, end);
}

}  // namespace

MailWords mail_words(std::string_view text) {
  MailWords found;
  for (std::size_t at = text.find('@'); at != std::string_view::npos;
       at = text.find('@', at + 1)) {
    if (!is_mail_at(text, at)) continue;
    const auto before = text.find_last_of(kWordEnds, at);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    const auto end = std::min(text.find_first_of(kWordEnds, at), text.size());
    found.emplace(text.substr(begin, end - begin));
    at = end;
  }
  return found;
}

bool may_hold_mail(std::string_view text, const MailWords& known) {
  std::string rest(text);
  for (const std::string& word : known)
    for (auto at = rest.find(word); at != std::string::npos;
         at = rest.find(word, at))
      rest.erase(at, word.size());
  rest = to_lower(rest);
  return holds_number_of_at(rest) ||
         std::ranges::any_of(kLikeAt, [&](std::string_view mark) {
           return rest.contains(mark);
         });
}

std::string plain_forms(std::string_view text) {
  std::string all(text);
  std::string form(text);
  for (int i = 0; i < kMostForms; ++i) {
    std::string next = plain(form);
    if (next == form) break;
    form = std::move(next);
    all += '\n';
    all += form;
  }
  return all;
}

std::string without_mail(std::string_view text, const MailWords& known) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto word_end = end_of_word(text, at);
    auto end = word_end;
    for (auto next = behind_written_at(text, at, end); next != end;
         next = behind_written_at(text, at, end))
      end = next;
    const std::string_view word = text.substr(at, end - at);
    const bool goes =
        end != word_end || may_hold_mail(plain_forms(word), known);
    out += goes ? kMailMark : word;
    if (end < text.size()) out += text[end++];
    at = end;
  }
  return out;
}

}  // namespace veto::reports
