// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/prepare.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "crawler/archive.h"
#include "crawler/content_coding.h"
#include "crawler/follow.h"
#include "crawler/follow_listing.h"
#include "crawler/http_message.h"
#include "crawler/image_name.h"
#include "crawler/parse_page.h"
#include "crawler/signal_files.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kMaxRobotsText = 4u << 20;

Outcome outcome_of(TransferEnd end) {
  switch (end) {
    case TransferEnd::complete:
      return Outcome::fetched;
    case TransferEnd::cut:
      return Outcome::too_large;
    case TransferEnd::cancelled:
      return Outcome::cancelled;
    case TransferEnd::broken:
    case TransferEnd::failed:
      break;
  }
  return Outcome::failed;
}

void describe(const Fetched& fetched, const HttpHead& head, Capture& capture) {
  capture.status = head.status;
  capture.headers = head.headers;
  if (fetched.earlier) {
    capture.not_modified = true;
    capture.status = fetched.earlier->answer.status;
    capture.headers =
        confirmed_headers(fetched.earlier->answer.headers, head.headers);
    capture.payload_digest = fetched.earlier->holder.payload_digest;
  } else {
    capture.payload_digest = sha256(fetched.body());
  }
  capture.payload_size = fetched.body().size();
  capture.mime =
      mime_essence(find_header(capture.headers, "content-type").value_or(""));
  capture.truncation = fetched.response.truncation;
  if (!is_redirect(head.status)) return;
  const auto location = find_header(head.headers, "location");
  const auto base = Url::parse(fetched.item.url);
  if (!location || !base) return;
  if (const auto url = Url::parse(*location, *base))
    capture.redirect_to = url->without_fragment();
}

FrontierItem led_to(const FrontierItem& from, const Url& url, Target target) {
  FrontierItem item = frontier_item(url, target);
  item.depth = from.depth;
  item.via = from.url;
  return item;
}

void follow_redirect(const Fetched& fetched, const Scope& scope,
                     Prepared& prepared) {
  const auto url = Url::parse(prepared.capture.redirect_to);
  const FrontierItem& from = fetched.item;
  if (!url || from.target == Target::robots) return;
  if (from.redirects >= kMaxRedirects) {
    prepared.capture.problem =
        fmt::format("more than {} redirections", kMaxRedirects);
    return;
  }
  // Seeds, sitemaps and feeds may move within their site.
  const bool held =
      url->is_http() &&
      (from.target == Target::image || from.target == Target::signal_file ||
       scope.holds_page(*url) ||
       (from.target != Target::page && scope.holds_site(*url)));
  if (!held) {
    prepared.outside.push_back(prepared.capture.redirect_to);
    return;
  }
  FrontierItem next = led_to(from, *url, from.target);
  next.redirects = from.redirects + 1;
  prepared.found.push_back(std::move(next));
}

bool is_known(const Fetched& fetched, const std::string& url) {
  return fetched.known != nullptr && fetched.known->contains(url);
}

void follow_links(const Fetched& fetched, const Scope& scope,
                  Prepared& prepared) {
  for (const Link& link : prepared.page->links) {
    if (is_known(fetched, link.url)) continue;
    const auto rels = split(link.rel, ' ');
    if (std::ranges::find(rels, "nofollow") != rels.end()) continue;
    if (fetched.licenses && names_license(link)) continue;
    const auto url = Url::parse(link.url);
    if (!url || !url->is_http()) continue;
    if (!scope.holds_page(*url)) {
      prepared.outside.push_back(url->without_fragment());
      continue;
    }
    FrontierItem next = led_to(
        fetched.item, *url, names_image(*url) ? Target::image : Target::page);
    ++next.depth;
    prepared.found.push_back(std::move(next));
  }
}

