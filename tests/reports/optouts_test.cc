// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/optouts.h"

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
  CHECK(headlines_of({}) == "");
  CHECK(headlines_of({row(page, 2, kNoai), row(image, 1, kNoai)}) ==
        "All that was received (2 pages, 1 image) asks, in a form that "
        "machines read, not to be used for AI training.");
  CHECK(headlines_of({row(page, 2, ""), row(document, 1, "")}) ==
        "Nothing that was received (2 pages, 1 document (PDF or EPUB)) asks, "
        "in a form that machines read, not to be used for AI training.");
  CHECK(headlines_of({row(page, 2, kNoai), row(page, 3, "")}) ==
        "Of what was received (5 pages), part asks, in a form that machines "
        "read, not to be used for AI training: 2 pages. The rest does not: 3 "
        "pages.");
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
