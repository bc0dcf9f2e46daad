// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_parser.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url_host.h"
#include "base/url_input.h"
#include "base/url_percent.h"

namespace veto {
namespace {

// Errors quote this much of a URL.
constexpr std::size_t kQuotedBytes = 200;

bool is_alpha(char c) {
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'z';
}

bool is_scheme_byte(char c) {
  return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
}

// "C:" or "C|".
bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) &&
         (text[1] == ':' || text[1] == '|');
}

bool starts_with_drive_letter(std::string_view text) {
  constexpr std::string_view kAfter = "/\\?#";
  return is_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || kAfter.find(text[2]) != std::string_view::npos);
}

// "/C:", with nothing after it.
bool is_drive_path(std::string_view path) {
  return path.size() == 3 && path[2] == ':' && is_alpha(path[1]);
}

bool is_single_dot(std::string_view segment) {
  return segment == "." || iequals(segment, "%2e");
}

bool is_double_dot(std::string_view segment) {
  if (segment.size() > 6) return false;
  const std::string lower = to_lower(segment);
  return lower == ".." || lower == ".%2e" || lower == "%2e." ||
         lower == "%2e%2e";
}

}  // namespace

Result<Url> UrlParser::parse(std::string_view input, const Url* base) {
  if (input.size() > Url::kMaxBytes) {
    return fail(ErrorKind::too_large, "URL of more than 64 KiB",
                printable(input, kQuotedBytes));
  }
  const std::string cleaned = clean_url_input(input);
  UrlParser parser(cleaned, base);
  if (!parser.parse_scheme()) {
    return fail(ErrorKind::usage, parser.why_, printable(input, kQuotedBytes));
  }
  parser.url_.href_ = serialize(parser.url_);
  if (parser.url_.href_.size() > Url::kMaxBytes) {
    return fail(ErrorKind::too_large, "URL of more than 64 KiB once encoded",
                printable(input, kQuotedBytes));
  }
  return std::move(parser.url_);
}

bool UrlParser::fail_because(const char* why) {
  why_ = why;
  return false;
}

void UrlParser::set_scheme(std::string_view scheme) {
  url_.scheme_ = to_lower(scheme);
  special_ = special_scheme_port(url_.scheme_).has_value();
}

std::size_t UrlParser::segment_length(std::string_view text) const {
  return std::min(text.find_first_of(special_ ? "/\\?#" : "/?#"), text.size());
}

bool UrlParser::parse_scheme() {
  if (rest_.empty() || !is_alpha(rest_.front())) return parse_no_scheme();
  const auto end = std::ranges::find_if_not(rest_, is_scheme_byte);
  if (end == rest_.end() || *end != ':') return parse_no_scheme();
  const auto length = static_cast<std::size_t>(end - rest_.begin());
  set_scheme(rest_.substr(0, length));
  rest_.remove_prefix(length + 1);
  return parse_after_scheme();
}

bool UrlParser::parse_after_scheme() {
  if (url_.scheme_ == "file") return parse_file();
  if (special_) {
    const bool relative = base_ != nullptr && base_->scheme_ == url_.scheme_ &&
                          !rest_.starts_with("//");
    return relative ? parse_relative() : parse_special_authority();
  }
  if (rest_.starts_with("//")) {
    rest_.remove_prefix(2);
    return parse_authority();
  }
  if (!rest_.starts_with('/')) return parse_opaque_path();
  rest_.remove_prefix(1);
  return parse_path();
}

bool UrlParser::parse_no_scheme() {
  if (base_ == nullptr) return fail_because("not an absolute URL");
  if (base_->opaque_path_ && !rest_.starts_with('#')) {
    return fail_because("only a fragment can be relative to this base");
  }
  set_scheme(base_->scheme_);
  if (base_->opaque_path_) {
    copy_path_and_query_from_base();
    return parse_query_and_fragment();
  }
  return url_.scheme_ == "file" ? parse_file() : parse_relative();
}

void UrlParser::copy_authority_from_base() {
  url_.username_ = base_->username_;
  url_.password_ = base_->password_;
  url_.host_ = base_->host_;
  url_.port_ = base_->port_;
}

void UrlParser::copy_path_and_query_from_base() {
  url_.path_ = base_->path_;
  url_.opaque_path_ = base_->opaque_path_;
  url_.query_ = base_->query_;
}

bool UrlParser::parse_relative() {
  if (!rest_.empty() && is_slash(rest_[0])) {
    rest_.remove_prefix(1);
    if (!rest_.empty() && is_slash(rest_[0])) {
      rest_.remove_prefix(1);
      return special_ ? parse_special_authority() : parse_authority();
    }
    copy_authority_from_base();
    return parse_path();
  }
  copy_authority_from_base();
  copy_path_and_query_from_base();
  if (segment_length(rest_) == 0) return parse_query_and_fragment();
  url_.query_.reset();
  shorten_path();
  return parse_path();
}

bool UrlParser::parse_special_authority() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of("/\\"), rest_.size()));
  return parse_authority();
}

bool UrlParser::parse_authority() {
  std::string_view host = rest_.substr(0, segment_length(rest_));
  rest_.remove_prefix(host.size());
  const std::size_t at = host.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view credentials = host.substr(0, at);
    host.remove_prefix(at + 1);
    if (host.empty()) return fail_because("no host after the credentials");
    const std::size_t colon = credentials.find(':');
    append_percent_encoded(url_.username_, credentials.substr(0, colon),
                           PercentSet::userinfo);
    if (colon != std::string_view::npos) {
      append_percent_encoded(url_.password_, credentials.substr(colon + 1),
                             PercentSet::userinfo);
    }
  }
  return parse_host_and_port(host) && parse_path_start();
}

