// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/own_signals.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/rsl_links.h"
#include "audit/signals/families/tdmrep.h"
#include "base/text.h"

namespace veto::signals {
namespace {

Signal signal_of(const Directive& directive, Source source) {
  Signal signal;
  signal.source = source;
  signal.agent = directive.agent;
  signal.name = directive.name;
  signal.value = directive.value;
  signal.malformed = directive.malformed;
  return signal;
}

// Adds signals whose place is known only here.
class Collector {
 public:
  Collector(std::string_view url, std::string_view evidence)
      : url_(url), evidence_(evidence) {}

  void add(Signal signal, std::string_view raw) {
    signal.url = url_;
    signal.evidence = evidence_;
    signal.raw = printable(raw);
    signals_.push_back(std::move(signal));
  }
  void add(std::vector<Signal> signals, std::string_view raw) {
    for (Signal& signal : signals) add(std::move(signal), raw);
  }
  Signal stem(Source source) const {
    Signal signal;
    signal.source = source;
    signal.url = url_;
    signal.evidence = evidence_;
    return signal;
  }
  std::vector<Signal> finish() { return std::move(signals_); }

 private:
  std::string url_, evidence_;
  std::vector<Signal> signals_;
};

std::string joined(const crawler::Headers& headers, std::string_view name) {
  std::string list;
  for (const std::string& value : crawler::all_headers(headers, name))
    list += (list.empty() ? "" : ", ") + value;
  return list;
}

}  // namespace

std::vector<Signal> signals_of_response(
    const crawler::Capture& capture, const config::ScraperRegistry& registry) {
  Collector found(capture.url, capture.id);
  for (const auto& [name, value] : capture.headers) {
    const std::string raw = name + ": " + value;
    if (iequals(name, "x-robots-tag"))
      for (const Directive& directive : parse_robots_header(value, registry))
        found.add(signal_of(directive, Source::header), raw);
    if (auto signal = read_tdmrep_header(name, value))
      found.add(*std::move(signal), raw);
    if (iequals(name, "link"))
      found.add(rsl_license_links(value, found.stem(Source::link)), raw);
  }
  if (const auto list = joined(capture.headers, "content-usage"); !list.empty())
    found.add(read_content_usage_header(list), "Content-Usage: " + list);
  if (const auto list = joined(capture.headers, "content-signal");
      !list.empty())
    found.add(read_content_signal_header(list), "Content-Signal: " + list);
  return found.finish();
}

std::vector<Signal> signals_of_page(const crawler::Page& page,
                                    const config::ScraperRegistry& registry) {
  Collector found(page.url, page.capture_id);
  for (const crawler::MetaElement& meta : page.metas) {
    const std::string raw =
        fmt::format("<meta name=\"{}\" content=\"{}\">", escape_html(meta.name),
                    escape_html(meta.content));
    for (const Directive& directive :
         parse_robots_meta(meta.name, meta.content, registry)) {
      Signal signal = signal_of(directive, Source::meta);
      if (meta.in_body) signal.problem = kInBody;
      found.add(std::move(signal), raw);
    }
    if (auto signal = read_tdmrep_meta(meta.name, meta.content))
      found.add(*std::move(signal), raw);
  }
  for (const crawler::Link& link : page.links)
    if (auto signal = rsl_license_element(link.rel, link.type, link.url,
                                          page.base, found.stem(Source::link)))
      found.add(*signal, signal->raw);
  return found.finish();
}

}  // namespace veto::signals
