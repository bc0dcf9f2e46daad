// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages and images that say something, for tests of who reads it.

#ifndef VETO_TESTS_AUDIT_SIGNALS_CONSUMERS_SAID_SUPPORT_H_
#define VETO_TESTS_AUDIT_SIGNALS_CONSUMERS_SAID_SUPPORT_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "audit/signals/consumers/reading.h"
#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/tdmrep.h"
#include "base/text.h"
#include "config/scrapers.h"
#include "tests/support.h"

namespace veto::test {

inline std::shared_ptr<const crawler::RobotsVersion> robots(
    const std::string& text, int status = 200) {
  crawler::RobotsVersion version;
  version.origin = "https://a.example";
  version.status = status;
  version.text = text;
  version.digest = sha256(text);
  if (status == 200) version.rules = crawler::RobotsRules::parse(text);
  return std::make_shared<const crawler::RobotsVersion>(std::move(version));
}

// A resource of https://a.example: "/page.html", or "/photo.jpg".
class Saying {
 public:
  explicit Saying(bool image = false) {
    said_.kind =
        image ? signals::ResourceKind::image : signals::ResourceKind::page;
    said_.target = image ? "/photo.jpg" : "/page.html";
    said_.when = from_micros(1'795'000'000'000'000);
  }
  static Saying page() { return Saying(false); }
  static Saying image() { return Saying(true); }

  Saying& robots_txt(const std::string& text, int status = 200) {
    said_.robots = robots(text, status);
    const auto records = said_.robots->rules.records();
    auto usage = signals::read_content_usage_robots(records);
    auto signal = signals::read_content_signal_robots(records);
    for (auto* list : {&usage, &signal})
      for (auto& one : *list) {
        one.url = "https://a.example/robots.txt";
        of_origin_.push_back(std::move(one));
      }
    return *this;
  }
  Saying& header(const std::string& name, const std::string& value) {
    const std::string raw = name + ": " + value;
    if (iequals(name, "x-robots-tag")) {
      said_.robots_fields.push_back(value);
      for (const auto& directive : signals::parse_robots_header(
               value, config::ScraperRegistry::built_in())) {
        signals::Signal signal;
        signal.agent = directive.agent;
        signal.name = directive.name;
        signal.value = directive.value;
        signal.malformed = directive.malformed;
        own(signal, raw);
      }
    }
    if (name == "Content-Usage")
      for (const auto& one : signals::read_content_usage_header(value))
        own(one, raw);
    if (const auto tdm = signals::read_tdmrep_header(name, value))
      own(*tdm, raw);
    return *this;
  }
  Saying& own(signals::Signal signal, const std::string& raw) {
    signal.url = "https://a.example" + said_.target;
    signal.raw = raw;
    said_.own.push_back(std::move(signal));
    return *this;
  }
  Saying& file(std::vector<signals::Signal> signals) {
    for (auto& one : signals) of_origin_.push_back(std::move(one));
    return *this;
  }
  Saying& at(const std::string& target) {
    said_.target = target;
    return *this;
  }

  signals::Said said() const {
    signals::Said said = said_;
    said.of_origin =
        std::make_shared<const std::vector<signals::Signal>>(of_origin_);
    return said;
  }
  signals::ConsumerReading reading(std::string_view consumer,
                                   signals::Use use) const {
    const auto* who = signals::consumer(consumer);
    REQUIRE(who != nullptr);
    const auto reading = signals::read_for(*who, use, said());
    REQUIRE(reading.has_value());
    return *reading;
  }
  // "reserved by Disallow: /", "silent".
  std::string state(std::string_view consumer, signals::Use use) const {
    const auto found = reading(consumer, use);
    std::string text(to_string(found.state));
    if (!found.raw.empty()) text += " by " + found.raw;
    return text;
  }

 private:
  signals::Said said_;
  std::vector<signals::Signal> of_origin_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_SIGNALS_CONSUMERS_SAID_SUPPORT_H_
