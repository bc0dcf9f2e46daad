// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/matrix.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

Resource resource(const std::string& origin, const std::string& target,
                  bool image, std::vector<Signal> own = {}) {
  Resource made;
  made.url = origin + target;
  made.origin = origin;
  made.said.target = target;
  made.said.kind = image ? ResourceKind::image : ResourceKind::page;
  made.said.own = std::move(own);
  return made;
}

Signal noarchive() {
  Signal signal;
  signal.name = "noarchive";
  signal.raw = "X-Robots-Tag: noarchive";
  return signal;
}

}  // namespace

TEST_CASE("matrix: five thousand pages that say the same are one row") {
  signals::Site site;
  for (int i = 0; i < 5000; ++i) {
    auto page = resource("https://a.example", "/" + std::to_string(i), false);
    site.resources.emplace(page.url, std::move(page));
  }
  for (auto& other : {resource("https://a.example", "/x", false, {noarchive()}),
                      resource("https://a.example", "/x.jpg", true),
                      resource("https://b.example", "/x.jpg", true)})
    site.resources.emplace(other.url, other);
  const auto rows = matrix_of(site);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].count == 5000);
  CHECK(rows[0].urls.size() == kMaxRowUrls);
  CHECK(rows[0].kind == ResourceKind::page);
  CHECK(rows[1].urls == std::vector<std::string>{"https://a.example/x"});
  const auto training = static_cast<std::size_t>(Column::training);
  CHECK(rows[0].overview[training].reserved == 0);
  CHECK(rows[1].overview[training].reserved == 2);  // Bing and Amazon
  CHECK(rows[2].kind == ResourceKind::image);
  CHECK(rows[3].origin == "https://b.example");
}
