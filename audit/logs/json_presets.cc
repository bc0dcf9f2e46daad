// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where ready formats of JSON lines have their fields, as their makers name
// them.

#include "audit/logs/format_json.h"
#include "audit/logs/format_program.h"

namespace veto::logs {
namespace {

// nginx_log_format() of reports/fixes.
JsonMapping veto_mapping() {
  return {{"ms", Field::time_any},
          {"ip", Field::address},
          {"host", Field::host},
          {"m", Field::method},
          {"u", Field::target},
          {"st", Field::status},
          {"b", Field::bytes},
          {"ref", Field::referer},
          {"ua", Field::agent},
          {"sa", Field::signature_agent},
          {"si", Field::signature_input},
          {"sg", Field::signature},
          {"xr", Field::robots_tag},
          {"tdm", Field::tdm_reservation}};
}

// client_ip is the connection's own address unless Caddy was told whom to
// trust; before version 2.7 there is only remote_ip.
JsonMapping caddy_mapping() {
  return {{"ts", Field::time_any},
          {"request.client_ip", Field::address},
          {"request.remote_ip", Field::address},
          {"request.host", Field::host},
          {"request.method", Field::method},
          {"request.uri", Field::target},
          {"status", Field::status},
          {"size", Field::bytes},
          {"request.headers.Referer", Field::referer},
          {"request.headers.User-Agent", Field::agent},
          {"request.headers.Signature-Agent", Field::signature_agent},
          {"request.headers.Signature-Input", Field::signature_input},
          {"request.headers.Signature", Field::signature},
          {"resp_headers.X-Robots-Tag", Field::robots_tag},
          {"resp_headers.Tdm-Reservation", Field::tdm_reservation}};
}

JsonMapping traefik_mapping() {
  return {{"StartUTC", Field::time_any},
          {"time", Field::time_any},
          {"ClientHost", Field::address},
          {"RequestHost", Field::host},
          {"RequestMethod", Field::method},
          {"RequestPath", Field::target},
          {"DownstreamStatus", Field::status},
          {"DownstreamContentSize", Field::bytes},
          {"request_Referer", Field::referer},
          {"request_User-Agent", Field::agent},
          {"request_Signature-Agent", Field::signature_agent},
          {"request_Signature-Input", Field::signature_input},
          {"request_Signature", Field::signature}};
}

JsonMapping cloudflare_mapping() {
  return {{"EdgeStartTimestamp", Field::time_any},
          {"ClientIP", Field::address},
          {"ClientRequestHost", Field::host},
          {"ClientRequestMethod", Field::method},
          {"ClientRequestURI", Field::target},
          {"EdgeResponseStatus", Field::status},
          {"EdgeResponseBodyBytes", Field::bytes},
          {"EdgeResponseBytes", Field::bytes},
          {"ClientRequestReferer", Field::referer},
          {"ClientRequestUserAgent", Field::agent}};
}

JsonMapping google_mapping() {
  return {{"timestamp", Field::time_any},
          {"httpRequest.remoteIp", Field::address},
          {"httpRequest.requestMethod", Field::method},
          {"httpRequest.requestUrl", Field::target},
          {"httpRequest.status", Field::status},
          {"httpRequest.responseSize", Field::bytes},
          {"httpRequest.referer", Field::referer},
          {"httpRequest.userAgent", Field::agent}};
}

JsonMapping front_door_mapping() {
  return {{"time", Field::time_any},
          {"properties.clientIp", Field::address},
          {"properties.httpMethod", Field::method},
          {"properties.requestUri", Field::target},
          {"properties.httpStatusCode", Field::status},
          {"properties.responseBytes", Field::bytes},
          {"properties.referer", Field::referer},
          {"properties.userAgent", Field::agent}};
}

// A drain of Vercel's also has what functions print.
JsonMapping vercel_mapping() {
  return {{"proxy.timestamp", Field::time_any},
          {"timestamp", Field::time_any},
          {"proxy.clientIp", Field::address},
          {"proxy.host", Field::host},
          {"proxy.method", Field::method},
          {"proxy.path", Field::target},
          {"proxy.statusCode", Field::status},
          {"proxy.responseByteSize", Field::bytes},
          {"proxy.referer", Field::referer},
          {"proxy.userAgent", Field::agent}};
}

std::string_view no_vercel_request(std::string_view line) {
  return line.starts_with('{') && !line.contains("\"proxy\"") ? "no request"
                                                              : "";
}

JsonMapping netlify_mapping() {
  return {{"timestamp", Field::time_any}, {"client_ip", Field::address},
          {"host", Field::host},          {"method", Field::method},
          {"url", Field::target},         {"path", Field::target},
          {"status_code", Field::status}, {"response_size", Field::bytes},
          {"referrer", Field::referer},   {"user_agent", Field::agent}};
}

std::string_view no_netlify_request(std::string_view line) {
  return line.starts_with('{') && !line.contains("\"client_ip\"")
             ? "no request, or one without its client's address"
             : "";
}

// Written from the makers' descriptions as remembered.
constexpr std::string_view kFromMemory =
    "what its fields mean was not checked on a real log";

}  // namespace

std::vector<Format> json_formats() {
  const std::string header(kSizeWithHeader);
  const std::string memory(kFromMemory);
  Format vercel = json_format("vercel", vercel_mapping(), memory);
  vercel.aside = no_vercel_request;
  Format netlify = json_format("netlify", netlify_mapping(), memory);
  netlify.aside = no_netlify_request;
  return {json_format("veto_json", veto_mapping()),
          json_format("caddy_json", caddy_mapping()),
          json_format("traefik_json", traefik_mapping()),
          json_format("cloudflare_logpush", cloudflare_mapping(), header),
          json_format("google_lb", google_mapping(), header),
          json_format("azure_front_door", front_door_mapping(), header),
          std::move(vercel),
          std::move(netlify)};
}

}  // namespace veto::logs
