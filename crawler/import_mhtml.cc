// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_mhtml.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/base64.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/http_message.h"
#include "crawler/saved_page.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxMhtmlFields = 200;

std::string_view take_mime_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Fields up to the empty line, folds joined (RFC 5322, section 2.2.3).
Headers take_fields(std::string_view& rest) {
  Headers fields;
  while (!rest.empty()) {
    const std::string_view line = take_mime_line(rest);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !fields.empty()) {
      fields.back().second.append(" ").append(trim(line));
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() == kMaxMhtmlFields)
      continue;
    fields.emplace_back(trim(line.substr(0, colon)),
                        trim(line.substr(colon + 1)));
  }
  return fields;
}

std::string boundary_of(const Headers& fields) {
  const std::string type = find_header(fields, "content-type").value_or("");
  if (!to_lower(type).starts_with("multipart/related")) return {};
  const auto at = to_lower(type).find("boundary=");
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(type).substr(at + 9);
  if (!value.starts_with('"'))
    return std::string(trim(value.substr(0, value.find(';'))));
  value.remove_prefix(1);
  return std::string(value.substr(0, value.find('"')));
}

// "Tue, 3 Mar 2026 09:00:00 +0100" (RFC 5322, section 3.3).
std::optional<UtcTime> mail_date(const std::string& text) {
  const auto comma = text.find(',');
  const std::string date =
      comma == std::string::npos ? text : text.substr(comma + 1);
  char name[4] = "", sign = '+';
  int day = 0, year = 0, hour = 0, minute = 0, second = 0, zone = 0;
  if (std::sscanf(date.c_str(), " %2d %3s %4d %2d:%2d:%2d %c%4d", &day, name,
                  &year, &hour, &minute, &second, &sign, &zone) != 8)
    return std::nullopt;
  const auto time =
      make_utc(year, month_number(name), day, hour, minute, second);
  if (!time) return std::nullopt;
  const std::chrono::minutes offset(zone / 100 * 60 + zone % 100);
  return sign == '-' ? *time + offset : *time - offset;
}

// RFC 2045, section 6.7; what is no escape is left as it is.
std::string decode_quoted(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    const std::string_view rest = text.substr(i + 1);
    if (rest.starts_with("\r\n")) {
      i += 2;
    } else if (rest.starts_with("\n")) {
      i += 1;
    } else if (rest.size() >= 2 && hex_value(rest[0]) >= 0 &&
               hex_value(rest[1]) >= 0) {
      bytes += static_cast<char>(hex_value(rest[0]) * 16 + hex_value(rest[1]));
      i += 2;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

std::optional<std::string> decode_part(std::string_view body,
                                       const Headers& fields) {
  const std::string coding = to_lower(
      find_header(fields, "content-transfer-encoding").value_or("7bit"));
  if (coding == "base64") return decode_base64(body);
  if (coding == "quoted-printable") return decode_quoted(body);
  if (coding == "7bit" || coding == "8bit" || coding == "binary")
    return std::string(body);
  return std::nullopt;
}

struct MhtmlReader {
  const ImportLimits& limits;
  const ImportSinks& sinks;
  std::optional<UtcTime> date;
  std::uint64_t number = 0;

  Status part(std::string_view bytes) {
    const Headers fields = take_fields(bytes);
    ImportEntry entry;
    entry.name = fmt::format("part {}", ++number);
    const auto url =
        Url::parse(find_header(fields, "content-location").value_or(""));
    if (!url || !url->is_http()) {
      sinks.pass_over("no http or https address", entry.name);
      return {};
    }
    auto body = decode_part(bytes, fields);
    if (!body) {
      sinks.lose("a body in a coding that cannot be read", entry.name);
      return {};
    }
    entry.url = url->without_fragment();
    entry.time = date;
    entry.time_basis = "Date";
    entry.altered = "taken out of its transfer encoding";
    entry.mime = mime_essence(find_header(fields, "content-type").value_or(""));
    entry.cut = body->size() > limits.max_body;
    if (entry.cut) body->resize(limits.max_body);
    entry.body = std::move(*body);
    return sinks.take(std::move(entry));
  }
};

}  // namespace

Status read_mhtml(std::string_view bytes, const ImportLimits& limits,
                  const ImportSinks& sinks) {
  const Headers fields = take_fields(bytes);
  const std::string boundary = boundary_of(fields);
  if (boundary.empty()) return fail(ErrorKind::damaged, "no multipart message");
  const std::string mark = "\n--" + boundary;
  MhtmlReader reader{limits, sinks,
                     mail_date(find_header(fields, "date").value_or(""))};
  auto at = bytes.starts_with(std::string_view(mark).substr(1))
                ? std::string_view::size_type{0}
                : bytes.find(mark);
  if (at == std::string_view::npos)
    return fail(ErrorKind::damaged, "the message has no parts");
  bytes.remove_prefix(at == 0 ? mark.size() - 1 : at + mark.size());
  while (!bytes.starts_with("--")) {
    (void)take_mime_line(bytes);
    const auto end = bytes.find(mark);
    if (end == std::string_view::npos)
      return fail(ErrorKind::damaged, "the message is cut short");
    std::string_view part = bytes.substr(0, end);
    if (part.ends_with('\r')) part.remove_suffix(1);
    auto taken = reader.part(part);
    if (!taken) return taken;
    bytes.remove_prefix(end + mark.size());
  }
  return {};
}

}  // namespace veto::crawler
