// SPDX-License-Identifier: GPL-3.0-or-later
//
// What parse_page reads, element by element.
#include "crawler/api/page.h"

#include "crawler/srcset.h"
#include "tests/crawler/page_table.h"

using namespace veto;
using crawler::ImageSource;
using test::images_of;
using test::joined;
using test::links_of;
using test::page_of;
using test::Strings;

namespace {

struct ExpectedRow {
  std::string html;
  Strings expected;
};

const std::string kHere = "https://example.org/dir/";

}  // namespace

TEST_CASE("to_string: where an image was named") {
  CHECK(to_string(ImageSource::img) == "img");
  CHECK(to_string(ImageSource::srcset) == "srcset");
  CHECK(to_string(ImageSource::picture) == "picture");
  CHECK(to_string(ImageSource::link) == "link");
  CHECK(to_string(ImageSource::meta) == "meta");
  CHECK(to_string(ImageSource::input) == "input");
  CHECK(to_string(ImageSource::video_poster) == "video_poster");
  CHECK(to_string(ImageSource::icon) == "icon");
  CHECK(to_string(ImageSource::background) == "background");
  CHECK(to_string(ImageSource::json_ld) == "json_ld");
}

TEST_CASE("links: elements") {
  for (const ExpectedRow& row : std::initializer_list<ExpectedRow>{
           {"<a href=x>", {kHere + "x"}},
           {"<A HREF='/x' REL=\"NoFollow UGC\">",
            {"https://example.org/x nofollow ugc"}},
           {"<map><area href=../y></map>", {"https://example.org/y"}},
           {"<iframe src=//cdn.example/f></iframe>", {"https://cdn.example/f"}},
           {"<iframe data-src=late></iframe>", {kHere + "late"}},
           {"<frameset><frame src=f1><frame src=f2></frameset>",
            {kHere + "f1", kHere + "f2"}},
           {"<svg><a xlink:href='s'><text>x</text></a></svg>", {kHere + "s"}},
           {"<link rel=canonical href=/c>",
            {"https://example.org/c canonical"}},
           {"<link rel='Next' href=2>", {kHere + "2 next"}},
           {"<link rel=prev href=0><link rel=previous href=0>",
            {kHere + "0 prev", kHere + "0 previous"}},
           {"<link rel='alternate' hreflang=de href=de>",
            {kHere + "de alternate"}},
           {"<link rel=license href=rsl.xml>", {kHere + "rsl.xml license"}},
           {"<link rel=stylesheet href=s.css><link rel=preconnect href=//x>",
            {}},
           {"<noscript><a href=n>x</a></noscript>", {kHere + "n"}},
           {"<template><a href=t>x</a></template>", {kHere + "t"}},
           {"<a href=1>a<a href=2>b", {kHere + "1", kHere + "2"}},
           {"<a href=x><a href=x>", {kHere + "x", kHere + "x"}}}) {
    CAPTURE(row.html);
    CHECK(joined(links_of(row.html)) == joined(row.expected));
  }
}

