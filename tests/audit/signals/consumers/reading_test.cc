// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/consumers/reading.h"

#include "tests/audit/signals/consumers/said_support.h"

using namespace veto;
using namespace veto::signals;
using test::Saying;

TEST_CASE("readings: rules of robots.txt, by the consumer's own token") {
  struct Row {
    const char* name;
    const char* robots;
    const char* consumer;
    Use use;
    const char* state;
  };
  const Row rows[] = {
      {"nothing said", "", "openai", Use::training, "silent"},
      {"named group", "User-agent: GPTBot\nDisallow: /\n", "openai",
       Use::training, "reserved by Disallow: /"},
      {"another's group", "User-agent: CCBot\nDisallow: /\n", "openai",
       Use::training, "silent"},
      {"the use has another token", "User-agent: GPTBot\nDisallow: /\n",
       "openai", Use::index, "silent"},
      {"everybody", "User-agent: *\nDisallow: /\n", "anthropic", Use::answer,
       "reserved by Disallow: /"},
      {"an empty named group opens (RFC 9309, 5.1), and that is all",
       "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\n", "openai",
       Use::training, "silent"},
      {"Google reads a misspelt key", "User-agent: Googlebot\nDissallow: /\n",
       "google", Use::index, "reserved by Dissallow: /"},
      {"others do not", "User-agent: bingbot\nDissallow: /\n", "bing",
       Use::index, "silent"},
      {"a named group that closes something else says nothing here",
       "User-agent: GPTBot\nDisallow: /drafts/\n", "openai", Use::training,
       "silent"},
      {"leave to fetch is no leave to train",
       "User-agent: GPTBot\nAllow: /page\n", "openai", Use::training, "silent"},
      {"and is leave to fetch", "User-agent: GPTBot\nAllow: /page\n", "openai",
       Use::crawl, "allowed by Allow: /page"},
      {"Allow for everybody is about fetching", "User-agent: *\nAllow: /\n",
       "openai", Use::training, "silent"},
      {"and allows that", "User-agent: *\nAllow: /\n", "openai", Use::crawl,
       "allowed by Allow: /"},
      {"a control token", "User-agent: Google-Extended\nDisallow: /\n",
       "google", Use::training, "reserved by Disallow: /"},
      {"a control token stops no crawling",
       "User-agent: Google-Extended\nDisallow: /\n", "google", Use::crawl,
       "silent"},
      {"what is not fetched trains nothing",
       "User-agent: Googlebot\nDisallow: /\n", "google", Use::training,
       "reserved by Disallow: /"},
      {"Applebot follows Googlebot's group (its documentation)",
       "User-agent: Googlebot\nDisallow: /page\n", "apple", Use::crawl,
       "reserved by Disallow: /page"},
      {"unless it is named",
       "User-agent: Googlebot\nDisallow: /\n"
       "User-agent: Applebot\nAllow: /\n",
       "apple", Use::crawl, "allowed by Allow: /"},
      {"a strict reader of no name", "User-agent: GPTBot\nDisallow: /\n",
       "rfc9309", Use::crawl, "silent"},
      {"article 4 reads a general Disallow", "User-agent: *\nDisallow: /\n",
       "tdm", Use::training, "reserved by Disallow: /"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(Saying::page().robots_txt(row.robots).state(row.consumer, row.use) ==
          row.state);
  }
}

TEST_CASE("readings: an image falls back from Googlebot-Image to Googlebot") {
  const std::string general = "User-agent: Googlebot\nDisallow: /\n";
  CHECK(Saying::image().robots_txt(general).state("google", Use::crawl) ==
        "reserved by Disallow: /");
  CHECK(Saying::image()
            .robots_txt(general + "User-agent: Googlebot-Image\nAllow: /\n")
            .state("google", Use::crawl) == "allowed by Allow: /");
}

TEST_CASE("readings: robots.txt that is refused, unreachable or unseen") {
  CHECK(Saying::page().robots_txt("", 403).state("openai", Use::training) ==
        "silent");
  const auto unreachable =
      Saying::page().robots_txt("", 503).reading("openai", Use::training);
  CHECK(unreachable.state == State::reserved);
  CHECK(unreachable.place == "https://a.example/robots.txt");
  const auto unseen = Saying::page().reading("openai", Use::training);
  CHECK(unseen.state == State::silent);
  CHECK(unseen.robots_unseen);
  CHECK_FALSE(Saying::image()
                  .reading("img2dataset", Use::dataset)
                  .robots_unseen);  // reads none
}

TEST_CASE("readings: directives count with those who document them") {
  struct Row {
    const char* value;
    const char* consumer;
    Use use;
    const char* state;
  };
  const Row rows[] = {
      {"noarchive", "bing", Use::training,
       "reserved by X-Robots-Tag: noarchive"},
      {"noarchive", "amazon", Use::training,
       "reserved by X-Robots-Tag: noarchive"},
      {"noarchive", "google", Use::training, "silent"},
      {"nocache", "bing", Use::training, "silent"},
      {"nosnippet", "google", Use::answer,
       "reserved by X-Robots-Tag: nosnippet"},
      {"nosnippet", "google", Use::training, "silent"},
      {"noai", "openai", Use::training, "silent"},
      {"noai", "google", Use::training, "silent"},
      {"noai", "tdm", Use::training, "reserved by X-Robots-Tag: noai"},
      {"none", "search", Use::index, "reserved by X-Robots-Tag: none"},
      {"otherbot: noindex", "google", Use::index, "silent"},
      {"googlebot: noindex", "google", Use::index,
       "reserved by X-Robots-Tag: googlebot: noindex"}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.consumer);
    CHECK(Saying::page()
              .header("X-Robots-Tag", row.value)
              .state(row.consumer, row.use) == row.state);
  }
}

