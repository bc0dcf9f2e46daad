// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/http_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxHeaderFields = 2000;

// Takes one line, its ending included, off `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::size_t size =
      end == std::string_view::npos ? rest.size() : end + 1;
  const std::string_view line = rest.substr(0, size);
  rest.remove_prefix(size);
  return line;
}

std::string_view without_ending(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "HTTP/1.1 200 OK" -> 200; 0 when the line is no status line.
int status_of_line(std::string_view line) {
  if (!line.starts_with("HTTP/")) return 0;
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  const std::string_view code = trim(line.substr(space)).substr(0, 3);
  if (code.size() != 3 || !std::ranges::all_of(code, is_digit)) return 0;
  return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

// The name of a field line; none where the line goes on with one before it.
std::string_view field_name(std::string_view line) {
  if (line.starts_with(' ') || line.starts_with('\t')) return {};
  const auto colon = line.find(':');
  return colon == std::string_view::npos ? std::string_view()
                                         : trim(line.substr(0, colon));
}

}  // namespace

bool is_http_token(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_redirect(int status) {
  static constexpr std::array kStatuses = {301, 302, 303, 307, 308};
  return std::ranges::find(kStatuses, status) != kStatuses.end();
}

std::size_t http_head_size(std::string_view message) {
  std::string_view rest = message;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (!line.ends_with('\n')) return 0;
    if (without_ending(line).empty()) return message.size() - rest.size();
  }
  return 0;
}

Result<HttpHead> parse_http_head(std::string_view head) {
  HttpHead parsed;
  parsed.status = status_of_line(without_ending(take_line(head)));
  if (parsed.status == 0)
    return fail(ErrorKind::damaged, "no HTTP status line");
  while (!head.empty()) {
    const std::string_view line = without_ending(take_line(head));
    if (line.empty()) break;
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (folded && !parsed.headers.empty()) {
      parsed.headers.back().second.append(" ").append(trim(line));
      continue;
    }
    const std::string_view name = field_name(line);
    if (!is_http_token(name)) continue;
    if (parsed.headers.size() == kMaxHeaderFields)
      return fail(ErrorKind::too_large,
                  fmt::format("over {} header fields", kMaxHeaderFields));
    parsed.headers.emplace_back(name, trim(line.substr(line.find(':') + 1)));
  }
  return parsed;
}

std::string mime_essence(std::string_view content_type) {
  const std::string_view essence =
      trim(content_type.substr(0, content_type.find(';')));
  const auto slash = essence.find('/');
  if (slash == std::string_view::npos ||
      !is_http_token(essence.substr(0, slash)) ||
      !is_http_token(essence.substr(slash + 1)))
    return {};
  return to_lower(essence);
}

bool is_html_mime(std::string_view essence) {
  return essence == "text/html" || essence == "application/xhtml+xml";
}

bool has_transfer_coding(std::string_view head) {
  while (!head.empty())
    if (iequals(field_name(take_line(head)), "transfer-encoding")) return true;
  return false;
}

int http_status(std::string_view head) {
  return status_of_line(without_ending(take_line(head)));
}

Headers confirmed_headers(const Headers& stored, const Headers& answer) {
  static constexpr std::array<std::string_view, 6> kOfTheBody = {
      "connection",    "content-encoding", "content-length",
      "content-range", "content-type",     "transfer-encoding"};
  Headers news;
  for (const auto& field : answer)
    if (std::ranges::none_of(kOfTheBody, [&](std::string_view name) {
          return iequals(field.first, name);
        }))
      news.push_back(field);
  Headers merged;
  for (const auto& field : stored)
    if (!find_header(news, field.first)) merged.push_back(field);
  merged.insert(merged.end(), news.begin(), news.end());
  return merged;
}

std::string archived_head(std::string_view head, std::uint64_t body_size) {
  std::string kept;
  std::string_view rest = head;
  if (!has_transfer_coding(head)) return std::string(head);
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::string_view name = field_name(line);
    if (without_ending(line).empty())
      kept += fmt::format("Content-Length: {}\r\n", body_size);
    if (iequals(name, "transfer-encoding") || iequals(name, "content-length"))
      kept += "X-Archive-Orig-";
    kept += line;
  }
  return kept;
}

}  // namespace veto::crawler
