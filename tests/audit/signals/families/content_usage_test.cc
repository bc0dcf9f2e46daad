// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_usage.h"

#include "audit/signals/families/content_usage_rules.h"
#include "base/text.h"
#include "tests/support.h"

using namespace veto::signals;
using veto::crawler::Reading;
using veto::crawler::RobotsRules;

namespace {

// "agent>scope name=value!problem", apart by " | ".
std::string shown_usage(const std::vector<Signal>& signals) {
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

std::string shown_answer(const std::optional<Answer>& answer) {
  return answer ? std::string(to_string(answer->wish)) + " " +
                      std::to_string(answer->by)
                : "";
}

struct Site {
  RobotsRules rules;
  std::vector<Signal> signals;  // of robots.txt, then of the response

  explicit Site(std::string_view robots, std::string_view header = {})
      : rules(RobotsRules::parse(robots)),
        signals(read_content_usage_robots(rules.records())) {
    if (header.empty()) return;
    for (Signal& signal : read_content_usage_header(header))
      signals.push_back(std::move(signal));
  }

  std::string asks(std::string_view token, std::string_view target,
                   Use use = Use::training) const {
    return shown_answer(
        resolve_content_usage(signals, {rules, token, target}, use));
  }
};

}  // namespace

TEST_CASE("Content-Usage: a field's members and what is wrong with them") {
  struct Row {
    const char* what;
    const char* field;
    const char* signals;
  };
  const Row rows[] = {
      {"attach-05, 2", "train-ai=n", "train-ai=n"},
      {"both categories", "train-ai=y, search=n", "train-ai=y | search=n"},
      {"vocab-08 has ai-use again", "ai-use=n", "ai-use=n"},
      {"parameters have no meaning", "train-ai=n;why=law", "train-ai=n"},
      {"6.5: the last of a key counts", "train-ai;allow=n, train-ai=y",
       "train-ai=y!key_repeated"},
      {"which may be the same", "train-ai=n, train-ai=n;why=law", "train-ai=n"},
      {"even where it is no token", "train-ai=y, train-ai",
       "train-ai=!value_not_token"},
      {"Cloudflare's word for it", "train-ai=no",
       "train-ai=no!value_not_token"},
      {"a string is no token", "train-ai=\"n\"",
       "train-ai=\"n\"!value_not_token"},
      {"a bare key is true", "train-ai", "train-ai=!value_not_token"},
      {"a boolean", "train-ai=?0", "train-ai=?0!value_not_token"},
      {"a list", "train-ai=(n)", "train-ai=(n)!value_not_token"},
      {"tokens have a case", "train-ai=N", "train-ai=N!value_not_token"},
      {"keys have no capitals", "Train-AI=n",
       "content-usage=!not_a_dictionary"},
      {"one error loses all", "train-ai=n, Search=n",
       "content-usage=!not_a_dictionary"},
      {"no commas, no dictionary", "train-ai=n; search=n; ",
       "content-usage=!not_a_dictionary"},
      {"a semicolon makes a parameter", "train-ai=n;search=n", "train-ai=n"},
      {"vocab-01", "tdm=n, ai=n, genai=n, inference=n",
       "tdm=n!stale_label | ai=n!stale_label | genai=n!stale_label | "
       "inference=n!stale_label"},
      {"vocab-02", "all=n, train-genai=n",
       "all=n!stale_label | train-genai=n!stale_label"},
      {"vocab-03 and -04", "bots=n, ai-output=n",
       "bots=n!stale_label | ai-output=n!stale_label"},
      {"the other vocabulary", "ai-train=n", "ai-train=n!other_vocabulary"},
      {"with its values", "ai-train=no, search=yes",
       "ai-train=no!other_vocabulary | search=yes!value_not_token"},
      {"its other keys", "ai-input=n, use=reference",
       "ai-input=n!other_vocabulary | use=reference!other_vocabulary"},
      {"unknown keys", "training=n, train-ai=n",
       "training=n!unknown_key | train-ai=n"},
      {"nothing", "", "content-usage=!no_preference"},
      {"field lines are joined before", "train-ai=y, train-ai=n",
       "train-ai=n!key_repeated"},
      {"white space around the field", "\t train-ai=n \t", "train-ai=n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto signals = read_content_usage_header(row.field);
    CHECK(shown_usage(signals) == row.signals);
    for (const Signal& signal : signals) {
      CHECK(signal.family == Family::content_usage);
      CHECK(signal.source == Source::header);
      CHECK(signal.raw == veto::printable(row.field));
    }
  }
}

TEST_CASE("Content-Usage: rules of robots.txt, one signal an agent") {
  struct Row {
    const char* what;
    const char* robots;
    const char* signals;
  };
  const Row rows[] = {
      {"attach-05, 3: without a path", "User-agent: *\nContent-Usage: search=n",
       "search=n"},
      {"with one", "User-agent: *\nContent-Usage: /x train-ai=y",
       "/x train-ai=y"},
      {"blanks of both kinds",
       "User-agent: *\nCONTENT-USAGE\t:\t/x\t train-ai=y", "/x train-ai=y"},
      {"a path with wildcards",
       "User-agent: *\nContent-Usage: /*.jpg$ search=n", "/*.jpg$ search=n"},
      {"a path has to begin with /",
       "User-agent: *\nContent-Usage: *.jpg train-ai=n",
       "content-usage=!not_a_dictionary"},
      {"a path alone", "User-agent: *\nContent-Usage: /x",
       "/x content-usage=!no_preference"},
      {"a comment ends it",
       "User-agent: *\nContent-Usage: train-ai=n # search=n", "train-ai=n"},
      {"all agents of the group",
       "User-agent: a\nContent-Usage: train-ai=n\nUser-agent: B\nUser-agent: *",
       "a>train-ai=n | B>train-ai=n | train-ai=n"},
      {"RFC 9309, 2.2.2: before every group",
       "Content-Usage: train-ai=n\nUser-agent: *", "train-ai=n!no_group"},
      {"in a group that names nobody", "User-agent:\nContent-Usage: ai-train=n",
       "ai-train=n!no_group"},
      {"a token that RFC 9309 does not allow",
       "User-agent: AI2Bot\nContent-Usage: train-ai=n", "AI2Bot>train-ai=n"},
      {"other records", "User-agent: *\nContent-Signal: ai-train=no", ""},
      {"bytes that cannot be printed",
       "User-agent: *\nContent-Usage: /\xff\x01x train-ai=n",
       "/%FF%01x train-ai=n"},
      {"UTF-8 as written", "User-agent: *\nContent-Usage: /\xC3\xA9 train-ai=n",
       "/\xC3\xA9 train-ai=n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_usage(read_content_usage_robots(
              RobotsRules::parse(row.robots).records())) == row.signals);
  }
  const auto signals = read_content_usage_robots(
      RobotsRules::parse("\nUser-agent: a\n Content-Usage: / train-ai=n #c")
          .records());
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].line == 3);
  CHECK(signals[0].raw == "Content-Usage: / train-ai=n #c");
  CHECK(signals[0].source == Source::robots);
}

