// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/content_coding.h"

#include <brotli/encode.h>
#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include "base/gzip.h"

using namespace veto;
using namespace veto::crawler;

namespace {

std::string brotli(const std::string& text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 64;
  std::string out(size, '\0');
  REQUIRE(BrotliEncoderCompress(
              5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, text.size(),
              reinterpret_cast<const std::uint8_t*>(text.data()), &size,
              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

// In two steps: the encoder does not know the size, and so keeps the window.
std::string zstd(const std::string& text, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string out(ZSTD_compressBound(text.size()) + 64, '\0');
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  ZSTD_outBuffer made{out.data(), out.size(), 0};
  for (const auto step : {ZSTD_e_continue, ZSTD_e_end})
    REQUIRE(!ZSTD_isError(ZSTD_compressStream2(context, &made, &in, step)));
  ZSTD_freeCCtx(context);
  out.resize(made.pos);
  return out;
}

std::string zlib(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(text.data()),
                   text.size()) == Z_OK);
  out.resize(size);
  return out;
}

std::string packed(const std::string& coding, const std::string& text) {
  if (coding == "br") return brotli(text);
  if (coding == "zstd") return zstd(text);
  if (coding == "deflate") return zlib(text);
  return gzip_compress(text);
}

Headers coded(const std::string& coding) {
  return {{"Content-Encoding", coding}};
}

constexpr const char* kCodings[] = {"gzip", "x-gzip", "deflate", "br", "zstd"};

}  // namespace

TEST_CASE("every coding that is offered is read") {
  const std::string small = "<title>hello</title>";
  const std::string large = std::string(300000, 'x') + "end";
  for (const std::string coding : kCodings) {
    CAPTURE(coding);
    for (const auto& text : {small, large}) {
      const auto back =
          decode_content(coded(coding), packed(coding, text), 1 << 20);
      REQUIRE(back);
      CHECK(*back == text);
    }
    CHECK(decode_content(coded(coding), "", 100) == "");
  }
}

TEST_CASE("a bomb is refused at the limit") {
  const std::string zeros(32 << 20, '\0');
  for (const std::string coding : kCodings) {
    CAPTURE(coding);
    const std::string bomb = packed(coding, zeros);
    CHECK(bomb.size() < 64 << 10);
    CHECK(decode_content(coded(coding), bomb, 1 << 20).error().kind ==
          ErrorKind::too_large);
  }
}

TEST_CASE("what is cut or no such coding is damage") {
  for (const std::string coding : {"gzip", "br", "zstd"}) {
    CAPTURE(coding);
    const std::string good = packed(coding, "the quick brown fox jumps");
    for (std::size_t size = 1; size < good.size(); ++size) {
      CAPTURE(size);
      CHECK(decode_content(coded(coding), good.substr(0, size), 1000)
                .error()
                .kind == ErrorKind::damaged);
    }
    CHECK(!decode_content(coded(coding), "this is nothing of it", 1000));
  }
}

TEST_CASE("RFC 8878: frames follow one another; windows end at 8 MB") {
  CHECK(decode_content(coded("zstd"), zstd("one,") + zstd("two"), 100) ==
        "one,two");
  const std::string text(100000, 'x');
  CHECK(decode_content(coded("zstd"), zstd(text, 23), 1 << 20) == text);
  CHECK(!decode_content(coded("zstd"), zstd(text, 26), 1 << 20));
}

TEST_CASE("RFC 9110 8.4: codings come off in the reverse order") {
  CHECK(decode_content(coded("gzip, br"), brotli(gzip_compress("text")), 100) ==
        "text");
  const Headers two = {{"Content-Encoding", "zstd"},
                       {"content-encoding", "identity , GZIP"}};
  CHECK(decode_content(two, gzip_compress(zstd("text")), 100) == "text");
  CHECK(
      decode_content(coded("gzip, gzip, gzip, gzip"), "x", 100).error().kind ==
      ErrorKind::unsupported);
  CHECK(decode_content(coded("compress"), "x", 100).error().kind ==
        ErrorKind::unsupported);
}
