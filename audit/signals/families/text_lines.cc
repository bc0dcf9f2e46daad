// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/text_lines.h"

#include <algorithm>

#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kPageBegins[] = {
    "<!doctype html", "<html", "<head", "<body",   "<title",
    "<meta",          "<link", "<div",  "<script", "<style"};

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(3);
  return bytes;
}

}  // namespace

std::vector<TextLine> text_lines(std::string_view bytes) {
  std::vector<TextLine> lines;
  std::string_view rest = without_mark(bytes.substr(0, kMaxTextBytes));
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = rest.find_first_of("\r\n");
    const std::string_view line = rest.substr(0, end);
    const std::string_view text = trim(line.substr(0, line.find('#')));
    if (!text.empty()) lines.push_back({number, trim(line), text});
    rest.remove_prefix(line.size());
    if (rest.starts_with("\r\n")) rest.remove_prefix(1);
    if (!rest.empty()) rest.remove_prefix(1);
  }
  return lines;
}

bool begins_like_html(std::string_view bytes) {
  std::string_view rest = trim(without_mark(bytes));
  while (rest.starts_with("<!--")) {
    const auto end = rest.find("-->", 4);
    if (end == std::string_view::npos) return true;
    rest = trim(rest.substr(end + 3));
  }
  return std::ranges::any_of(kPageBegins, [&](std::string_view tag) {
    return iequals(rest.substr(0, tag.size()), tag);
  });
}

}  // namespace veto::signals