bool UrlParser::parse_host_and_port(std::string_view text) {
  bool inside_brackets = false;
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const char c = text[length];
    if (c == ':' && !inside_brackets) break;
    if (c == '[') inside_brackets = true;
    if (c == ']') inside_brackets = false;
  }
  const std::string_view host = text.substr(0, length);
  const bool has_port = length < text.size();
  if (host.empty() && (special_ || has_port)) {
    return fail_because("URL without a host");
  }
  url_.host_ =
      special_ ? parse_domain_or_address(host) : parse_opaque_host(host);
  if (!url_.host_) return fail_because("not a valid host");
  return !has_port || parse_port(text.substr(length + 1));
}

bool UrlParser::parse_port(std::string_view digits) {
  if (digits.empty()) return true;
  std::uint16_t port = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, port);
  if (error != std::errc() || end != last) {
    return fail_because("not a valid port");
  }
  const auto default_port = special_scheme_port(url_.scheme_);
  if (default_port != port) url_.port_ = port;
  return true;
}

bool UrlParser::parse_file() {
  url_.host_ = "";
  if (!rest_.empty() && is_slash(rest_[0])) {
    rest_.remove_prefix(1);
    return parse_file_slash();
  }
  if (base_ == nullptr || base_->scheme_ != "file") return parse_path();
  url_.host_ = base_->host_;
  copy_path_and_query_from_base();
  if (segment_length(rest_) == 0) return parse_query_and_fragment();
  url_.query_.reset();
  if (starts_with_drive_letter(rest_)) {
    url_.path_.clear();
  } else {
    shorten_path();
  }
  return parse_path();
}

bool UrlParser::parse_file_slash() {
  if (!rest_.empty() && is_slash(rest_[0])) {
    rest_.remove_prefix(1);
    return parse_file_host();
  }
  if (base_ != nullptr && base_->scheme_ == "file") {
    url_.host_ = base_->host_;
    const std::string_view path = base_->path_;
    const std::string_view first = path.substr(0, path.find('/', 1));
    if (!starts_with_drive_letter(rest_) && is_drive_path(first)) {
      url_.path_ = first;
    }
  }
  return parse_path();
}

bool UrlParser::parse_file_host() {
  const std::string_view host = rest_.substr(0, segment_length(rest_));
  // "file://C:/a": the drive is part of the path.
  if (is_drive_letter(host)) return parse_path();
  rest_.remove_prefix(host.size());
  if (!host.empty()) {
    url_.host_ = parse_domain_or_address(host);
    if (!url_.host_) return fail_because("not a valid host");
    if (url_.host_ == "localhost") url_.host_ = "";
  }
  return parse_path_start();
}

bool UrlParser::parse_path_start() {
  if (!rest_.empty() && is_slash(rest_[0])) {
    rest_.remove_prefix(1);
    return parse_path();
  }
  // Only a special URL has a path where none is written.
  return special_ ? parse_path() : parse_query_and_fragment();
}

bool UrlParser::parse_path() {
  while (true) {
    const std::string_view segment = rest_.substr(0, segment_length(rest_));
    rest_.remove_prefix(segment.size());
    const bool last = rest_.empty() || !is_slash(rest_[0]);
    add_segment(segment, last);
    if (last) return parse_query_and_fragment();
    rest_.remove_prefix(1);
  }
}

void UrlParser::add_segment(std::string_view segment, bool last) {
  const bool double_dot = is_double_dot(segment);
  if (double_dot) shorten_path();
  if (double_dot || is_single_dot(segment)) {
    if (last) url_.path_ += '/';
    return;
  }
  const bool drive =
      url_.scheme_ == "file" && url_.path_.empty() && is_drive_letter(segment);
  url_.path_ += '/';
  if (drive) {
    url_.path_ += segment[0];
    url_.path_ += ':';
    return;
  }
  append_percent_encoded(url_.path_, segment, PercentSet::path);
}

void UrlParser::shorten_path() {
  if (url_.path_.empty()) return;
  if (url_.scheme_ == "file" && is_drive_path(url_.path_)) return;
  url_.path_.erase(url_.path_.rfind('/'));
}

bool UrlParser::parse_opaque_path() {
  url_.opaque_path_ = true;
  std::string_view path =
      rest_.substr(0, std::min(rest_.find_first_of("?#"), rest_.size()));
  rest_.remove_prefix(path.size());
  // A last space would be lost if what follows were taken away.
  const bool hide_space = path.ends_with(' ') && !rest_.empty();
  if (hide_space) path.remove_suffix(1);
  append_percent_encoded(url_.path_, path, PercentSet::c0_control);
  if (hide_space) url_.path_ += "%20";
  return parse_query_and_fragment();
}

bool UrlParser::parse_query_and_fragment() {
  if (rest_.starts_with('?')) {
    const std::string_view query =
        rest_.substr(1, std::min(rest_.find('#'), rest_.size()) - 1);
    rest_.remove_prefix(query.size() + 1);
    append_percent_encoded(
        url_.query_.emplace(), query,
        special_ ? PercentSet::special_query : PercentSet::query);
  }
  if (rest_.starts_with('#')) {
    append_percent_encoded(url_.fragment_.emplace(), rest_.substr(1),
                           PercentSet::fragment);
  }
  return true;
}

}  // namespace veto
