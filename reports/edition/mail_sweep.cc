// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/mail_sweep.h"

#include <algorithm>

#include "audit/logs/escapes.h"
#include "base/text.h"
#include "base/url_percent.h"

namespace veto::reports {
namespace {

constexpr int kMostForms = 3;
constexpr std::string_view kLikeAt[] = {"@",    "\xEF\xBC\xA0", "#64",
                                        "#x40", "commat",       "u0040"};

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
  return std::ranges::any_of(
      kLikeAt, [&](std::string_view mark) { return rest.contains(mark); });
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
    auto end = text.find_first_of(kWordEnds, at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    out += may_hold_mail(plain_forms(word), known) ? kMailMark : word;
    if (end < text.size()) out += text[end++];
    at = end;
  }
  return out;
}

}  // namespace veto::reports
