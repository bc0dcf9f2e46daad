// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/http_message.h"

#include <doctest/doctest.h>

#include "base/gzip.h"
#include "crawler/content_coding.h"
#include "crawler/follow.h"

using namespace veto;
using namespace veto::crawler;

TEST_CASE("a head is read as browsers read it") {
  const auto head = parse_http_head(
      "HTTP/1.1 200\r\nA: 1\r\na:  2 \r\nFolded: x\r\n  y\r\nno field\r\n"
      "Bad Name: z\r\nEmpty:\r\n\r\nbody: no\r\n");
  REQUIRE(head);
  CHECK(head->status == 200);
  const Headers expected = {
      {"A", "1"}, {"a", "2"}, {"Folded", "x y"}, {"Empty", ""}};
  CHECK(head->headers == expected);
  CHECK(find_header(head->headers, "A") == "1");
  CHECK(all_headers(head->headers, "a").size() == 2);
  CHECK(parse_http_head("HTTP/1.0 404 Not Found\nA: b\n\n")->status == 404);
}

TEST_CASE("what is no head is damaged") {
  for (const char* text : {"", "ICY 200 OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
                           "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 20\r\n\r\n"}) {
    CAPTURE(text);
    CHECK(parse_http_head(text).error().kind == ErrorKind::damaged);
  }
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 3000; ++i) many += "a: b\r\n";
  CHECK(parse_http_head(many).error().kind == ErrorKind::too_large);
}

TEST_CASE("a head ends at its empty line") {
  CHECK(http_head_size("HTTP/1.1 200 OK\r\n\r\nbody") == 19);
  CHECK(http_head_size("HTTP/1.1 200 OK\n\nbody") == 17);
  CHECK(http_head_size("HTTP/1.1 200 OK\r\n") == 0);
  CHECK(http_head_size("") == 0);
}

TEST_CASE("essence of a content type") {
  CHECK(mime_essence("Text/HTML; charset=x") == "text/html");
  CHECK(mime_essence(" image/png ") == "image/png");
  CHECK(mime_essence("nonsense") == "");
  CHECK(mime_essence("a/b/c") == "");
}

TEST_CASE("only a transfer coding changes the archived head") {
  const std::string plain = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
  CHECK(archived_head(plain, 2) == plain);
  CHECK(archived_head("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n"
                      "Content-Length: 99\r\nX: y\r\n\r\n",
                      5) ==
        "HTTP/1.1 200 OK\r\n"
        "X-Archive-Orig-transfer-encoding: chunked\r\n"
        "X-Archive-Orig-Content-Length: 99\r\nX: y\r\n"
        "Content-Length: 5\r\n\r\n");
}

TEST_CASE("content codings are taken off, within their limits") {
  const std::string once = gzip_compress("hello");
  const std::string twice = gzip_compress(once);
  CHECK(decode_content({}, "hello", 5) == "hello");
  CHECK(decode_content({{"Content-Encoding", "gzip"}}, once, 5) == "hello");
  CHECK(decode_content({{"content-encoding", "gzip, x-gzip"}}, twice, 99) ==
        "hello");
  CHECK(decode_content({{"Content-Encoding", "identity"}}, "x", 5) == "x");
  CHECK(decode_content({{"Content-Encoding", "gzip"}}, "", 5) == "");
  CHECK(decode_content({{"Content-Encoding", "gzip"}}, once, 4).error().kind ==
        ErrorKind::too_large);
  CHECK(decode_content({{"Content-Encoding", "compress"}}, once, 4)
            .error()
            .kind == ErrorKind::unsupported);
  CHECK(
      decode_content({{"Content-Encoding", "gzip"}}, "hello", 9).error().kind ==
      ErrorKind::damaged);
  CHECK(decode_content({{"Content-Encoding", "gzip,gzip,gzip,gzip"}}, "x", 9)
            .error()
            .kind == ErrorKind::unsupported);
}

TEST_CASE("nofollow is honoured where it speaks to us") {
  struct Case {
    const char* meta_name;
    const char* meta;
    const char* header;
    bool follow;
  };
  const Case cases[] = {
      {"robots", "index, follow", "", true},
      {"robots", "noindex, NoFollow", "", false},
      {"robots", "none", "", false},
      {"veto", "nofollow", "", false},
      {"googlebot", "nofollow", "", true},
      {"", "", "noarchive, nofollow", false},
      {"", "", "veto: nofollow", false},
      {"", "", "otherbot: nofollow", true},
      {"", "", "max-snippet: 5, nofollow", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.meta);
    CAPTURE(c.header);
    Page page;
    page.metas.push_back({c.meta_name, c.meta});
    CHECK(may_follow(page, {{"X-Robots-Tag", c.header}}, "veto") == c.follow);
  }
}
