// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/link_header.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

// "target name=value name=value | target ..."
std::string links_shown(std::string_view field) {
  std::string text;
  for (const WebLink& link : parse_link_header(field)) {
    text += (text.empty() ? "" : " | ") + link.target;
    for (const auto& [name, value] : link.parameters)
      text += " " + name + "=" + value;
  }
  return text;
}

}  // namespace

TEST_CASE("Link: fields as RFC 8288 has them read") {
  struct Row {
    const char* field;
    const char* links;
  };
  const Row rows[] = {
      {"", ""},
      {"<https://e.org/a>", "https://e.org/a"},
      {"<a>; rel=license", "a rel=license"},
      {"<a>;rel=\"license\"", "a rel=license"},
      {"<a> ; REL = \"license\" ; Type=x/y", "a rel=license type=x/y"},
      // Section 3: several links, and commas inside of strings.
      {"<a>; rel=x, <b>; rel=y", "a rel=x | b rel=y"},
      {"<a>; title=\"one, <two>; three\", <b>",
       "a title=one, <two>; three | b"},
      {"<a,b>; rel=x", "a,b rel=x"},
      {"<a>; title=\"say \\\"no\\\" \\\\\"", "a title=say \"no\" \\"},
      // RFC 9110, section 5.6.1.2: empty elements.
      {", ,<a>,, <b>,", "a | b"},
      // A parameter without a value, and empty ones.
      {"<a>; crossorigin; ; rel=x", "a crossorigin= rel=x"},
      // Appendix B.2: what is no link ends the reading.
      {"a; rel=x", ""},
      {"<a>; rel=x, b; rel=y, <c>", "a rel=x"},
      {"<a", ""},
      {"<a>; title=\"never closed, <b>", "a title=never closed, <b>"},
      {"<a>; title=\"end\\", "a title=end"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    CHECK(links_shown(row.field) == row.links);
  }
}

TEST_CASE("Link: the first of two parameters of a name counts") {
  const auto links = parse_link_header("<a>; rel=next; Rel=license");
  REQUIRE(links.size() == 1);
  CHECK(links[0].find("rel") == "next");
  CHECK(links[0].find("type") == std::nullopt);
}

TEST_CASE("relation types are separated by space and have no case") {
  CHECK(has_relation("license", "license"));
  CHECK(has_relation(" next\tLICENSE ", "license"));
  CHECK_FALSE(has_relation("licenses", "license"));
  CHECK_FALSE(has_relation("license,next", "license"));
  CHECK_FALSE(has_relation("", "license"));
}

TEST_CASE("Link: hostile length stays within the limits") {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "<a>,";
  CHECK(parse_link_header(many).size() == kMaxLinks);
  std::string parameters = "<a>";
  for (int i = 0; i < 1000; ++i) parameters += ";a=b";
  CHECK(parse_link_header(parameters)[0].parameters.size() ==
        kMaxLinkParameters);
  CHECK(parse_link_header("<" + std::string(1 << 20, 'a') + ">").empty());
}
