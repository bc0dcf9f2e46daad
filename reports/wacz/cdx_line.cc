// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/cdx_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ranges>

#include "base/text.h"
#include "base/url.h"

namespace veto::reports {
namespace {

constexpr std::string_view kWarcFieldsType = "application/warc-fields";

// "www.", "www2." behind the scheme are taken off.
std::string without_www(std::string_view url) {
  const auto host = url.find("://") + 3;
  std::string_view rest = url.substr(host);
  if (rest.starts_with("www")) {
    const auto dot = rest.find_first_not_of("0123456789", 3);
    if (dot != std::string_view::npos && rest[dot] == '.')
      rest.remove_prefix(dot + 1);
  }
  return std::string(url.substr(0, host)) + std::string(rest);
}

std::string ordered_query(std::string_view query) {
  auto parts = split(query, '&');
  std::ranges::sort(parts);
  return fmt::format("{}", fmt::join(parts, "&"));
}

// A key is a word: spaces and control characters would end it.
std::string one_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    word += byte <= 0x20 || byte == 0x7f ? fmt::format("%{:02x}", byte)
                                         : std::string(1, c);
  }
  return word;
}

// "20261127T040506Z" without its letters.
std::string digits_of(UtcTime time) {
  std::string text = to_compact(time);
  std::erase_if(text, [](char c) { return !is_digit(c); });
  return text;
}

}  // namespace

std::string surt(std::string_view given) {
  if (!given.starts_with("http://") && !given.starts_with("https://"))
    return one_word(given);
  const auto url = Url::parse(to_lower(without_www(given)));
  if (!url || !url->has_host()) return one_word(given);
  auto labels = split(url->host(), '.');
  std::ranges::reverse(labels);
  std::string key = fmt::format("{}", fmt::join(labels, ","));
  if (url->port()) key += fmt::format(":{}", *url->port());
  key += ")" + url->path();
  if (url->query() && !url->query()->empty())
    key += "?" + ordered_query(*url->query());
  return key;
}

std::optional<std::string> cdx_line(const crawler::WarcSeen& record,
                                    std::string_view file) {
  const bool is_http = record.type == "response" || record.type == "revisit";
  const bool is_data = record.type == "resource" || record.type == "metadata" ||
                       record.type == "conversion";
  if (!is_http && (!is_data || record.mime == kWarcFieldsType))
    return std::nullopt;
  if (record.url.empty() || !record.time) return std::nullopt;
  std::string mime = record.type == "revisit" ? "warc/revisit" : record.mime;
  if (mime.empty()) mime = "unk";
  // A record without an HTTP status is shown as if it were well answered.
  const int status = record.status == 0 ? 200 : record.status;
  const nlohmann::json facts = {
      {"url", record.url},
      {"mime", std::move(mime)},
      {"status", std::to_string(status)},
      {"digest", record.payload_digest},
      {"length", std::to_string(record.length)},
      {"offset", std::to_string(record.offset)},
      {"filename", file},
      {"recordDigest", record.member.labelled()},
  };
  return fmt::format(
      "{} {} {}", surt(record.url), digits_of(*record.time),
      facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace veto::reports
