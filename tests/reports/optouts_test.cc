// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/optouts.h"

#include <doctest/doctest.h>

#include "tests/reports/report_samples.h"

using namespace veto;
using namespace veto::reports;
using signals::ResourceKind;

namespace {

signals::MatrixRow row(ResourceKind kind, std::size_t count,
                       const std::string& raw) {
  signals::Said said;
  said.target = "/";
  said.kind = kind;
  if (!raw.empty()) {
    signals::Signal noai;
    noai.name = "noai";
    noai.raw = raw;
    said.own.push_back(noai);
  }
  signals::MatrixRow made;
  made.kind = kind;
  made.count = count;
  made.readings = signals::Reader().read(said);
  return made;
}

// Under a robots.txt that was seen.
signals::MatrixRow ruled(ResourceKind kind, std::size_t count,
                         const std::string& text) {
  signals::Said said;
  said.target = "/";
  said.kind = kind;
  crawler::RobotsVersion version;
  version.status = 200;
  version.rules = crawler::RobotsRules::parse(text);
  said.robots = std::make_shared<const crawler::RobotsVersion>(version);
  signals::MatrixRow made;
  made.kind = kind;
  made.count = count;
  made.readings = signals::Reader().read(said);
  return made;
}

std::string headlines_of(std::vector<signals::MatrixRow> rows) {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  ReportData data;
  data.matrix = std::move(rows);
  std::string all;
  for (const std::string& line : optout_headlines(data, *texts))
    all += (all.empty() ? "" : " ") + line;
  CHECK(texts->missing().empty());
  return all;
}

const std::string kNoai = "X-Robots-Tag: noai";

}  // namespace

TEST_CASE("opt-outs: how much asks not to be used for training") {
  using enum ResourceKind;
  const std::string readers =
      " A general request is addressed to nobody by name, and not everybody "
      "reads it. The report's table “Who is asked what” counts, reader by "
      "reader, who is asked in a way that it is known to read, by a general "
      "request or by name.";
  CHECK(headlines_of({}) == "");
  CHECK(headlines_of({row(page, 2, kNoai), row(image, 1, kNoai)}) ==
        "All that was received (2 pages, 1 image) stands under a general "
        "request, in a form that machines read, not to be used for AI "
        "training." +
            readers);
  CHECK(headlines_of({row(page, 2, ""), row(document, 1, "")}) ==
        "Nothing that was received (2 pages, 1 document (PDF or EPUB)) stands "
        "under a general request, in a form that machines read, not to be used "
        "for AI training.");
  CHECK(headlines_of({row(page, 2, kNoai), row(page, 3, "")}) ==
        "Of what was received (5 pages), part stands under a general request, "
        "in a form that machines read, not to be used for AI training: 2 "
        "pages. The rest stands under none: 3 pages." +
            readers);
}

TEST_CASE("opt-outs: what asks certain operators alone is said apart") {
  using enum ResourceKind;
  constexpr auto kNamed =
      "Where there is no general request, certain operators are asked it all "
      "the same: for 2 pages, 1 image.";
  const std::string gptbot = "User-agent: GPTBot\nDisallow: /\n";
  const auto none = headlines_of(
      {ruled(page, 2, gptbot), ruled(image, 1, gptbot), row(page, 4, "")});
  CHECK(none.starts_with("Nothing that was received (6 pages, 1 image)"));
  CHECK(none.find(kNamed) != std::string::npos);
  CHECK(none.find("by a general request or by name.") != std::string::npos);
  // A general request beside it is no business of these.
  const auto some = headlines_of(
      {ruled(page, 2, gptbot), ruled(image, 1, gptbot), row(page, 4, kNoai)});
  CHECK(some.find("The rest stands under none: 2 pages, 1 image.") !=
        std::string::npos);
  CHECK(some.find(kNamed) != std::string::npos);
  // What everybody is asked is asked of certain operators as well.
  CHECK(headlines_of({ruled(page, 2, "User-agent: *\nDisallow: /\n")})
            .find("certain operators") == std::string::npos);
}

TEST_CASE("opt-outs: a page's request does not reach its images") {
  using enum ResourceKind;
  constexpr auto kSays = "An image counts by itself";
  CHECK(headlines_of({row(page, 1, kNoai), row(image, 4, "")}).find(kSays) !=
        std::string::npos);
  CHECK(headlines_of({row(page, 1, ""), row(image, 4, kNoai)}).find(kSays) ==
        std::string::npos);
}

TEST_CASE("opt-outs: a robots.txt that cannot be reached asks nothing") {
  signals::Said said;
  said.target = "/";
  crawler::RobotsVersion version;
  version.status = 503;
  said.robots = std::make_shared<const crawler::RobotsVersion>(version);
  signals::MatrixRow made;
  made.count = 1;
  made.readings = signals::Reader().read(said);
  CHECK(headlines_of({made}).starts_with("Nothing that was received"));
}
