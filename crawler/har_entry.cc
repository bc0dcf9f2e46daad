// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/har_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/http_message.h"
#include "crawler/import_kind.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxHarHead = 256u << 10;

// Nothing that could end the line.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::erase_if(line,
                [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return line;
}

// What the body in the file no longer has.
bool is_undone(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kUndone = {
      "content-encoding", "transfer-encoding", "content-length"};
  return std::ranges::any_of(
      kUndone, [&](std::string_view undone) { return iequals(name, undone); });
}

std::string head_of(const HarEntry& entry, std::uint64_t body_size) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", entry.status,
                                 one_line(entry.status_text));
  const bool text = entry.encoding.empty() && entry.has_text;
  std::string type = entry.mime_type;
  for (const auto& [name, value] : entry.headers) {
    if (!is_http_token(name) || iequals(name, "set-cookie")) continue;
    const bool is_type = iequals(name, "content-type");
    if (is_type) type = value;
    // Several fields of one name come as one, a line each.
    for (const std::string_view line : split(value, '\n')) {
      if (head.size() + name.size() + line.size() > kMaxHarHead) break;
      if (is_type && !text) continue;
      head += fmt::format("{}{}: {}\r\n",
                          is_undone(name) || is_type ? "X-Archive-Orig-" : "",
                          name, one_line(trim(line)));
    }
  }
  if (!type.empty())
    head += text ? fmt::format("Content-Type: {}; charset=utf-8\r\n",
                               mime_essence(type))
                 : fmt::format("Content-Type: {}\r\n", one_line(type));
  return head + fmt::format("Content-Length: {}\r\n\r\n", body_size);
}

// Whether the body is there; one beyond the limit is cut.
bool take_body(HarEntry& from, std::uint64_t max_body, ImportEntry& entry) {
  if (from.encoding.empty()) {
    entry.cut = from.text.size() > max_body;
    entry.body = std::move(from.text);
    if (entry.cut) entry.body.resize(max_body);
    return true;
  }
  if (!iequals(from.encoding, "base64")) return false;
  const std::uint64_t digits = (max_body + 2) / 3 * 4;
  entry.cut = from.text.size() > digits;
  if (entry.cut) from.text.resize(digits);
  auto decoded = decode_base64(from.text);
  if (!decoded) return false;
  entry.body = std::move(*decoded);
  return true;
}

// A page or an image whose bytes the browser did not save.
bool misses_body(const HarEntry& entry) {
  const std::string mime = mime_essence(
      find_header(entry.headers, "content-type").value_or(entry.mime_type));
  return !entry.has_text && entry.status == 200 && entry.size != 0 &&
         (is_html_mime(mime) || mime.starts_with("image/"));
}

}  // namespace

Status hand_over(HarEntry from, const ImportLimits& limits,
                 const ImportSinks& sinks) {
  ImportEntry entry;
  entry.name = fmt::format("entry {}", from.number);
  const auto leave = [&](const auto& sink, std::string_view reason) {
    sink(reason, entry.name);
    return Status();
  };
  const auto url = Url::parse(from.url);
  if (!url || !url->is_http())
    return leave(sinks.pass_over, "no http or https address");
  if (!from.method.empty() && from.method != "GET")
    return leave(sinks.pass_over, "an answer to a request that is no GET");
  if (from.status < 100 || from.status > 999)
    return leave(sinks.pass_over, "no response in the source");
  if (misses_body(from))
    return leave(sinks.lose, "the source does not hold its body");
  entry.url = url->without_fragment();
  if (!take_body(from, limits.max_body, entry))
    return leave(sinks.lose, "a body in a coding that cannot be read");
  if (auto time = parse_rfc3339(from.started)) {
    entry.time = *time;
    entry.time_basis = "startedDateTime";
  }
  entry.head = head_of(from, entry.body.size());
  entry.altered =
      "the head was written from the fields the source lists; the body is as "
      "the source holds it, its codings taken off";
  entry.remote_ip = from.ip;
  return sinks.take(std::move(entry));
}

}  // namespace veto::crawler
