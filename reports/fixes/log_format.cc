// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/log_format.h"

#include <fmt/format.h>

#include <string_view>

namespace veto::reports {
namespace {

// Key of the JSON object, variable of nginx, directive of Apache ("" for none).
struct LogField {
  std::string_view key;
  std::string_view nginx;
  std::string_view apache;
};

constexpr LogField kLogFields[] = {
    {"t", "$time_iso8601", "%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t"},
    {"ms", "$msec", "%{msec}t"},
    {"rid", "$request_id", "%{UNIQUE_ID}e"},
    {"ip", "$remote_addr", "%{c}a"},
    {"port", "$remote_port", "%{remote}p"},
    {"xff", "$http_x_forwarded_for", "%{X-Forwarded-For}i"},
    {"scheme", "$scheme", "%{REQUEST_SCHEME}e"},
    {"host", "$host", "%{Host}i"},
    {"proto", "$server_protocol", "%H"},
    {"m", "$request_method", "%m"},
    {"u", "$request_uri", "%r"},
    {"st", "$status", "%>s"},
    {"b", "$body_bytes_sent", "%B"},
    {"len", "$sent_http_content_length", "%{Content-Length}o"},
    {"ct", "$sent_http_content_type", "%{Content-Type}o"},
    {"ref", "$http_referer", "%{Referer}i"},
    {"ua", "$http_user_agent", "%{User-Agent}i"},
    {"acc", "$http_accept", "%{Accept}i"},
    {"al", "$http_accept_language", "%{Accept-Language}i"},
    {"sfd", "$http_sec_fetch_dest", "%{Sec-Fetch-Dest}i"},
    {"range", "$http_range", "%{Range}i"},
    {"sa", "$http_signature_agent", "%{Signature-Agent}i"},
    {"si", "$http_signature_input", "%{Signature-Input}i"},
    {"sg", "$http_signature", "%{Signature}i"},
    {"cd", "$http_content_digest", "%{Content-Digest}i"},
    {"xr", "$sent_http_x_robots_tag", "%{X-Robots-Tag}o"},
    {"tdm", "$sent_http_tdm_reservation", "%{tdm-reservation}o"},
};

}  // namespace

std::string nginx_log_format() {
  std::string text = "log_format veto escape=json\n  '{";
  bool first = true;
  for (const LogField& field : kLogFields) {
    if (!first) text += ",'\n  '";
    first = false;
    text += fmt::format("\"{}\":\"{}\"", field.key, field.nginx);
  }
  return text + "}';\n";
}

std::string apache_log_format() {
  std::string names = "# Fields:", format;
  for (const LogField& field : kLogFields) {
    names += " " + std::string(field.key);
    format +=
        fmt::format("{}\\\"{}\\\"", format.empty() ? "" : " ", field.apache);
  }
  return names + "\nLogFormat \"" + format + "\" veto\n";
}

std::string caddy_log_format() {
  return R"(log veto {
	output file /var/log/caddy/veto.log {
		roll_keep_for 4320h
	}
	format json
}
log_append rid {http.request.uuid}
log_append scheme {http.request.scheme}
)";
}

}  // namespace veto::reports
