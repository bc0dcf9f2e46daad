// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/signal_files.h"

#include <doctest/doctest.h>

#include <string>

using namespace veto;
using namespace veto::crawler;

namespace {

std::string joined(const std::vector<Url>& urls) {
  std::string out;
  for (const Url& url : urls) out += url.href() + " ";
  return out;
}

struct Row {
  const char* rule;
  std::string text;
  std::string urls;
};

}  // namespace

TEST_CASE("RSL 1.0: licences that a robots.txt names") {
  const Row rows[] = {
      {"an absolute URL", "License: https://a.test/l.xml",
       "https://a.test/l.xml "},
      {"the key without case, space around it",
       "\tLICENSE \t: \thttps://a.test/l.xml \t", "https://a.test/l.xml "},
      {"it is in no group",
       "User-agent: x\nDisallow: /\nlicense:https://a.test/",
       "https://a.test/ "},
      {"on another host, several",
       "License: https://a.test/1\r\nLicense: http://b.test:8080/2\r",
       "https://a.test/1 http://b.test:8080/2 "},
      {"each once", "License: https://a.test/1\nLicense: https://a.test/1",
       "https://a.test/1 "},
      {"RFC 9309, section 2.2: comments",
       "License: https://a.test/1 # ours\n# License: https://a.test/2",
       "https://a.test/1 "},
      {"a byte order mark", "\xEF\xBB\xBFLicense: https://a.test/1",
       "https://a.test/1 "},
      {"a relative URL is none", "License: /license.xml", ""},
      {"only http and https", "License: ftp://a.test/l\nLicense: data:,x", ""},
      {"another key", "Licenses: https://a.test/1\nX-License: https://a.test/",
       ""},
      {"no colon", "License https://a.test/1", ""},
      {"no value", "License:", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(joined(licenses_of_robots(row.text)) == row.urls);
  }
  std::string many;
  for (int i = 0; i < 100; ++i)
    many += "License: https://a.test/" + std::to_string(i) + "\n";
  CHECK(licenses_of_robots(many).size() == kMaxNamedLicenses);
}

TEST_CASE("RSL 1.0: licences that Link header fields name") {
  const Url url = Url::parse("https://a.test/dir/page").value();
  const Row rows[] = {
      {"the form of the standard",
       "<https://b.test/l.xml>; rel=\"license\"; type=\"application/rsl+xml\"",
       "https://b.test/l.xml "},
      {"RFC 8288, section 3.1: relative to the response",
       "<l.xml#part>; rel=license; type=application/rsl+xml",
       "https://a.test/dir/l.xml#part "},
      {"parameters of the type",
       "</l>; rel=license; type=\"Application/RSL+XML; charset=utf-8\"",
       "https://a.test/l "},
      {"beside other relations",
       "</a>; rel=next, </l>; rel=\"next license\"; type=application/rsl+xml",
       "https://a.test/l "},
      {"another relation", "</l>; rel=alternate; type=application/rsl+xml", ""},
      {"a licence for people", "</l>; rel=license; type=text/html", ""},
      {"no type", "</l>; rel=license", ""},
      {"no web address",
       "<mailto:x@a.test>; rel=license; type=application/rsl+xml", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const Headers headers = {{"Date", "now"}, {"lINK", row.text}};
    CHECK(joined(licenses_of_headers(headers, url)) == row.urls);
    CHECK(licenses_of_headers({{"X-Link", row.text}}, url).empty());
  }
  const std::string form = "; rel=license; type=application/rsl+xml";
  CHECK(joined(licenses_of_headers(
            {{"Link", "</1>" + form}, {"Link", "</2>" + form}}, url)) ==
        "https://a.test/1 https://a.test/2 ");
}

TEST_CASE("RSL 1.0: licences that <link> elements name") {
  Page page;
  page.links = {{"https://a.test/1", "license", "application/rsl+xml"},
                {"https://a.test/2", "license", ""},
                {"https://a.test/3", "license", "text/html"},
                {"https://a.test/4", "alternate", "application/rsl+xml"},
                {"https://a.test/5", "next license", "application/rsl+xml;x"}};
  CHECK(joined(licenses_of_page(page)) == "https://a.test/1 https://a.test/5 ");
}

TEST_CASE("RFC 9309, section 2.3: the robots.txt of a seed's twins") {
  const Row rows[] = {
      {"https, bare", "https://example.org/a?b#c",
       "http://example.org/robots.txt https://www.example.org/robots.txt "
       "http://www.example.org/robots.txt "},
      {"http, www", "http://www.example.org/",
       "https://www.example.org/robots.txt https://example.org/robots.txt "
       "http://example.org/robots.txt "},
      {"a subdomain has no www", "https://blog.example.org/",
       "http://blog.example.org/robots.txt "},
      {"a default port is none", "https://example.org:443/",
       "http://example.org/robots.txt https://www.example.org/robots.txt "
       "http://www.example.org/robots.txt "},
      {"another port", "https://example.org:8443/", ""},
      {"an IPv4 address", "http://192.0.2.1/", ""},
      {"an IPv6 address", "http://[2001:db8::1]/", ""},
      {"this machine", "http://localhost/", ""},
      {"a name without dots", "http://intranet/",
       "https://intranet/robots.txt "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(joined(twin_robots(Url::parse(row.text).value())) == row.urls);
  }
}