// What the answer and the page name that it brought.
void find_licenses(const Fetched& fetched, Prepared& prepared) {
  const Capture& capture = prepared.capture;
  const Target target = fetched.item.target;
  const auto base = Url::parse(capture.url);
  if (!fetched.licenses || !base || !capture.has_resource() ||
      (target != Target::seed && target != Target::page &&
       target != Target::image))
    return;
  std::vector<Url> named = licenses_of_headers(capture.headers, *base);
  if (prepared.page)
    for (Url& url : licenses_of_page(*prepared.page))
      named.push_back(std::move(url));
  for (const Url& url : named) {
    FrontierItem next = led_to(fetched.item, url, Target::signal_file);
    next.depth = 1;
    prepared.found.push_back(std::move(next));
  }
}

void find_images(const Fetched& fetched, Prepared& prepared) {
  for (const ImageContext& image : prepared.page->images) {
    if (is_known(fetched, image.url)) continue;
    const auto url = Url::parse(image.url);
    if (!url || !url->is_http()) continue;
    prepared.found.push_back(led_to(fetched.item, *url, Target::image));
  }
}

Page read_page(const Fetched& fetched, const Capture& capture) {
  Page page;
  const auto url = Url::parse(capture.url);
  auto html = decode_content(capture.headers, fetched.body(), kMaxHtmlBytes);
  if (!url || !html) {
    page.tree_refused = html || html.error().kind == ErrorKind::too_large
                            ? "too large"
                            : html.error().what;
  } else {
    page = parse_page(
        *html, *url, find_header(capture.headers, "content-type").value_or(""));
  }
  page.capture_id = capture.id;
  page.url = capture.url;
  return page;
}

void read_links(const Fetched& fetched, const Scope& scope,
                Prepared& prepared) {
  prepared.page = read_page(fetched, prepared.capture);
  if (may_follow(*prepared.page, prepared.capture.headers, fetched.token))
    follow_links(fetched, scope, prepared);
  find_images(fetched, prepared);
}

// What cannot be decoded holds no rule that anybody could read.
std::string read_robots(const Fetched& fetched, const Capture& capture) {
  if (capture.status < 200 || capture.status > 299) return {};
  auto text =
      decode_content(capture.headers, fetched.response.body, kMaxRobotsText);
  return text ? std::move(*text) : std::string();
}

}  // namespace

std::string attempt_id(const std::string& run_id, const std::string& url,
                       Outcome outcome) {
  return sha256(fmt::format("{} {} {}", run_id, url, to_string(outcome))).hex();
}

Capture without_response(const FrontierItem& item, const std::string& run_id,
                         UtcTime time, Outcome outcome, std::string problem) {
  Capture capture;
  capture.id = attempt_id(run_id, item.key(), outcome);
  capture.run_id = run_id;
  capture.url = item.url;
  capture.target = item.target;
  capture.outcome = outcome;
  capture.problem = std::move(problem);
  capture.time = time;
  capture.via = item.via;
  return capture;
}

Prepared prepare(const Fetched& fetched, const Scope& scope,
                 KnownCaptures& known) {
  const TransportResponse& response = fetched.response;
  Prepared prepared;
  Capture& capture = prepared.capture;
  capture = without_response(fetched.item, fetched.run_id, fetched.time,
                             outcome_of(response.end), response.problem);
  capture.remote_ip = response.remote_ip;
  if (response.end == TransferEnd::cancelled ||
      response.end == TransferEnd::failed)
    return prepared;
  const auto head = parse_http_head(response.header);
  if (!head) {
    capture.outcome = Outcome::failed;
    capture.problem = "the answer is no HTTP: " + head.error().what;
    return prepared;
  }
  describe(fetched, *head, capture);
  if (fetched.archive) archive(fetched, known, prepared);
  if (response.end == TransferEnd::broken) return prepared;
  if (!capture.redirect_to.empty()) follow_redirect(fetched, scope, prepared);
  if (fetched.item.target == Target::robots)
    prepared.robots_text = read_robots(fetched, capture);
  if (is_listing(capture)) follow_listing(fetched, scope, prepared);
  const bool wanted = fetched.item.target == Target::seed ||
                      fetched.item.target == Target::page;
  if (wanted && capture.status == 200 && is_html_mime(capture.mime))
    read_links(fetched, scope, prepared);
  find_licenses(fetched, prepared);
  return prepared;
}

}  // namespace veto::crawler
