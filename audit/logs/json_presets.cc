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
          {"sg", Field::signature}};
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
          {"request.headers.Signature", Field::signature}};
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

}  // namespace

std::vector<Format> json_formats() {
  const std::string header(kSizeWithHeader);
  return {json_format("veto_json", veto_mapping()),
          json_format("caddy_json", caddy_mapping()),
          json_format("traefik_json", traefik_mapping()),
          json_format("cloudflare_logpush", cloudflare_mapping(), header),
          json_format("google_lb", google_mapping(), header),
          json_format("azure_front_door", front_door_mapping(), header)};
}

}  // namespace veto::logs
