// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/directive_rules.h"

#include "audit/signals/families/directives.h"
#include "audit/signals/families/robots_date.h"
#include "tests/audit/signals/families/signals_shown.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using test::shown;

namespace {

const UtcTime kNow = *parse_rfc3339("2026-11-23T12:00:00Z");

std::vector<Signal> directive_signals(std::string_view field) {
  std::vector<Signal> signals;
  for (const Directive& directive :
       parse_robots_header(field, config::ScraperRegistry::built_in())) {
    Signal signal;
    signal.agent = directive.agent;
    signal.name = directive.name;
    signal.value = directive.value;
    signal.malformed = directive.malformed;
    signals.push_back(std::move(signal));
  }
  return signals;
}

}  // namespace

TEST_CASE("robots directives: Google's rules") {
  struct Row {
    const char* rule;
    const char* field;
    const char* agent;
    const char* index;
    const char* answer;
  };
  const Row rows[] = {
      {"silence", "", "googlebot", "nothing", "nothing"},
      {"noindex", "noindex", "googlebot", "reserved by 0", "reserved by 0"},
      {"none is noindex, nofollow", "none", "googlebot", "reserved by 0",
       "reserved by 0"},
      {"generic rules hold for everybody", "noindex", "otherbot",
       "reserved by 0", "reserved by 0"},
      {"specific rules for one", "googlebot: noindex", "Googlebot",
       "reserved by 0", "reserved by 0"},
      {"and for no other", "googlebot: noindex", "otherbot", "nothing",
       "nothing"},
      {"nor for a reader without a name", "googlebot: noindex", "", "nothing",
       "nothing"},
      {"the sum of the negative rules", "nosnippet, googlebot: noindex",
       "googlebot", "reserved by 1", "reserved by 0"},
      {"a specific rule takes no generic one back", "noindex, googlebot: index",
       "googlebot", "reserved by 0", "reserved by 0"},
      {"conflict: the more restrictive", "index, noindex", "googlebot",
       "reserved by 1", "reserved by 1"},
      {"conflict of values", "max-snippet:-1, max-snippet:0", "googlebot",
       "nothing", "reserved by 1"},
      {"nosnippet and a length", "max-snippet:50, nosnippet", "googlebot",
       "nothing", "reserved by 1"},
      {"a shorter snippet is a snippet", "max-snippet:50", "googlebot",
       "nothing", "nothing"},
      {"granting is the default", "all, index, max-snippet:-1", "googlebot",
       "nothing", "nothing"},
      {"a date that has passed", "unavailable_after: 2026-11-23", "googlebot",
       "reserved by 0", "reserved by 0"},
      {"a date to come",
       "unavailable_after: Tue, 24 Nov 2026 00:00:00 GMT, nosnippet",
       "googlebot", "nothing", "reserved by 1"},
      {"no date", "unavailable_after: soon", "googlebot", "nothing", "nothing"},
      {"noarchive means nothing to Google", "noarchive, nocache", "googlebot",
       "nothing", "nothing"},
      {"nor do noai and noml", "noai, noimageai, noml", "googlebot", "nothing",
       "nothing"},
      {"a malformed list", "noindex; nosnippet", "googlebot", "nothing",
       "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const auto signals = directive_signals(row.field);
    CHECK(shown(resolve_directives(signals, Use::index, row.agent,
                                   kGoogleMeanings, kNow)) == row.index);
    CHECK(shown(resolve_directives(signals, Use::answer, row.agent,
                                   kGoogleMeanings, kNow)) == row.answer);
    // None of Google's directives is about training.
    CHECK(shown(resolve_directives(signals, Use::training, row.agent,
                                   kGoogleMeanings, kNow)) == "nothing");
  }
}

TEST_CASE("robots directives: who takes what for a no to training") {
  struct Row {
    const char* field;
    bool convention;
    bool bing;
    bool amazon;
  };
  const Row rows[] = {
      {"noai", true, false, false},     {"noimageai", true, false, false},
      {"noml", true, false, false},     {"noarchive", false, true, true},
      {"nocache", false, false, false}, {"noindex", false, false, false},
      {"none", false, false, false},    {"nosnippet", false, false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    const auto says_no = [&](std::span<const DirectiveMeaning> meanings) {
      return resolve_directives(directive_signals(row.field), Use::training, "",
                                meanings, kNow)
          .has_value();
    };
    CHECK(says_no(kConventionMeanings) == row.convention);
    CHECK(says_no(kConventionImageMeanings) == row.convention);
    CHECK(says_no(kBingMeanings) == row.bing);
    CHECK(says_no(kAmazonMeanings) == row.amazon);
  }
}

TEST_CASE("robots directives: images") {
  const auto says_no = [&](const char* field, Use use,
                           std::span<const DirectiveMeaning> meanings) {
    return resolve_directives(directive_signals(field), use, "", meanings, kNow)
        .has_value();
  };
  CHECK(says_no("noai", Use::dataset, kConventionImageMeanings));
  CHECK(says_no("noimageai", Use::dataset, kConventionImageMeanings));
  CHECK_FALSE(says_no("noml", Use::dataset, kConventionImageMeanings));
  CHECK_FALSE(says_no("noai", Use::dataset, kConventionMeanings));
  CHECK(says_no("noimageindex", Use::index, kGoogleImageMeanings));
  CHECK(says_no("max-image-preview:none", Use::index, kGoogleImageMeanings));
  CHECK_FALSE(
      says_no("max-image-preview:large", Use::index, kGoogleImageMeanings));
  CHECK_FALSE(says_no("noimageindex", Use::index, kGoogleMeanings));
}

TEST_CASE("robots directives: other families are passed over") {
  auto signals = directive_signals("noai");
  signals[0].family = Family::rsl;
  CHECK(shown(resolve_directives(signals, Use::training, "",
                                 kConventionMeanings, kNow)) == "nothing");
}

TEST_CASE("the date of unavailable_after") {
  struct Row {
    const char* text;
    const char* time;  // "" for none
  };
  const Row rows[] = {
      // RFC 822, 2822, 5322.
      {"25 Jun 2030 15:00:00 PST", "2030-06-25T23:00:00.000Z"},
      {"Fri, 25 Jun 2030 15:00:00 GMT", "2030-06-25T15:00:00.000Z"},
      {"Fri, 25 Jun 2030 15:00 +0200", "2030-06-25T13:00:00.000Z"},
      {"5 Jun 30 00:00:00 EDT", "2030-06-05T04:00:00.000Z"},
      {"25 June 2030", "2030-06-25T00:00:00.000Z"},
      // RFC 850.
      {"Friday, 25-Jun-30 15:00:00 GMT", "2030-06-25T15:00:00.000Z"},
      {"25-Jun-2007 15:00:00 EST", "2007-06-25T20:00:00.000Z"},
      {"25-Jun-49 00:00:00 Z", "2049-06-25T00:00:00.000Z"},
      {"25-Jun-50 00:00:00 Z", "1950-06-25T00:00:00.000Z"},
      // ISO 8601.
      {"2030-06-25", "2030-06-25T00:00:00.000Z"},
      {"2030-06-25T15:00:00Z", "2030-06-25T15:00:00.000Z"},
      {"2030-06-25T15:00:00.5+02:00", "2030-06-25T13:00:00.000Z"},
      {"2030-06-25 15:00", "2030-06-25T15:00:00.000Z"},
      {" 2030-06-25\t", "2030-06-25T00:00:00.000Z"},
      // None.
      {"", ""},
      {"tomorrow", ""},
      {"2030-02-30", ""},
      {"2030-06-25T25:00:00Z", ""},
      {"25 Jun 2030 15:00:00 CEST", ""},
      {"25 Foo 2030", ""},
      {"25 Jun 203", "0203-06-25T00:00:00.000Z"},
      {"2030-06-25Z", ""},
      {"2030-06-25 and more", ""},
      {"2030-06-25T15:00:00+2", ""},
      {"99999999999999999999 Jun 2030", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto time = parse_robots_date(row.text);
    CHECK((time ? to_rfc3339(*time) : "") == row.time);
  }
}
