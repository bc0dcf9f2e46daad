// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/rate_words.h"

#include <doctest/doctest.h>

#include "reports/words.h"

namespace veto::reports {
namespace {

logs::AgentRate sample_rate(std::uint64_t sessions, std::uint64_t against) {
  logs::AgentRate rate;
  rate.agent = "ABot";
  rate.sessions = sessions;
  rate.against = against;
  return rate;
}

TEST_CASE("rates in words: kept to beside not, and the interval from five on") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const std::string few = rate_sentence(sample_rate(4, 1), *texts);
  CHECK(few.find("In 3 it received nothing") != std::string::npos);
  CHECK(few.find("in 1 it did") != std::string::npos);
  CHECK(few.find("interval") == std::string::npos);
  const std::string none = rate_sentence(sample_rate(30, 0), *texts);
  CHECK(none.find("between 0.0 and 10.0 %") != std::string::npos);
}

TEST_CASE("rates in words: all of it is worded, and claims no more") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  for (const auto standing : {logs::Standing::verified, logs::Standing::claimed,
                              logs::Standing::other}) {
    logs::AgentRate rate = sample_rate(40, 10);
    rate.standing = standing;
    rate.doubtful = 2;
    logs::AgentChange change;
    change.before = {.k = 15, .n = 20};
    change.after = {.k = 5, .n = 20};
    change.test = *statistics::test_change(change.before, change.after);
    change.difference = statistics::difference_in_differences(
        change.before, change.after, {.k = 10, .n = 20}, {.k = 10, .n = 20});
    rate.change = change;
    const std::string sentence = rate_sentence(rate, *texts);
    CAPTURE(sentence);
    CHECK(sentence.find("15 of 20 sessions before") != std::string::npos);
    CHECK(sentence.find("-50 points") != std::string::npos);
    CHECK(sentence.find('{') == std::string::npos);
    CHECK(offending_words(sentence).empty());
  }
  CHECK(texts->missing().empty());
}

TEST_CASE("rates in words: the first twenty, and how many more") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const std::vector<logs::AgentRate> rates(23, sample_rate(5, 0));
  const auto sentences = rate_sentences(rates, *texts);
  REQUIRE(sentences.size() == kMaxRateSentences + 1);
  CHECK(sentences.back().starts_with("3 more agents"));
}

}  // namespace
}  // namespace veto::reports
