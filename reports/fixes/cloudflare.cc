// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cloudflare: Response Header Transform Rules, as the Rulesets API takes them.
// "add" leaves fields of the same name in place. A rule holds each name once,
// so the second X-Robots-Tag needs a second rule.

#include <nlohmann/json.hpp>

#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"

namespace veto::reports {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kCloudflareNotes =
    R"(Cloudflare

1. Rules > Overview > Response Header Transform Rules: make a rule for "all
   incoming requests" for each of those in cloudflare-rules.json, with
   "Add static" for X-Robots-Tag and "Set static" for the others. Or add them
   by the API to the zone's ruleset of the phase http_response_headers_transform;
   keep the rules that are in it, since an update replaces the whole list.

2. Managed robots.txt is put in front of yours on the way. The robots.txt here
   is without it. Leave it on or turn it off, then look at what is served:

     curl https://example.org/robots.txt

   The two are read as one file: an "Allow: /" for all in the one does not undo
   a longer Disallow in the other.

3. Security rules must let everybody have /robots.txt and
   /.well-known/tdmrep.json: who is refused robots.txt may fetch everything
   (RFC 9309, section 2.3.1.3). As the first custom rule, action "Skip":

     (http.request.uri.path in {"/robots.txt" "/.well-known/tdmrep.json"})

4. A cached read never reaches your server, so its log does not show it. Make a
   cache rule "Bypass cache" for /robots.txt, or keep the logs of the edge
   (Logpush, http_requests) with these fields at least:

     ClientIP ClientASN ClientRequestHost ClientRequestScheme
     ClientRequestMethod ClientRequestURI ClientRequestReferer
     ClientRequestUserAgent EdgeStartTimestamp EdgeResponseStatus
     EdgeResponseBytes CacheCacheStatus RayID RequestHeaders ResponseHeaders

   with Signature, Signature-Input and Signature-Agent among the request's and
   X-Robots-Tag and tdm-reservation among the response's custom fields.

5. Image resizing and Polish take metadata out of images: metadata=keep for the
   former, and no Polish, where the images carry a statement of their own.
)";

ordered_json new_rule(std::size_t number) {
  return {{"description", "veto: opt-outs " + std::to_string(number)},
          {"expression", "true"},
          {"action", "rewrite"},
          {"action_parameters", {{"headers", ordered_json::object()}}},
          {"enabled", true}};
}

// Puts the field into the first rule that has none of that name.
void place(const Field& field, ordered_json& rules) {
  const char* operation = field.name == "X-Robots-Tag" ? "add" : "set";
  for (std::size_t i = 0;; ++i) {
    if (i == rules.size()) rules.push_back(new_rule(i + 1));
    ordered_json& headers = rules[i]["action_parameters"]["headers"];
    if (headers.contains(field.name)) continue;
    headers[field.name] = {{"operation", operation}, {"value", field.value}};
    return;
  }
}

}  // namespace

std::vector<FixFile> cloudflare_fixes(const Wanted& wanted) {
  ordered_json rules = ordered_json::array();
  for (const Field& field : wanted_fields(wanted)) place(field, rules);
  return {{"cloudflare.txt", "to be read", std::string(kCloudflareNotes)},
          {"cloudflare-rules.json",
           "Response Header Transform Rules; see cloudflare.txt",
           rules.dump(2) + "\n"}};
}

}  // namespace veto::reports
