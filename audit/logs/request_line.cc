// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/request_line.h"

#include <algorithm>
#include <iterator>

#include "audit/logs/escapes.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxMethod = 32;
constexpr std::size_t kMaxExtension = 8;

struct Extension {
  std::string_view name;
  TargetKind kind;
};

constexpr Extension kExtensions[] = {
    {"avif", TargetKind::image},   {"bmp", TargetKind::image},
    {"gif", TargetKind::image},    {"heic", TargetKind::image},
    {"jfif", TargetKind::image},   {"jpeg", TargetKind::image},
    {"jpg", TargetKind::image},    {"jxl", TargetKind::image},
    {"png", TargetKind::image},    {"svg", TargetKind::image},
    {"tif", TargetKind::image},    {"tiff", TargetKind::image},
    {"webp", TargetKind::image},   {"css", TargetKind::support},
    {"eot", TargetKind::support},  {"ico", TargetKind::support},
    {"js", TargetKind::support},   {"map", TargetKind::support},
    {"mjs", TargetKind::support},  {"otf", TargetKind::support},
    {"ttf", TargetKind::support},  {"webmanifest", TargetKind::support},
    {"woff", TargetKind::support}, {"woff2", TargetKind::support},
    {"json", TargetKind::other},   {"m4a", TargetKind::other},
    {"mp3", TargetKind::other},    {"mp4", TargetKind::other},
    {"ogg", TargetKind::other},    {"pdf", TargetKind::other},
    {"txt", TargetKind::other},    {"wasm", TargetKind::other},
    {"wav", TargetKind::other},    {"webm", TargetKind::other},
    {"xml", TargetKind::other},    {"zip", TargetKind::other},
};

bool is_method(std::string_view text) {
  return !text.empty() && text.size() <= kMaxMethod &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  c == '-' || c == '_';
         });
}

std::string_view path_of(std::string_view target) {
  const auto end =
      std::ranges::find_if(target, [](char c) { return c == '?' || c == '#'; });
  return target.substr(0, static_cast<std::size_t>(end - target.begin()));
}

// An absolute-form target (RFC 9112, section 3.2.2) becomes its origin form.
void take_authority(RequestLine& line, std::string& store) {
  if (line.target.starts_with('/')) return;
  if (std::string host, target; split_url(line.target, host, target)) {
    line.host = std::move(host);
    store = std::move(target);
    line.target = store;
  }
}

}  // namespace

bool split_url(std::string_view url, std::string& host, std::string& target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!iequals(url.substr(0, scheme.size()), scheme)) continue;
    url.remove_prefix(scheme.size());
    const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
    url.remove_prefix(authority.size());
    host = host_name(authority.substr(authority.rfind('@') + 1));
    target = url.starts_with('/') ? std::string(url) : "/" + std::string(url);
    return !host.empty();
  }
  return false;
}

std::string host_name(std::string_view host_and_port) {
  const std::size_t bracket = host_and_port.find(']');
  const std::size_t colon =
      host_and_port.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return to_lower(host_and_port.substr(0, colon));
}

RequestLine parse_request_line(std::string_view text, std::string& store) {
  const std::size_t first = text.find(' ');
  if (first == std::string_view::npos || !is_method(text.substr(0, first)))
    return {};
  std::string_view target = text.substr(first + 1);
  const std::size_t last = target.rfind(" HTTP/");
  if (last != std::string_view::npos) target = target.substr(0, last);
  if (target.empty()) return {};
  RequestLine line{text.substr(0, first), target, {}};
  take_authority(line, store);
  return line;
}

RequestLine request_from_parts(std::string_view method, std::string_view target,
                               std::string_view query, std::string& store) {
  if (!is_method(method) || target.empty()) return {};
  RequestLine line{method, target, {}};
  take_authority(line, store);
  if (query.starts_with('?')) query.remove_prefix(1);
  if (!query.empty() && query != "-") {
    // The target may stand in the store already.
    std::string joined(line.target);
    joined += '?';
    joined += query;
    store = std::move(joined);
    line.target = store;
  }
  return line;
}

RequestLine request_of(const RawLine& raw, RequestText& store) {
  // A target has its own percent signs and plus signs.
  const bool as_sent =
      raw.escaping == Escaping::plus || raw.escaping == Escaping::percent;
  const Escaping escaping = as_sent ? Escaping::none : raw.escaping;
  return raw.method.empty() || !raw.request.empty()
             ? parse_request_line(decoded(raw.request, escaping, store.request),
                                  store.joined)
             : request_from_parts(
                   raw.method, decoded(raw.target, escaping, store.target),
                   decoded(raw.query, escaping, store.query), store.joined);
}

bool is_robots_txt(std::string_view target) {
  return path_of(target) == "/robots.txt";
}

bool is_near_robots_txt(std::string_view target) {
  constexpr std::string_view kName = "robots.txt";
  constexpr std::size_t kLongest = 1024;  // of what is looked at
  const std::string_view path = path_of(target);
  if (path == "/robots.txt" || path.size() < kName.size() ||
      path.size() > kLongest)
    return false;
  const std::string_view end = path.substr(path.size() - kName.size());
  if (!iequals(end, kName) && !path.contains('%')) return false;
  const std::string plain = to_lower(decode(path, Escaping::percent));
  if (!plain.ends_with(kName)) return false;
  const auto url = Url::parse("http://host.invalid" + plain);
  if (!url) return false;
  const std::string& found = url->path();
  return found.ends_with(kName) &&
         found.find_first_not_of('/') == found.size() - kName.size();
}

TargetKind kind_of_target(std::string_view target) {
  const std::string_view path = path_of(target);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > kMaxExtension + 4)
    return TargetKind::page;
  const std::string extension = to_lower(name.substr(dot + 1));
  const auto* found = std::ranges::find_if(
      kExtensions, [&](const Extension& one) { return one.name == extension; });
  return found == std::end(kExtensions) ? TargetKind::page : found->kind;
}

}  // namespace veto::logs
