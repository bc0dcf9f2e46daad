// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/audit/signals/lints/site_builder.h"

#include <doctest/doctest.h>

#include <set>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/rsl.h"
#include "audit/signals/families/rsl_links.h"
#include "audit/signals/families/tdmrep.h"
#include "audit/signals/families/trust_txt.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::test {
namespace {

using namespace signals;

const UtcTime kWhen = *parse_rfc3339("2026-11-02T10:00:00Z");

const config::ScraperRegistry& registry() {
  return config::ScraperRegistry::built_in();
}

std::shared_ptr<const crawler::RobotsVersion> version_of(
    const std::string& origin, std::string_view text, int status) {
  crawler::RobotsHistory history(origin);
  REQUIRE(history.sighted(kWhen, status, status == 200 ? text : "",
                          crawler::Provenance::captured, "capture"));
  return history.versions().back();
}

void put(std::vector<Signal>& list, std::vector<Signal> more,
         const std::string& url, std::string_view raw = "") {
  for (Signal& signal : more) {
    signal.url = url;
    if (!raw.empty()) signal.raw = raw;
    list.push_back(std::move(signal));
  }
}

Signal stem(Source source, const std::string& url) {
  Signal signal;
  signal.source = source;
  signal.url = url;
  return signal;
}

std::vector<Signal> as_signals(const std::vector<Directive>& directives,
                               Source source) {
  std::vector<Signal> list;
  for (const Directive& directive : directives) {
    Signal signal = stem(source, "");
    signal.agent = directive.agent;
    signal.name = directive.name;
    signal.value = directive.value;
    signal.malformed = directive.malformed;
    list.push_back(std::move(signal));
  }
  return list;
}

std::vector<Signal> of_headers(const std::string& url,
                               const crawler::Headers& headers) {
  std::vector<Signal> list;
  for (const auto& [name, value] : headers) {
    const std::string raw = name + ": " + value;
    if (name == "X-Robots-Tag")
      put(list,
          as_signals(parse_robots_header(value, registry()), Source::header),
          url, raw);
    if (auto signal = read_tdmrep_header(name, value))
      put(list, {*signal}, url, raw);
    if (name == "Content-Usage")
      put(list, read_content_usage_header(value), url, raw);
    if (name == "Content-Signal")
      put(list, read_content_signal_header(value), url, raw);
    if (name == "Link")
      put(list, rsl_license_links(value, stem(Source::link, url)), url);
  }
  return list;
}

std::vector<Signal> of_file(const std::string& origin, const std::string& url,
                            const std::string& path, std::string_view body) {
  const WellKnownFile* known = well_known_file(path);
  if (!known) return read_rsl(body, stem(Source::file, url), origin);
  if (known->family == Family::tdmrep) return read_tdmrep_file(body);
  if (known->family == Family::ai_txt)
    return read_ai_txt(body, stem(Source::file, url));
  if (known->family == Family::trust_txt)
    return read_trust_txt(body, stem(Source::file, url));
  return {};
}

}  // namespace

SiteBuilder& SiteBuilder::robots(const std::string& name, std::string_view text,
                                 int status) {
  Origin& origin = site_.origins[name];
  origin.name = name;
  origin.is_seed = name == kHome;
  origin.robots = version_of(name, text, status);
  const std::string url = name + "/robots.txt";
  std::vector<Signal>& list = of_origin_[name];
  std::erase_if(list, [](const Signal& signal) {
    return signal.source == Source::robots;
  });
  const auto records = origin.robots->rules.records();
  put(list, read_content_usage_robots(records), url);
  put(list, read_content_signal_robots(records), url);
  for (const crawler::RobotsRecord& record : records)
    if (record.key == "license")
      list.push_back(rsl_license_record(record.value, record.line,
                                        stem(Source::robots, url)));
  return *this;
}

SiteBuilder& SiteBuilder::twin(const std::string& name, std::string_view text,
                               int status) {
  robots(name, text, status);
  site_.origins[name].is_twin = true;
  return *this;
}

SiteBuilder& SiteBuilder::file(const std::string& name, const std::string& path,
                               std::string_view body, std::string_view type,
                               int status) {
  SignalFile file;
  file.url = name + path;
  file.status = status;
  file.verdict = judge_file(path, status, type, body);
  if (file.verdict.presence == Presence::present)
    put(of_origin_[name], of_file(name, file.url, path, body), file.url);
  Origin& origin = site_.origins[name];
  origin.name = name;
  origin.files.push_back(std::move(file));
  return *this;
}

Resource& SiteBuilder::resource(const std::string& url,
                                const crawler::Headers& headers) {
  const auto parsed = Url::parse(url);
  REQUIRE(parsed);
  Resource& resource = site_.resources[url];
  resource.url = url;
  resource.origin = parsed->origin();
  resource.headers = headers;
  resource.said.target = parsed->request_target();
  resource.said.when = kWhen;
  resource.said.own = of_headers(url, headers);
  site_.origins[resource.origin].name = resource.origin;
  return resource;
}

SiteBuilder& SiteBuilder::page(const std::string& url,
                               const crawler::Headers& headers,
                               const std::vector<Meta>& metas,
                               const std::vector<std::string>& shows) {
  Resource& page = resource(url, headers);
  page.shows = shows;
  for (const Meta& meta : metas) {
    const std::string raw =
        "<meta name=\"" + meta.name + "\" content=\"" + meta.content + "\">";
    auto directives = as_signals(
        parse_robots_meta(meta.name, meta.content, registry()), Source::meta);
    if (meta.in_body)
      for (Signal& directive : directives) directive.problem = kInBody;
    put(page.said.own, std::move(directives), url, raw);
    if (auto signal = read_tdmrep_meta(meta.name, meta.content))
      put(page.said.own, {*signal}, url, raw);
  }
  site_.origins[page.origin].serves_pages = true;
  return *this;
}

SiteBuilder& SiteBuilder::image(const std::string& url,
                                const crawler::Headers& headers,
                                std::vector<Signal> metadata) {
  Resource& image = resource(url, headers);
  image.said.kind = signals::ResourceKind::image;
  put(image.said.own, std::move(metadata), url);
  site_.origins[image.origin].serves_images = true;
  return *this;
}

Site SiteBuilder::build() {
  Site site = site_;
  for (auto& [name, origin] : site.origins)
    origin.signals =
        std::make_shared<const std::vector<Signal>>(of_origin_[name]);
  for (auto& [url, resource] : site.resources) {
    const Origin& origin = site.origins[resource.origin];
    resource.said.robots = origin.robots;
    resource.said.of_origin = origin.signals;
  }
  return site;
}

Signal metadata(Family family, std::string name, std::string value,
                std::string problem) {
  Signal signal = stem(Source::metadata, "");
  signal.family = family;
  signal.raw = name + ": " + value;
  signal.name = std::move(name);
  signal.value = std::move(value);
  signal.problem = std::move(problem);
  return signal;
}

std::vector<Lint> lints(SiteBuilder& builder) {
  return lint_site(builder.build(), registry());
}

std::string codes(const std::vector<Lint>& lints, bool with_notes) {
  std::set<std::string_view> all;
  for (const Lint& lint : lints)
    if (with_notes || lint.kind->cost != Cost::note)
      all.insert(lint.kind->code);
  std::string text;
  for (const std::string_view code : all) {
    if (!text.empty()) text += ' ';
    text += code;
  }
  return text;
}

}  // namespace veto::test
