// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/link_header.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace veto {
namespace {

struct Row {
  const char* rule;
  std::string value;
  std::vector<LinkValue> links;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const auto links = parse_link_header(row.value);
    REQUIRE(links.size() == row.links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
      CHECK(links[i].target == row.links[i].target);
      CHECK(links[i].rel == row.links[i].rel);
      CHECK(links[i].type == row.links[i].type);
      CHECK(links[i].anchor == row.links[i].anchor);
    }
  }
}

const LinkValue kLicense{"https://example.org/license.xml", "license",
                         "application/rsl+xml", std::nullopt};

TEST_CASE("a link value has a target and parameters (RFC 8288, section 3)") {
  check({
      {"RSL 1.0's form",
       "<https://example.org/license.xml>; rel=\"license\"; "
       "type=\"application/rsl+xml\"",
       {kLicense}},
      {"section 3: token and quoted-string are equal",
       "<https://example.org/license.xml>;rel=license;type=application/rsl+xml",
       {kLicense}},
      {"section 3: names and relation types without case",
       "<https://example.org/license.xml>; REL=License; "
       "Type=\"Application/RSL+XML\"",
       {kLicense}},
      {"section 3: white space around ';' and '='",
       "  <https://example.org/license.xml> ;\trel = license ; type = "
       "\"application/rsl+xml\" ",
       {kLicense}},
      {"section 3: a relative target is left as written",
       "</tdm policy.json>; rel=tdm-policy",
       {{"/tdm policy.json", "tdm-policy", "", std::nullopt}}},
      {"section 3.3: of two rel the first counts",
       "<a>; rel=license; rel=next",
       {{"a", "license", "", std::nullopt}}},
      {"section 3.3: an empty first rel counts as well",
       "<a>; rel=; rel=license",
       {{"a", "", "", std::nullopt}}},
      {"section 3.4.1: of two type the first counts",
       "<a>; rel=license; type=text/html; type=application/rsl+xml",
       {{"a", "license", "text/html", std::nullopt}}},
      {"section 3.3: several relation types",
       "<a>; rel=\"start  license\"",
       {{"a", "start  license", "", std::nullopt}}},
      {"section 3.2: anchor",
       "<a>; anchor=\"#part\"; rel=license",
       {{"a", "license", "", "#part"}}},
      {"section 3.2: an empty anchor is one",
       "<a>; anchor=\"\"; rel=license",
       {{"a", "license", "", ""}}},
      {"section 3.4.2: other parameters are passed over",
       "<a>; title=\"rel=next; x, <b>\"; title*=UTF-8''x; flag; rel=license",
       {{"a", "license", "", std::nullopt}}},
      {"no rel at all", "<a>", {{"a", "", "", std::nullopt}}},
  });
}

TEST_CASE("a field may hold several links (RFC 8288, section 3.5)") {
  const LinkValue a{"a", "license", "", std::nullopt};
  const LinkValue b{"b", "next", "", std::nullopt};
  check({
      {"a comma between", "<a>; rel=license, <b>; rel=next", {a, b}},
      {"RFC 9110, section 5.6.1.2: empty elements",
       ", ,<a>;rel=license,,<b>;rel=next,",
       {a, b}},
      {"a comma in a target is part of it",
       "<a,b>; rel=next",
       {{"a,b", "next", "", std::nullopt}}},
      {"a comma in a quoted string is part of it",
       "<a>; title=\"x, <c>\"; rel=license, <b>; rel=next",
       {a, b}},
      {"an escaped quote does not end a string (appendix B.4)",
       "<a>; title=\"x\\\", <c>; rel=prev\"; rel=license",
       {a}},
  });
}

TEST_CASE("what cannot be read ends the field (appendix B.2)") {
  const LinkValue a{"a", "license", "", std::nullopt};
  check({
      {"nothing", "", {}},
      {"no '<'", "https://example.org/license.xml; rel=license", {}},
      {"no '>'", "<https://example.org/license.xml; rel=license", {}},
      {"text after the first link",
       "<a>; rel=license x, <b>; rel=next",
       {{"a", "license x", "", std::nullopt}, {"b", "next", "", std::nullopt}}},
      {"text between target and parameters",
       "<a> x; rel=license",
       {{"a", "", "", std::nullopt}}},
      {"the second has no '<'", "<a>; rel=license, b; rel=next", {a}},
      {"a string that is not closed", "<a>; rel=\"license", {a}},
      {"a string that ends in a backslash", "<a>; rel=\"license\\", {a}},
      {"bytes that are no text",
       std::string("<a\0>; rel=license", 17),
       {{std::string("a\0", 2), "license", "", std::nullopt}}},
  });
}

TEST_CASE("a field is read up to its limits") {
  std::string many;
  for (std::size_t i = 0; i < 2 * kMaxLinkValues; ++i) many += "<a>;rel=x,";
  CHECK(parse_link_header(many).size() == kMaxLinkValues);
  const std::string padding(kMaxLinkField, ' ');
  CHECK(parse_link_header(padding + "<a>").empty());
  CHECK(parse_link_header(std::string(kMaxLinkField - 3, ' ') + "<a>").size() ==
        1);
}

TEST_CASE("relation types are compared one by one, without case") {
  struct {
    const char* rel;
    bool has;
  } const rows[] = {
      {"license", true},          {"LICENSE", true},    {"next license", true},
      {"next\n\tlicense ", true}, {"license-x", false}, {"sublicense", false},
      {"license,next", false},    {"", false},          {" ", false}};
  for (const auto& row : rows) {
    CAPTURE(row.rel);
    CHECK(has_relation(row.rel, "license") == row.has);
  }
}

}  // namespace
}  // namespace veto