TEST_CASE("links: the type of a <link> (HTML Standard, 4.2.4)") {
  struct Row {
    const char* html;
    const char* type;
  };
  const Row rows[] = {
      // RSL 1.0: what it names is a licence for machines, not for people.
      {"<link rel=license type=application/rsl+xml href=l>",
       "application/rsl+xml"},
      {"<link rel=license type=' Application/RSL+XML ' href=l>",
       "application/rsl+xml"},
      {"<link rel=license href=l>", ""},
      {"<a rel=license type=application/rsl+xml href=l>", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.html);
    const crawler::Page page = page_of(row.html);
    REQUIRE(page.links.size() == 1);
    CHECK(page.links[0].type == row.type);
  }
  const std::string endless(10'000, 'x');
  const Page page =
      test::page_of("<link rel=next href=l type=" + endless + ">");
  REQUIRE(page.links.size() == 1);
  CHECK(page.links[0].type.size() < 1000);
}

TEST_CASE("links: what is no http or https URL is none") {
  for (const char* href :
       {"javascript:void(0)", "mailto:a@b", "tel:1", "data:text/html,x",
        "ftp://x/", "about:blank", "http://", "http://[", "", "  "}) {
    CAPTURE(href);
    CHECK(links_of("<a href='" + std::string(href) + "'>").empty());
  }
}

TEST_CASE("links: absolute, without fragment") {
  CHECK(links_of("<a href='#top'>") == Strings{kHere + "page.html?q"});
  CHECK(links_of("<a href='x#y'>") == Strings{kHere + "x"});
  CHECK(links_of("<a href=' \n x \t '>") == Strings{kHere + "x"});
  CHECK(links_of("<a href='?a=1&amp;b=2'>") ==
        Strings{kHere + "page.html?a=1&b=2"});
  CHECK(page_of("").url == kHere + "page.html?q");
}

TEST_CASE("base: the first one with href, for the whole page") {
  for (const ExpectedRow& row : std::initializer_list<ExpectedRow>{
           {"<base href='/other/'><a href=x>", {"https://example.org/other/x"}},
           {"<a href=x><base href=https://b.example/>",
            {"https://b.example/x"}},
           {"<base target=_top><base href=/1/><base href=/2/><a href=x>",
            {"https://example.org/1/x"}},
           {"<base href='javascript:0'><a href=x>", {kHere + "x"}},
           {"<base href='data:text/html,x'><a href=x>", {kHere + "x"}},
           {"<base href='http://['><a href=x>", {kHere + "x"}},
           {"<!-- <base href=/no/> --><a href=x>", {kHere + "x"}}}) {
    CAPTURE(row.html);
    CHECK(joined(links_of(row.html)) == joined(row.expected));
  }
}

TEST_CASE("images: elements") {
  for (const ExpectedRow& row : std::initializer_list<ExpectedRow>{
           {"<img src=a.jpg>", {"img " + kHere + "a.jpg"}},
           {"<image src=a.jpg>", {"img " + kHere + "a.jpg"}},
           {"<img src=a.jpg srcset='b.jpg 2x, c.jpg 3x'>",
            {"img " + kHere + "a.jpg", "srcset " + kHere + "b.jpg",
             "srcset " + kHere + "c.jpg"}},
           {"<img src=a.jpg srcset='a.jpg 1x, b.jpg 2x'>",
            {"img " + kHere + "a.jpg", "srcset " + kHere + "b.jpg"}},
           {"<img src='data:image/gif;base64,R0lGOD' data-src=late.jpg>",
            {"img " + kHere + "late.jpg"}},
           {"<img data-original=o.jpg data-srcset='s.jpg 2x'>",
            {"img " + kHere + "o.jpg", "srcset " + kHere + "s.jpg"}},
           {"<picture><source srcset='a.webp, b.webp 2x'><img src=c.jpg>"
            "</picture>",
            {"picture " + kHere + "a.webp", "picture " + kHere + "b.webp",
             "img " + kHere + "c.jpg"}},
           {"<source srcset=a.webp>", {}},
           {"<picture></picture><source srcset=a.webp>", {}},
           {"<video poster=p.jpg><source src=v.mp4></video>",
            {"video_poster " + kHere + "p.jpg"}},
           {"<input type=IMAGE src=go.png>", {"input " + kHere + "go.png"}},
           {"<input type=text src=go.png><input src=go.png>", {}},
           {"<link rel='shortcut ICON' href=/favicon.ico>",
            {"icon https://example.org/favicon.ico"}},
           {"<link rel=apple-touch-icon href=t.png>",
            {"icon " + kHere + "t.png"}},
           {"<link rel=image_src href=t.png>", {"link " + kHere + "t.png"}},
           {"<link rel=preload as=image href=h.jpg imagesrcset='i.jpg 2x'>",
            {"link " + kHere + "h.jpg", "link " + kHere + "i.jpg"}},
           {"<link rel=preload as=script href=h.js>", {}},
           {"<meta property=og:image content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta name='og:image' content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta name='Twitter:Image' content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta property='twitter:image:src' content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta property='og:image:secure_url' content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta itemprop=image content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<meta property=og:image:width content=200>", {}},
           {"<meta name=og:image property=og:image content=/o.jpg>",
            {"meta https://example.org/o.jpg"}},
           {"<svg><image href=s.png /><image xlink:href='t.png'/></svg>",
            {"img " + kHere + "s.png", "img " + kHere + "t.png"}},
           {"<noscript><img src=n.jpg></noscript>", {"img " + kHere + "n.jpg"}},
           {"<img src=' data:image/png,x'><img src=DATA:x><img src=blob:x>",
            {}},
           {"<img alt=x><img src><img src=''>", {}}}) {
    CAPTURE(row.html);
    CHECK(joined(images_of(row.html)) == joined(row.expected));
  }
}

TEST_CASE("images: the same file in two elements counts twice") {
  CHECK(images_of("<img src=a><img src=a>").size() == 2);
}

TEST_CASE("srcset: HTML Standard, parse a srcset attribute") {
  struct Srcset {
    const char* text;
    std::vector<std::string_view> urls;
  };
  for (const Srcset& row : std::initializer_list<Srcset>{
           {"", {}},
           {" , ,, ", {}},
           {"a", {"a"}},
           {"a 1x, b 2x", {"a", "b"}},
           {"a,b", {"a,b"}},
           {"a, b", {"a", "b"}},
           {"a,, b", {"a", "b"}},
           {"a 100w,b 200w", {"a", "b"}},
           {"\ta\n1x\f,\rb", {"a", "b"}},
           {"a (x, y) 2x, b", {"a", "b"}},
           {"a (x, y", {"a"}},
           {"data:image/png;base64,AAA= 1x, b 2x",
            {"data:image/png;base64,AAA=", "b"}},
           {"/t/w_100,h_100/a.jpg 1x, b", {"/t/w_100,h_100/a.jpg", "b"}}}) {
    CAPTURE(row.text);
    CHECK(crawler::srcset_urls(row.text) == row.urls);
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "x, ";
  CHECK(crawler::srcset_urls(many).size() == crawler::kMaxSrcsetCandidates);
}
