// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/rsl_links.h"

#include "tests/audit/signals/families/signals_shown.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using test::shown;

namespace {

Signal stem_at(Source source, std::string url) {
  Signal stem;
  stem.source = source;
  stem.url = std::move(url);
  stem.evidence = "c1";
  return stem;
}

}  // namespace

TEST_CASE("RSL: License records of robots.txt") {
  struct Row {
    const char* value;
    const char* signal;
  };
  const Row rows[] = {
      {"https://e.org/license.xml", "license=https://e.org/license.xml"},
      {"  https://e.org/license.xml\t", "license=https://e.org/license.xml"},
      // The file may lie on another host, and need not be URL-encoded.
      {"http://other.example/a b.xml",
       "license=http://other.example/a%20b.xml"},
      {"https://e.org/l.xml#part", "license=https://e.org/l.xml"},
      // It has to be absolute.
      {"/license.xml", "license=/license.xml !relative_url"},
      {"license.xml", "license=license.xml !relative_url"},
      {"//e.org/license.xml", "license=//e.org/license.xml !relative_url"},
      {"", "license !not_url"},
      {"see our terms", "license=see our terms !not_url"},
      {"mailto:a@e.org", "license=mailto:a@e.org !not_url"},
      {"https://", "license=https:// !not_url"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const Signal signal = rsl_license_record(
        row.value, 7, stem_at(Source::robots, "https://e.org/robots.txt"));
    CHECK(shown(std::vector{signal}) == row.signal);
    CHECK(signal.family == Family::rsl);
    CHECK(signal.source == Source::robots);
    CHECK(signal.line == 7);
    CHECK(signal.evidence == "c1");
  }
}

TEST_CASE("RSL: Link fields") {
  struct Row {
    const char* field;
    const char* signals;
  };
  const Row rows[] = {
      {"<https://e.org/l.xml>; rel=\"license\"; type=\"application/rsl+xml\"",
       "license=https://e.org/l.xml"},
      {"</l.xml>; REL=License; TYPE=Application/RSL+XML",
       "license=https://e.org/l.xml"},
      {"<l.xml>; rel=\"next license\"; type=\"application/rsl+xml; q=1\"",
       "license=https://e.org/a/l.xml"},
      {"<a>; rel=next, <b>; rel=license; type=application/rsl+xml, <c>; "
       "rel=license; type=application/rsl+xml",
       "license=https://e.org/a/b | license=https://e.org/a/c"},
      // A license of another kind is not RSL.
      {"<https://creativecommons.org/licenses/by/4.0/>; rel=license", ""},
      {"<l.xml>; rel=license; type=text/html", ""},
      {"<l.xml>; rel=copyright; type=application/rsl+xml", ""},
      {"<mailto:a@e.org>; rel=license; type=application/rsl+xml",
       "license=mailto:a@e.org !not_url"},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    CHECK(shown(rsl_license_links(
              row.field, stem_at(Source::header, "https://e.org/a/page"))) ==
          row.signals);
  }
}

TEST_CASE("RSL: <link> elements") {
  const Signal stem = stem_at(Source::link, "https://e.org/page");
  const auto read = [&](const char* rel, const char* type, const char* href) {
    const auto signal =
        rsl_license_element(rel, type, href, "https://cdn.e.org/x/", stem);
    return signal ? shown(std::vector{*signal}) : "nothing";
  };
  CHECK(read("license", "application/rsl+xml", "https://e.org/l.xml") ==
        "license=https://e.org/l.xml");
  CHECK(read("LICENSE alternate", "Application/Rsl+Xml", " l.xml ") ==
        "license=https://cdn.e.org/x/l.xml");
  CHECK(read("license", "", "l.xml") == "nothing");
  CHECK(read("license", "text/html", "l.xml") == "nothing");
  CHECK(read("stylesheet", "application/rsl+xml", "l.xml") == "nothing");
}
