// SPDX-License-Identifier: GPL-3.0-or-later
//
// URLs as browsers and scrapers read them: the WHATWG URL Standard
// (https://url.spec.whatwg.org/, basic URL parser and serialiser). Boost.URL
// follows RFC 3986 and refuses what pages are full of (spaces, "|", "\", IDN),
// so this parser is our own; npm's whatwg-url is the oracle in its tests.
//
// A Url is always valid: it can only be made by parsing. Values are immutable
// and cheap to move.

#ifndef VETO_BASE_URL_H_
#define VETO_BASE_URL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto {

class Url {
 public:
  // Inputs longer than this are refused (too_large), and so are those that
  // would be once encoded.
  static constexpr std::size_t kMaxBytes = 64 * 1024;

  // Input is UTF-8; invalid sequences are read as U+FFFD.
  // Errors: usage ("not an absolute URL", ...), too_large.
  static Result<Url> parse(std::string_view input);
  static Result<Url> parse(std::string_view input, const Url& base);

  // The serialised whole, fragment included (URL Standard, section 4.5).
  const std::string& href() const { return href_; }
  std::string without_fragment() const;

  // Without the colon: "https".
  const std::string& scheme() const { return scheme_; }
  const std::string& username() const { return username_; }
  const std::string& password() const { return password_; }
  bool has_host() const { return host_.has_value(); }
  // Serialised: punycode, "[::1]", "127.0.0.1"; empty when there is none.
  std::string_view host() const {
    return host_ ? std::string_view(*host_) : std::string_view();
  }
  // Nothing when it is the scheme's default.
  std::optional<std::uint16_t> port() const { return port_; }
  // The port a client connects to; 0 when the scheme has no default.
  std::uint16_t effective_port() const;
  bool has_opaque_path() const { return opaque_path_; }
  // "/a/b", or the opaque path.
  const std::string& path() const { return path_; }
  // Without "?"; nothing when there is no "?".
  const std::optional<std::string>& query() const { return query_; }
  // Without "#"; nothing when there is no "#".
  const std::optional<std::string>& fragment() const { return fragment_; }

  bool is_http() const { return scheme_ == "http" || scheme_ == "https"; }
  // "https://example.org:8080", default port left out; "null" where the
  // standard calls the origin opaque.
  std::string origin() const;
  // Path and query as an HTTP request line carries them: "/a?b".
  std::string request_target() const;

  bool operator==(const Url& other) const { return href_ == other.href_; }
  auto operator<=>(const Url& other) const { return href_ <=> other.href_; }

 private:
  friend class UrlParser;
  Url() = default;

  std::string href_;
  std::string scheme_;
  std::string username_;
  std::string password_;
  std::optional<std::string> host_;
  std::optional<std::uint16_t> port_;
  std::string path_;
  bool opaque_path_ = false;
  std::optional<std::string> query_;
  std::optional<std::string> fragment_;
};

}  // namespace veto

#endif  // VETO_BASE_URL_H_
