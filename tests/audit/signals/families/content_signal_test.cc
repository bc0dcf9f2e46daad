// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_signal.h"

#include "audit/signals/families/content_signal_rules.h"
#include "tests/support.h"

using namespace veto::signals;
using veto::crawler::RobotsRules;

namespace {

std::string shown_signals(const std::vector<Signal>& signals) {
  std::string text;
  for (const Signal& signal : signals) {
    text += text.empty() ? "" : " | ";
    if (!signal.agent.empty()) text += signal.agent + ">";
    if (!signal.scope.empty()) text += signal.scope + " ";
    text += signal.name + "=" + signal.value;
    if (!signal.problem.empty()) text += "!" + signal.problem;
  }
  return text;
}

std::string answer_of(std::string_view robots, std::string_view field,
                      std::string_view token, std::string_view target,
                      Use use) {
  const auto rules = RobotsRules::parse(robots);
  auto signals = read_content_signal_robots(rules.records());
  for (Signal& signal : read_content_signal_header(field))
    signals.push_back(std::move(signal));
  const auto answer =
      resolve_content_signal(signals, {rules, token, target}, use);
  if (!answer) return "";
  return std::string(to_string(answer->wish)) + " " +
         std::to_string(answer->by);
}

}  // namespace

TEST_CASE("Content-Signal: a field's signals and what is wrong with them") {
  struct Row {
    const char* what;
    const char* field;
    const char* signals;
  };
  const Row rows[] = {
      {"the policy's example", "search=yes, ai-train=no",
       "search=yes | ai-train=no"},
      {"as managed since 2026", "search=yes,ai-train=no,use=reference",
       "search=yes | ai-train=no | use=reference"},
      {"all keys", "ai-train=yes, search=yes, ai-input=yes",
       "ai-train=yes | search=yes | ai-input=yes"},
      {"values of use", "use=immediate, use=full", "use=immediate | use=full"},
      {"any case", "Search=Yes, AI-Train=NO", "search=yes | ai-train=no"},
      {"blanks and empty pieces", " search = yes ,, ", "search=yes"},
      {"AIPREF's value", "ai-train=n", "ai-train=n!bad_value"},
      {"AIPREF's key", "train-ai=n", "train-ai=n!other_vocabulary"},
      {"with our value", "train-ai=no", "train-ai=no!other_vocabulary"},
      {"its other keys", "ai-use=no, genai=no",
       "ai-use=no!other_vocabulary | genai=no!other_vocabulary"},
      {"no value", "ai-train", "ai-train=!bad_value"},
      {"an empty one", "ai-train=", "ai-train=!bad_value"},
      {"another's value", "use=yes, search=full",
       "use=yes!bad_value | search=full!bad_value"},
      {"two values", "search=yes no", "search=yes no!bad_value"},
      {"no list on semicolons", "search=yes; ai-train=no",
       "search=yes; ai-train=no!bad_value"},
      {"nor on blanks", "search=yes ai-train=no",
       "search=yes ai-train=no!bad_value"},
      {"unknown keys", "train=no, ai_train=no",
       "train=no!unknown_key | ai_train=no!unknown_key"},
      {"nothing", "", ""},
      {"fit for printing", "ai-train=no\x01", "ai-train=no\\x01!bad_value"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto signals = read_content_signal_header(row.field);
    CHECK(shown_signals(signals) == row.signals);
    for (const Signal& signal : signals) {
      CHECK(signal.family == Family::content_signal);
      CHECK(signal.source == Source::header);
    }
  }
}

TEST_CASE("Content-Signal: records of robots.txt") {
  struct Row {
    const char* what;
    const char* robots;
    const char* signals;
  };
  const Row rows[] = {
      {"in the * group", "User-agent: *\nContent-signal: ai-train=no",
       "ai-train=no"},
      {"for all agents of a group",
       "User-agent: a\nUser-agent: b\nContent-Signal: ai-train=no",
       "a>ai-train=no | b>ai-train=no"},
      {"with a path", "User-agent: *\nContent-Signal: /blog/ ai-train=no",
       "/blog/ ai-train=no"},
      {"the plural", "User-agent: a\nContent-Signals: ai-train=no",
       "a>ai-train=no!plural_key"},
      {"the plural before every group",
       "Content-Signals: ai-train=no\nUser-agent: *", "ai-train=no!plural_key"},
      {"before every group", "Content-Signal: ai-train=no\nUser-agent: *",
       "ai-train=no!no_group"},
      {"other records", "User-agent: *\nContent-Usage: train-ai=n", ""},
      {"Cloudflare's policy is comment",
       "# Content-Signal: ai-train=no\nUser-agent: *\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_signals(read_content_signal_robots(
              RobotsRules::parse(row.robots).records())) == row.signals);
  }
  const auto signals = read_content_signal_robots(
      RobotsRules::parse("User-agent: *\nContent-Signal: search=yes # a")
          .records());
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].line == 2);
  CHECK(signals[0].raw == "Content-Signal: search=yes # a");
  CHECK(signals[0].source == Source::robots);
}

