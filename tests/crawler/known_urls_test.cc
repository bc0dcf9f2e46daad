// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/known_urls.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>
#include <thread>

using namespace veto::crawler;

TEST_CASE("known URLs: each once, however many") {
  KnownUrls known;
  std::set<std::string> oracle;
  for (int i = 0; i < 20000; ++i) {
    const std::string url = fmt::format("http://a.test/{}", i * i % 7919);
    CHECK(known.contains(url) == oracle.contains(url));
    CHECK(known.insert(url) == oracle.insert(url).second);
  }
  CHECK(known.size() == oracle.size());
  for (const auto& url : oracle) CHECK(known.contains(url));
}

TEST_CASE("known URLs: long ones, empty ones, and those of other bytes") {
  KnownUrls known;
  for (const std::size_t size : {0, 1, 65535, 65536, 70000, 3}) {
    CAPTURE(size);
    const std::string url(size, 'u');
    CHECK(!known.contains(url));
    CHECK(known.insert(url));
    CHECK(known.contains(url));
    CHECK(!known.contains(url + '\0'));
  }
  CHECK(known.size() == 6);
}

TEST_CASE("known URLs: a text that is kept is not known for that") {
  KnownUrls known;
  const auto id = known.keep("http://a.test/");
  CHECK(known.text(id) == "http://a.test/");
  CHECK(!known.contains("http://a.test/"));
  CHECK(known.size() == 0);
  CHECK(known.insert("http://a.test/"));
  CHECK(known.keep("http://a.test/") == id);
}

TEST_CASE("known URLs: asked by one thread while another adds") {
  KnownUrls known;
  std::thread reader([&] {
    for (int i = 0; i < 20000; ++i) {
      // Whatever is said to be known has been added.
      const bool there = known.contains(fmt::format("/{}", i));
      CHECK_FALSE(known.contains(fmt::format("/no{}", i)));
      if (there) CHECK(known.contains(fmt::format("/{}", i)));
    }
  });
  for (int i = 0; i < 20000; ++i) known.insert(fmt::format("/{}", i));
  reader.join();
  CHECK(known.size() == 20000);
}
