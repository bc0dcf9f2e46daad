// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url.h"

#include <array>
#include <utility>

#include "base/url_parser.h"

namespace veto {

std::optional<std::uint16_t> special_scheme_port(std::string_view scheme) {
  constexpr std::array<std::pair<std::string_view, std::uint16_t>, 6> kPorts = {
      {{"https", 443},
       {"http", 80},
       {"file", 0},
       {"ftp", 21},
       {"ws", 80},
       {"wss", 443}}};
  for (const auto& [special, port] : kPorts) {
    if (scheme == special) return port;
  }
  return std::nullopt;
}

std::string serialize(const Url& url) {
  std::string out;
  out.reserve(url.scheme().size() + url.host().size() + url.path().size() +
              (url.query() ? url.query()->size() : 0) +
              (url.fragment() ? url.fragment()->size() : 0) + 16);
  out += url.scheme();
  out += ':';
  if (url.has_host()) {
    out += "//";
    out += url.username();
    if (!url.password().empty()) (out += ':') += url.password();
    if (!url.username().empty() || !url.password().empty()) out += '@';
    out += url.host();
    if (url.port()) (out += ':') += std::to_string(*url.port());
  } else if (!url.has_opaque_path() && url.path().starts_with("//")) {
    // Without this the path would be read as a host.
    out += "/.";
  }
  out += url.path();
  if (url.query()) (out += '?') += *url.query();
  if (url.fragment()) (out += '#') += *url.fragment();
  return out;
}

Result<Url> Url::parse(std::string_view input) {
  return UrlParser::parse(input, nullptr);
}

Result<Url> Url::parse(std::string_view input, const Url& base) {
  return UrlParser::parse(input, &base);
}

std::string Url::without_fragment() const {
  const std::size_t removed = fragment_ ? fragment_->size() + 1 : 0;
  return href_.substr(0, href_.size() - removed);
}

std::uint16_t Url::effective_port() const {
  return port_ ? *port_ : special_scheme_port(scheme_).value_or(0);
}

std::string Url::origin() const {
  constexpr std::string_view kOpaque = "null";
  if (scheme_ == "blob") {
    const auto inner = parse(path_);
    return inner && inner->is_http() ? inner->origin() : std::string(kOpaque);
  }
  if (!special_scheme_port(scheme_) || scheme_ == "file") {
    return std::string(kOpaque);
  }
  std::string out = scheme_ + "://";
  out += host();
  if (port_) (out += ':') += std::to_string(*port_);
  return out;
}

std::string Url::request_target() const {
  return query_ ? path_ + '?' + *query_ : path_;
}

}  // namespace veto
