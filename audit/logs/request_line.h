// SPDX-License-Identifier: GPL-3.0-or-later
//
// The request line as a log shows it (RFC 9112, section 3), and what kind of
// thing its target looks like.

#ifndef VETO_AUDIT_LOGS_REQUEST_LINE_H_
#define VETO_AUDIT_LOGS_REQUEST_LINE_H_

#include <string>
#include <string_view>

#include "audit/logs/format.h"

namespace veto::logs {

// All empty for what is no HTTP request, such as a TLS hello on a plain port.
// Views are into what was parsed, or into the `store` given.
struct RequestLine {
  std::string_view method;
  std::string_view target;  // path and query as requested, octet for octet
  std::string host;         // of an absolute-form target, as proxies send it
};

// Takes the decoded field. `store` keeps a target that does not stand in it.
RequestLine parse_request_line(std::string_view text, std::string& store);
// The same from parts, decoded; a query of "" or "-" is none.
RequestLine request_from_parts(std::string_view method, std::string_view target,
                               std::string_view query, std::string& store);

// What a line's request is decoded into.
struct RequestText {
  std::string request, target, query, joined;
};
// Of a log line in any format.
RequestLine request_of(const RawLine& raw, RequestText& store);

// The path is /robots.txt, whatever the query.
bool is_robots_txt(std::string_view target);

// The path is not that, but servers may take it for the same: "//robots.txt",
// "/%72obots.txt", "/./robots.txt", "/Robots.txt".
bool is_near_robots_txt(std::string_view target);

enum class TargetKind {
  page,  // what a person would open
  image,
  support,  // style sheets, scripts, fonts, icons: what pages need to show
  other,    // media, data, documents
};

TargetKind kind_of_target(std::string_view target);

// Scheme and authority removed: "http://example.org/a?b" -> "/a?b" and the
// host without port in lower case. False when `url` is no http(s) URL.
bool split_url(std::string_view url, std::string& host, std::string& target);
// "Example.org:8080" -> "example.org".
std::string host_name(std::string_view host_and_port);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REQUEST_LINE_H_
