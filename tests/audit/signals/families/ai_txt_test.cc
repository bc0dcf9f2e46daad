// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/ai_txt.h"

#include "tests/audit/signals/families/signals_shown.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using test::shown;

namespace {

std::vector<Signal> ai_signals(std::string_view text) {
  Signal stem;
  stem.source = Source::file;
  stem.url = "https://e.org/ai.txt";
  return read_ai_txt(text, stem);
}

std::string ai_answer(std::string_view text, std::string_view target,
                      Use use = Use::training, std::string_view agent = "") {
  const auto said = resolve_ai_txt(ai_signals(text), target, use, agent);
  return said ? std::string(to_string(said->wish)) : "nothing";
}

}  // namespace

TEST_CASE("ai.txt: formats and records") {
  struct Row {
    const char* text;
    const char* signals;
  };
  const Row rows[] = {
      // As the generator writes it.
      {"# Spawning AI\n# Prevent datasets from using the following file types\n"
       "\nUser-Agent: *\nDisallow: *.txt\nDisallow: *.jpg\nDisallow: /\n"
       "Disallow: *\n",
       "disallow @*.txt | disallow @*.jpg | disallow @/ | disallow @*"},
      {"user-agent:*\r\nDISALLOW :*.jpg # pictures\r\nallow: /open/\r\n",
       "disallow @*.jpg | allow @/open/"},
      {"\xEF\xBB\xBFUser-Agent: *\rDisallow: /a", "disallow @/a"},
      {"User-Agent: GPTBot\nUser-Agent: b\nDisallow: /\nUser-Agent: c\n"
       "Disallow: /c",
       "GPTBot>disallow @/ | b>disallow @/ | c>disallow @/c"},
      {"Disallow: /a\nUser-Agent: *\nDisallow:\nSitemap: https://e.org/s",
       "disallow @/a !no_agent | disallow !no_pattern"},
      {"User-Agent:\nDisallow: /a", "disallow @/a !no_agent"},
      // One line with a colon left out is no reason to lose the others.
      {"User-Agent: *\nDisallow *.gif\nDisallow: *.png", "disallow @*.png"},
      // Other things of that name.
      {"Our policy\nis as follows.\nUser-Agent: *\nDisallow: /\nThank you.",
       "ai.txt !another_format"},
      {"# ai.txt\n\nWe welcome *all* robots.\n\n- Training: no\n",
       "ai.txt !another_format"},
      {"Spec-Version: 1.0\nTraining: deny\n", "ai.txt !another_format"},
      {"User-Agent: *\nTraining: deny\n", "ai.txt !another_format"},
      {"Disallow: /\nUser-Agent: *\n", "ai.txt !another_format"},
      {"<!DOCTYPE html>\nUser-Agent: *\nDisallow: /", "ai.txt !another_format"},
      {"{\"User-Agent\": \"*\"}", "ai.txt !another_format"},
      {"# nothing but a comment\n", "ai.txt !empty"},
      {"", "ai.txt !empty"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(ai_signals(row.text)) == row.signals);
  }
}

TEST_CASE("ai.txt: a signal says where it stood") {
  const auto signals =
      ai_signals("# x\nUser-Agent: a\n\nDisallow: *.jpg # no\n");
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].line == 4);
  CHECK(signals[0].raw == "Disallow: *.jpg # no");
  CHECK(signals[0].family == Family::ai_txt);
  CHECK(signals[0].url == "https://e.org/ai.txt");
}

TEST_CASE("ai.txt: what a path is asked") {
  struct Row {
    const char* rules;  // below "User-Agent: *"
    const char* target;
    const char* answer;
  };
  const Row rows[] = {
      // An extension is the end of the path, in any case, whatever the query.
      {"Disallow: *.jpg", "/a/b.jpg", "reserved"},
      {"Disallow: *.jpg", "/a/B.JPG?w=100", "reserved"},
      {"Disallow: *.jpg", "/a/b.jpg/c", "nothing"},
      {"Disallow: *.js", "/a.json", "nothing"},
      {"Disallow: *.jpg", "/a?x=.jpg", "nothing"},
      {"Disallow: *.jpg", "/a.png", "nothing"},
      // Other patterns as in robots.txt.
      {"Disallow: /", "/a.png", "reserved"},
      {"Disallow: *", "/a.png", "reserved"},
      {"Disallow: /photos/", "/photos/a", "reserved"},
      {"Disallow: /photos/", "/Photos/a", "nothing"},
      {"Disallow: /*.jpg$", "/a.jpg?b", "nothing"},
      {"Disallow: *.jpg$", "/a.jpg", "reserved"},
      {"Disallow:", "/a", "nothing"},
      {"Allow: *.jpg", "/a.jpg", "allowed"},
      // The most restrictive rule, whatever order and length.
      {"Allow: *.jpg\nDisallow: /", "/a.jpg", "reserved"},
      {"Disallow: /\nAllow: /a/very/long/path.jpg", "/a/very/long/path.jpg",
       "reserved"},
      {"Disallow: *.png\nAllow: *.jpg", "/a.jpg", "allowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rules);
    CAPTURE(row.target);
    const std::string text = std::string("User-Agent: *\n") + row.rules;
    CHECK(ai_answer(text, row.target) == row.answer);
    CHECK(ai_answer(text, row.target, Use::dataset) == row.answer);
    CHECK(ai_answer(text, row.target, Use::index) == "nothing");
    CHECK(ai_answer(text, row.target, Use::answer) == "nothing");
    CHECK(ai_answer(text, row.target, Use::crawl) == "nothing");
  }
}

TEST_CASE("ai.txt: rules for an agent and for everybody count together") {
  const char* text =
      "User-Agent: GPTBot\nDisallow: /a\n\nUser-Agent: *\nDisallow: /b\n"
      "Allow: /a\n";
  CHECK(ai_answer(text, "/a") == "allowed");
  CHECK(ai_answer(text, "/a", Use::training, "gptbot") == "reserved");
  CHECK(ai_answer(text, "/b", Use::training, "gptbot") == "reserved");
  CHECK(ai_answer(text, "/a", Use::training, "other") == "allowed");
}

TEST_CASE("ai.txt: the resolver names the signal") {
  auto signals = ai_signals("User-Agent: *\nAllow: /\nDisallow: *.jpg");
  CHECK(shown(resolve_ai_txt(signals, "/a.jpg", Use::dataset)) ==
        "reserved by 1");
  CHECK(shown(resolve_ai_txt(signals, "/a.png", Use::dataset)) ==
        "allowed by 0");
  signals[1].family = Family::rule;
  CHECK(shown(resolve_ai_txt(signals, "/a.jpg", Use::dataset)) ==
        "allowed by 0");
}

TEST_CASE("ai.txt: hostile length stays within the limits") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "User-Agent: a\n";
  for (int i = 0; i < 10'000; ++i) many += "Disallow: /\n";
  CHECK(ai_signals(many).size() == kMaxAiTxtSignals);
  CHECK(shown(ai_signals("User-Agent: *\nDisallow: /" +
                         std::string(100'000, 'a'))) == "disallow !no_pattern");
}