TEST_CASE("Content-Usage: paths of robots.txt") {
  // attach-05, 3.5, with a second group.
  const Site site(
      "User-Agent: *\nAllow: /\nDisallow: /never/\n"
      "Content-Usage: / train-ai=n\nContent-Usage: /ai-ok/ train-ai=y\n\n"
      "User-Agent: ExampleBot\nAllow: /\nContent-Usage: / train-ai=y\n");
  CHECK(site.asks("x", "/test") == "reserved 0");
  CHECK(site.asks("x", "/ai-ok/test") == "allowed 1");
  CHECK(site.asks("x", "/never/test") == "");  // not to be crawled
  CHECK(site.asks("examplebot", "/test") == "allowed 2");
  CHECK(site.asks("examplebot", "/never/test") == "allowed 2");
  CHECK(site.asks("x", "/test", Use::index) == "");
}

TEST_CASE("Content-Usage: which rule of a group decides") {
  struct Row {
    const char* what;
    const char* rules;  // of the "*" group
    const char* target;
    const char* answer;
  };
  const Row rows[] = {
      {"identical paths all apply, n wins",
       "Content-Usage: /a train-ai=y\nContent-Usage: /a train-ai=n", "/a",
       "reserved 1"},
      {"no path twice", "Content-Usage: train-ai=y\nContent-Usage: train-ai=n",
       "/a", "reserved 1"},
      {"paths of one length as well",
       "Content-Usage: /a* train-ai=n\nContent-Usage: /*b train-ai=y", "/ab",
       "reserved 0"},
      {"the longest alone decides",
       "Content-Usage: /a train-ai=n\nContent-Usage: /ab train-ai=y", "/abc",
       "allowed 1"},
      {"in whatever order",
       "Content-Usage: /ab train-ai=y\nContent-Usage: /a train-ai=n", "/abc",
       "allowed 0"},
      {"even where it says nothing of this use",
       "Content-Usage: / train-ai=n\nContent-Usage: /a search=y", "/a", ""},
      {"or nothing that is understood",
       "Content-Usage: / train-ai=n\nContent-Usage: /a ai-train=no", "/a", ""},
      {"or is no dictionary",
       "Content-Usage: / train-ai=n\nContent-Usage: /a Train-AI=y", "/a", ""},
      {"no path is shorter than /",
       "Content-Usage: train-ai=y\nContent-Usage: / train-ai=n", "/",
       "reserved 1"},
      {"octets of the encoded path",
       "Content-Usage: /\xC3\xA9 train-ai=n\nContent-Usage: /%C3* train-ai=y",
       "/%C3%A9", "reserved 0"},
      {"wildcards as in Allow", "Content-Usage: /*.jpg$ train-ai=n", "/x/y.jpg",
       "reserved 0"},
      {"the query is part of it", "Content-Usage: /*?q= train-ai=n", "/x?q=1",
       "reserved 0"},
      {"no path matches", "Content-Usage: /b train-ai=n", "/a", ""},
      {"Disallow takes them away", "Content-Usage: / train-ai=n\nDisallow: /a",
       "/ab", ""},
      {"stale labels say nothing", "Content-Usage: ai=n, genai=n", "/", ""},
      {"nor do wrong values", "Content-Usage: train-ai=no", "/", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(Site(std::string("User-agent: *\n") + row.rules)
              .asks("x", row.target) == row.answer);
  }
  // A path that had to be cut applies nowhere.
  const std::string long_path = "/" + std::string(3000, 'a');
  const Site cut("User-agent: *\nContent-Usage: " + long_path +
                 " train-ai=n\nContent-Usage: / train-ai=y");
  CHECK(cut.signals[0].problem == "path_too_long");
  CHECK(cut.asks("x", long_path) == "allowed 1");
}

TEST_CASE("Content-Usage: which group speaks to a crawler") {
  struct Row {
    const char* what;
    const char* robots;
    const char* token;
    const char* answer;
  };
  const Row rows[] = {
      {"the * group", "User-agent: *\nContent-Usage: train-ai=n", "a",
       "reserved 0"},
      {"the named group alone",
       "User-agent: *\nContent-Usage: train-ai=n\nAllow: /\nUser-agent: a\n"
       "Content-Usage: train-ai=y",
       "A", "allowed 1"},
      {"a named group that is silent inherits nothing",
       "User-agent: *\nContent-Usage: train-ai=n\nAllow: /\nUser-agent: a\n"
       "Allow: /",
       "a", ""},
      {"nor does an empty one",
       "User-agent: *\nContent-Usage: train-ai=n\nAllow: /\nUser-agent: a", "a",
       ""},
      {"2.2.1: several groups of one name are one",
       "User-agent: a\nContent-Usage: train-ai=y\nAllow: /\nUser-agent: b\n"
       "Allow: /\nUser-agent: A\nContent-Usage: train-ai=n",
       "a", "reserved 1"},
      {"several * groups too",
       "User-agent: *\nContent-Usage: train-ai=y\nAllow: /\nUser-agent: *\n"
       "Content-Usage: train-ai=n",
       "a", "reserved 1"},
      {"2.2.4: records between user-agent lines",
       "User-agent: a\nContent-Usage: train-ai=n\nUser-agent: b\nDisallow:",
       "b", "reserved 1"},
      {"no group for it", "User-agent: b\nContent-Usage: train-ai=n", "a", ""},
      {"before every group", "Content-Usage: train-ai=n\nUser-agent: *", "a",
       ""},
      {"the same without a name",
       "Content-Usage: train-ai=n\nUser-agent: *\nContent-Usage: / search=n",
       "*", ""},
      {"* asks for the * group", "User-agent: *\nContent-Usage: train-ai=n",
       "*", "reserved 0"},
      {"a token RFC 9309 does not allow names nobody",
       "User-agent: AI2Bot\nContent-Usage: train-ai=n\nAllow: /\n"
       "User-agent: *\nContent-Usage: train-ai=y",
       "AI2Bot", "allowed 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(Site(row.robots).asks(row.token, "/") == row.answer);
  }
  const Site site(rows[std::size(rows) - 1].robots);
  CHECK(shown_answer(resolve_content_usage(
            site.signals, {site.rules, "ai2bot", "/", Reading::lenient},
            Use::training)) == "reserved 0");
}

TEST_CASE("Content-Usage: robots.txt and response together") {
  struct Row {
    const char* what;
    const char* robots;
    const char* field;
    Use use;
    const char* answer;
  };
  const char* const kNo = "User-agent: *\nContent-Usage: train-ai=n";
  const char* const kYes = "User-agent: *\nContent-Usage: train-ai=y";
  const Row rows[] = {
      {"vocab-08, 5.1: any n", kYes, "train-ai=n", Use::training, "reserved 1"},
      {"from either side", kNo, "train-ai=y", Use::training, "reserved 0"},
      {"else any y", kYes, "search=n", Use::training, "allowed 0"},
      {"else unknown", "", "search=n", Use::training, ""},
      {"the field alone", "", "train-ai=n", Use::training, "reserved 0"},
      {"holds where a path may not be crawled",
       "User-agent: *\nContent-Usage: train-ai=y\nDisallow: /", "train-ai=n",
       Use::training, "reserved 1"},
      {"an error takes nothing away", kNo, "Train-ai=y", Use::training,
       "reserved 0"},
      {"search is index", "", "search=n", Use::index, "reserved 0"},
      {"ai-use is answer", "", "ai-use=n", Use::answer, "reserved 0"},
      {"train-ai is no answer", "", "train-ai=n", Use::answer, ""},
      {"nothing about crawling", "", "train-ai=n, search=n", Use::crawl, ""},
      {"nor datasets", "", "train-ai=n, search=n, ai-use=n", Use::dataset, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(Site(row.robots, row.field).asks("x", "/", row.use) == row.answer);
  }
}

TEST_CASE("Content-Usage: hostile numbers") {
  std::string members;
  for (int i = 0; i < 5000; ++i)
    members += (i ? ",k" : "k") + std::to_string(i);
  CHECK(read_content_usage_header(members).size() == 128);
  std::string robots;
  for (int i = 0; i < 300; ++i)
    robots += "User-agent: a" + std::string(i % 50, 'b') +
              std::string(i / 50, 'c') + "\n";
  robots += "Content-Usage: " + members.substr(0, 3000) + "z\n";
  CHECK(
      read_content_usage_robots(RobotsRules::parse(robots).records()).size() ==
      kMaxRobotsSignals);
}
