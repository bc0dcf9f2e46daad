// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/listing.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/gzip.h"

using namespace veto;
using namespace veto::crawler;
using Form = Listing::Form;
using Urls = std::vector<std::string>;

namespace {

const Url kBase = *Url::parse("https://a.test/maps/list.xml");

Listing read(std::string_view text) { return read_listing(text, kBase); }

std::string urlset(std::string_view inner) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">"
      "{}</urlset>",
      inner);
}

}  // namespace

TEST_CASE("what sitemaps and feeds list") {
  struct Case {
    const char* name;
    std::string text;
    Form form;
    Urls pages;
    Urls images;
    Urls listings;
  };
  const Case cases[] = {
      {"urlset",
       urlset(
           "<url><loc>https://a.test/1</loc><lastmod>2026-01-01</lastmod>"
           "</url><url><loc>\n  https://a.test/2?a=1&amp;b=2 \n</loc></url>"),
       Form::urlset,
       {"https://a.test/1", "https://a.test/2?a=1&b=2"},
       {},
       {}},
      {"images, twice, and a title between",
       urlset("<url><loc>https://a.test/1</loc><image:image><image:loc>"
              "https://cdn.test/1.jpg</image:loc><image:title>x</image:title>"
              "</image:image><image:image><image:loc>https://a.test/2.jpg"
              "</image:loc></image:image></url>"),
       Form::urlset,
       {"https://a.test/1"},
       {"https://cdn.test/1.jpg", "https://a.test/2.jpg"},
       {}},
      {"no namespaces, another prefix",
       "<urlset><url><loc>https://a.test/1</loc><i:image><i:loc>"
       "https://a.test/1.jpg</i:loc></i:image></url></urlset>",
       Form::urlset,
       {"https://a.test/1"},
       {"https://a.test/1.jpg"},
       {}},
      {"a default namespace on another prefix",
       "<s:urlset xmlns:s='x'><s:url><s:loc>https://a.test/1</s:loc></s:url>"
       "</s:urlset>",
       Form::urlset,
       {"https://a.test/1"},
       {},
       {}},
      {"video thumbnails, news, alternates",
       "<urlset><url><loc>https://a.test/v</loc><video:video>"
       "<video:thumbnail_loc>https://a.test/t.jpg</video:thumbnail_loc>"
       "<video:content_loc>https://a.test/v.mp4</video:content_loc>"
       "</video:video><news:news><news:title>x</news:title></news:news>"
       "<xhtml:link rel='alternate' hreflang='de' href='https://a.test/de'/>"
       "</url></urlset>",
       Form::urlset,
       {"https://a.test/v", "https://a.test/de"},
       {"https://a.test/t.jpg"},
       {}},
      {"index",
       "<sitemapindex><sitemap><loc>https://a.test/1.xml.gz</loc></sitemap>"
       "<sitemap><loc>/2.xml</loc></sitemap></sitemapindex>",
       Form::index,
       {},
       {},
       {"https://a.test/1.xml.gz", "https://a.test/2.xml"}},
      {"CDATA and numeric references",
       "<urlset><url><loc><![CDATA[https://a.test/?a&b]]></loc></url><url>"
       "<loc>https://a.test/&#x41;&#66;</loc></url></urlset>",
       Form::urlset,
       {"https://a.test/?a&b", "https://a.test/AB"},
       {},
       {}},
      {"text",
       "\xEF\xBB\xBFhttps://a.test/1\r\nhttps://a.test/2\n\n",
       Form::text,
       {"https://a.test/1", "https://a.test/2"},
       {},
       {}},
      {"RSS 2.0",
       "<rss version='2.0'><channel><link>https://a.test/</link><image><url>"
       "https://a.test/logo.png</url><link>https://a.test/</link></image>"
       "<item><title>x</title><link>https://a.test/1</link><enclosure "
       "url='https://a.test/1.jpg' type='image/jpeg' length='1'/>"
       "<media:content url='https://cdn.test/2' medium='image'/>"
       "<media:thumbnail url='https://cdn.test/3'/>"
       "<content:encoded>x</content:encoded></item><item><link>/2</link>"
       "<enclosure url='https://a.test/p.mp3' type='audio/mpeg'/></item>"
       "</channel></rss>",
       Form::rss,
       {"https://a.test/1", "https://a.test/2"},
       {"https://a.test/logo.png", "https://a.test/1.jpg", "https://cdn.test/2",
        "https://cdn.test/3"},
       {}},
      {"Atom links in RSS items",
       "<rss><channel><item><atom:link rel='replies' href='/comments'/>"
       "<atom:link href='/1'/></item></channel></rss>",
       Form::rss,
       {"https://a.test/1"},
       {},
       {}},
      {"RSS items that only have a guid",
       "<rss><channel><item><guid>https://a.test/1</guid></item><item>"
       "<guid isPermaLink='false'>tag:1</guid></item><item><guid>"
       "https://a.test/g</guid><link>https://a.test/2</link></item></channel>"
       "</rss>",
       Form::rss,
       {"https://a.test/1", "https://a.test/2"},
       {},
       {}},
      {"a picture by its name alone",
       "<rss><channel><item><link>/1</link><media:content url='/x.JPG'/>"
       "<media:content url='/x.mp4'/></item></channel></rss>",
       Form::rss,
       {"https://a.test/1"},
       {"https://a.test/x.JPG"},
       {}},
      {"RSS 1.0",
       "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'><channel>"
       "<link>https://a.test/</link></channel><item rdf:about='x'><link>"
       "https://a.test/1</link></item></rdf:RDF>",
       Form::rss,
       {"https://a.test/1"},
       {},
       {}},
      {"Atom",
       "<feed xmlns='http://www.w3.org/2005/Atom'><link "
       "href='https://a.test/'/>"
       "<logo>/logo.png</logo><entry><link href='/1'/><link rel='alternate' "
       "href='/2'/><link rel='edit' href='/edit'/><link rel='enclosure' "
       "type='image/png' href='/e.png'/><content type='html'>x</content>"
       "<media:thumbnail url='/t.jpg'/></entry></feed>",
       Form::atom,
       {"https://a.test/1", "https://a.test/2"},
       {"https://a.test/logo.png", "https://a.test/e.png",
        "https://a.test/t.jpg"},
       {}},
      {"a document type without declarations",
       "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' "
       "'http://my.netscape.com/rss-0.91.dtd'><rss><channel><item><title>a"
       "&nbsp;b</title><link>/1</link></item></channel></rss>",
       Form::rss,
       {"https://a.test/1"},
       {},
       {}},
      {"ISO-8859-1, and an empty line before the declaration",
       "\n<?xml version='1.0' encoding='ISO-8859-1'?><urlset><url><loc>"
       "https://a.test/\xFC</loc></url></urlset>",
       Form::urlset,
       {"https://a.test/%C3%BC"},
       {},
       {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Listing listing = read(c.text);
    CHECK(listing.form == c.form);
    CHECK(listing.pages == c.pages);
    CHECK(listing.images == c.images);
    CHECK(listing.listings == c.listings);
    CHECK(listing.problem == "");
    const Listing packed = read(gzip_compress(c.text));
    CHECK(packed.pages == c.pages);
    CHECK(packed.images == c.images);
  }
}

TEST_CASE("what cannot be read is said, what came before it is kept") {
  struct Case {
    const char* name;
    std::string text;
    std::size_t pages;
    const char* problem;
  };
  const std::string one = "<urlset><url><loc>https://a.test/1</loc></url>";
  std::string deep = one;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  const Case cases[] = {
      {"broken off", one + "<url><loc>https://a.t", 1, "not well-formed"},
      {"a bare ampersand",
       one + "<url><loc>https://a.test/?a&b</loc></url></urlset>", 1,
       "not well-formed XML at line 1"},
      {"empty", "", 0, "neither a sitemap nor a feed"},
      {"HTML", "<!DOCTYPE html><html><body>Not found</body></html>", 0,
       "neither a sitemap nor a feed"},
      {"prose", "there is nothing here\n", 0, "neither a sitemap nor a feed"},
      {"entities of its own",
       "<!DOCTYPE u [<!ENTITY a 'https://a.test/'>]><urlset><url><loc>&a;</loc>"
       "</url></urlset>",
       0, "neither a sitemap nor a feed"},
      {"nesting", deep, 1, "nested deeper than 64"},
      {"an encoding nobody knows",
       "<?xml version='1.0' encoding='x-none'?>" + one + "</urlset>", 0,
       "neither a sitemap nor a feed"},
      {"other schemes",
       "<urlset><url><loc>ftp://a.test/</loc></url><url><loc>javascript:1"
       "</loc></url><url><loc>https://a.test/1</loc></url></urlset>",
       1, "2 entries are no http or https URL, for example ftp://a.test/"},
      {"damaged gzip", "\x1F\x8B nonsense", 0, "its gzip is damaged"},
      {"a bomb", gzip_compress(std::string(60 << 20, ' ')), 0,
       "larger than 50 MB once unpacked"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Listing listing = read(c.text);
    CHECK(listing.pages.size() == c.pages);
    CAPTURE(listing.problem);
    CHECK(listing.problem.find(c.problem) != std::string::npos);
  }
}

TEST_CASE("a billion laughs are not heard") {
  std::string text = "<!DOCTYPE lolz [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 20; ++i)
    text += fmt::format("<!ENTITY l{0} '&l{1};&l{1};&l{1};&l{1};&l{1};'>", i,
                        i - 1);
  text += "]><urlset><url><loc>https://a.test/&l19;</loc></url></urlset>";
  CHECK(read(text).pages.empty());
  CHECK(!read(text).problem.empty());
}

TEST_CASE("bounds: 50,000 URLs, 200,000 images, a URL of any length") {
  std::string text = "<urlset>";
  for (std::size_t i = 0; i < kMaxListed + 10; ++i)
    text += fmt::format("<url><loc>http://a.test/{}</loc></url>", i);
  Listing listing = read(text + "</urlset>");
  CHECK(listing.pages.size() == kMaxListed);
  CHECK(listing.problem.find("more than 50000 URLs") != std::string::npos);
  text = "<urlset><url>";
  for (std::size_t i = 0; i < kMaxListedImages + 10; ++i)
    text +=
        fmt::format("<i:image><i:loc>http://a.test/{}</i:loc></i:image>", i);
  listing = read(text + "</url></urlset>");
  CHECK(listing.images.size() == kMaxListedImages);
  CHECK(!listing.problem.empty());
  listing =
      read("<urlset><url><loc>http://a.test/" + std::string(1 << 20, 'x') +
           "</loc></url><url><loc>"
           "http://a.test/1</loc></url></urlset>");
  CHECK(listing.pages == Urls{"http://a.test/1"});
  CHECK(listing.problem.starts_with("1 entries are no http"));
}

TEST_CASE("media types that may be a listing") {
  for (const char* mime : {"text/xml", "application/xml", "application/rss+xml",
                           "application/atom+xml", "application/rdf+xml"})
    CHECK(may_be_listing(mime));
  for (const char* mime : {"", "text/html", "application/xhtml+xml",
                           "image/svg+xml", "text/plain"})
    CHECK(!may_be_listing(mime));
}