TEST_CASE("readings: img2dataset reads its fields as it really parses them") {
  for (const char* honoured : {"noai", "NoAI", "noai, noimageai", "noindex"}) {
    CAPTURE(honoured);
    CHECK(Saying::image()
              .header("X-Robots-Tag", honoured)
              .reading("img2dataset", Use::dataset)
              .state == State::reserved);
  }
  for (const char* lost : {"noai, max-image-preview:none", "noai; noimageai",
                           "none", "noml", "*: noai", "img2dataset: noai"}) {
    CAPTURE(lost);
    CHECK(Saying::image()
              .header("X-Robots-Tag", lost)
              .reading("img2dataset", Use::dataset)
              .state == State::silent);
  }
  // As HTTP/2 sends names.
  CHECK(Saying::image()
            .header("x-robots-tag", "noai")
            .reading("img2dataset", Use::dataset)
            .state == State::reserved);
  // No page of it is downloaded.
  CHECK_FALSE(
      read_for(*consumer("img2dataset"), Use::dataset, Saying::page().said())
          .has_value());
}

TEST_CASE("readings: article 4 hears every family, and a no outweighs a yes") {
  struct Row {
    const char* name;
    const char* value;
    const char* state;
  };
  const Row rows[] = {
      {"Content-Usage", "train-ai=n", "reserved by Content-Usage: train-ai=n"},
      {"Content-Usage", "train-ai=y", "allowed by Content-Usage: train-ai=y"},
      {"Content-Usage", "train-ai=no", "silent"},
      {"tdm-reservation", "1", "reserved by tdm-reservation: 1"},
      {"tdm-reservation", "0", "allowed by tdm-reservation: 0"}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(Saying::image()
              .header(row.name, row.value)
              .state("tdm", Use::training) == row.state);
  }
  CHECK(Saying::page()
            .robots_txt("User-agent: *\nContent-Signal: ai-train=no\n")
            .header("Content-Usage", "train-ai=y")
            .state("tdm", Use::training) ==
        "reserved by Content-Signal: ai-train=no");
}

TEST_CASE("readings: the place is the line, or the address") {
  const auto rule = Saying::page()
                        .robots_txt("User-agent: GPTBot\nDisallow: /\n")
                        .reading("openai", Use::training);
  CHECK(rule.place == "https://a.example/robots.txt:2");
  CHECK(rule.family == Family::rule);
  CHECK(rule.sure == Sureness::quoted);
  const auto record =
      Saying::page()
          .robots_txt("User-agent: *\nContent-Signal: ai-input=no\n")
          .reading("tdm", Use::answer);
  CHECK(record.place == "https://a.example/robots.txt:2");
  const auto field = Saying::page()
                         .header("X-Robots-Tag", "noarchive")
                         .reading("amazon", Use::training);
  CHECK(field.place == "https://a.example/page.html");
}

TEST_CASE("readings: Google looks for meta elements in the head alone") {
  Signal noindex;
  noindex.source = Source::meta;
  noindex.name = "noindex";
  const auto state = [&](const char* consumer, std::string_view problem) {
    noindex.problem = problem;
    return Saying::page()
        .robots_txt("")
        .own(noindex, "<meta name=robots content=noindex>")
        .reading(consumer, Use::index)
        .state;
  };
  CHECK(state("google", "") == State::reserved);
  CHECK(state("google", kInBody) == State::silent);
  CHECK(state("bing", kInBody) == State::reserved);
}

TEST_CASE("readings: of a repeated key the last counts (RFC 9651)") {
  const auto state = [](const std::string& usage) {
    return Saying::page()
        .robots_txt("")
        .header("Content-Usage", usage)
        .reading("tdm", Use::training)
        .state;
  };
  CHECK(state("train-ai=y, train-ai=n") == State::reserved);
  CHECK(state("train-ai=n, train-ai=y") == State::allowed);
}