TEST_CASE("Content-Signal: what it comes to") {
  struct Row {
    const char* what;
    const char* robots;
    const char* field;
    const char* token;
    Use use;
    const char* answer;
  };
  const char* const kManaged =
      "User-agent: *\nContent-Signal: search=yes,ai-train=no,use=reference\n"
      "Allow: /\nUser-agent: GPTBot\nDisallow: /\n";
  const Row rows[] = {
      {"ai-train is training", kManaged, "", "x", Use::training, "reserved 1"},
      {"search is index", kManaged, "", "x", Use::index, "allowed 0"},
      {"what is left out is neither", kManaged, "", "x", Use::answer, ""},
      {"ai-input is answer", "User-agent: *\nContent-Signal: ai-input=no", "",
       "x", Use::answer, "reserved 0"},
      {"nothing about crawling", kManaged, "", "x", Use::crawl, ""},
      {"nor datasets", kManaged, "", "x", Use::dataset, ""},
      {"a named group does not inherit", kManaged, "", "gptbot", Use::training,
       ""},
      {"a named group does not speak for *",
       "User-agent: a\nContent-Signal: ai-train=no", "", "x", Use::training,
       ""},
      {"managed and own * groups merge: no wins",
       "User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
       "User-agent: *\nContent-Signal: ai-train=yes\n",
       "", "x", Use::training, "reserved 0"},
      {"between robots.txt and response no wins", kManaged, "ai-train=yes", "x",
       Use::training, "reserved 1"},
      {"from either side", "User-agent: *\nContent-Signal: ai-train=yes",
       "ai-train=no", "x", Use::training, "reserved 1"},
      {"the response alone", "", "ai-train=no", "x", Use::training,
       "reserved 0"},
      {"the plural decides nothing",
       "User-agent: *\nContent-Signals: ai-train=no", "", "x", Use::training,
       ""},
      {"nor does a signal before every group",
       "Content-Signal: ai-train=no\nUser-agent: *", "", "x", Use::training,
       ""},
      {"the other vocabulary says nothing",
       "User-agent: *\nContent-Signal: train-ai=no", "train-ai=n", "x",
       Use::training, ""},
      {"nor do its values", "User-agent: *\nContent-Signal: ai-train=n", "",
       "x", Use::training, ""},
      {"use limits how, not whether",
       "User-agent: *\nContent-Signal: use=immediate", "", "x", Use::training,
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(answer_of(row.robots, row.field, row.token, "/", row.use) ==
          row.answer);
  }
}

TEST_CASE("Content-Signal: the longest path that speaks of the use") {
  const char* const kRobots =
      "User-agent: *\nContent-Signal: ai-train=no, search=yes\n"
      "Content-Signal: /blog/ ai-train=yes\n"
      "Content-Signal: /blog/x ai-train=n\n"
      "Content-Signals: /blog/x ai-train=no\n";
  CHECK(answer_of(kRobots, "", "x", "/", Use::training) == "reserved 0");
  CHECK(answer_of(kRobots, "", "x", "/blog/", Use::training) == "allowed 2");
  // Longer ones with a problem take nothing away.
  CHECK(answer_of(kRobots, "", "x", "/blog/x", Use::training) == "allowed 2");
  CHECK(answer_of(kRobots, "", "x", "/blog/", Use::index) == "allowed 1");
}

TEST_CASE("Content-Signal: hostile numbers") {
  std::string field;
  for (int i = 0; i < 100'000; ++i) field += "search=yes,";
  CHECK(read_content_signal_header(field).size() == 64);
  const auto one = read_content_signal_header(std::string(1 << 20, '='));
  REQUIRE(one.size() == 1);
  CHECK(one[0].value.size() <= 110);
  CHECK(one[0].raw.size() <= kMaxRawBytes + 3);
}
