// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <set>

#include "base/gzip.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_record.h"
#include "crawler/warc_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::crawler;

namespace {

WarcExchange sample() {
  WarcExchange exchange;
  exchange.run_id = "20261123T094424.123456Z";
  exchange.url = "http://example.org/a";
  exchange.time = *parse_rfc3339("2026-11-23T09:44:24.123Z");
  exchange.remote_ip = "192.0.2.1";
  exchange.request_head = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
  exchange.response_head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  exchange.body = "ok";
  exchange.payload_digest = sha256(exchange.body);
  return exchange;
}

WarcWriter::Options options_for(const std::filesystem::path& dir) {
  WarcWriter::Options options;
  options.case_dir = dir;
  options.run_id = "r1";
  options.user_agent = "veto/0.1";
  options.now = *parse_rfc3339("2026-11-23T09:44:24Z");
  return options;
}

std::string members() {
  return gzip_compress(warc_response(sample())) +
         gzip_compress(warc_request(sample()));
}

std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> piece;
  while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe))
    out.append(piece.data(), n);
  CHECK(::pclose(pipe) == 0);
  return out;
}

}  // namespace

TEST_CASE("a response record carries what WARC 1.1 asks for") {
  const std::string bytes = warc_response(sample());
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->size == bytes.size());
  CHECK(record->field("warc-type") == "response");
  CHECK(record->field("WARC-Date") == "2026-11-23T09:44:24.123Z");
  CHECK(record->field("WARC-Target-URI") == "http://example.org/a");
  CHECK(record->field("WARC-IP-Address") == "192.0.2.1");
  CHECK(record->field("Content-Type") == "application/http;msgtype=response");
  CHECK(record->field("WARC-Payload-Digest") == sha256("ok").labelled());
  CHECK(record->field("WARC-Block-Digest") == sha256(record->block).labelled());
  CHECK(!record->field("WARC-Truncated"));
  CHECK(record->block == sample().response_head + "ok");
  std::set<std::string> names;
  for (const auto& [name, value] : record->fields)
    CHECK(names.insert(name).second);  // no field twice
}

TEST_CASE("a request record points to its response") {
  const std::string request = warc_request(sample());
  const std::string response = warc_response(sample());
  const auto from = parse_warc_record(request);
  const auto to = parse_warc_record(response);
  REQUIRE(from);
  REQUIRE(to);
  CHECK(from->field("WARC-Concurrent-To") == to->field("WARC-Record-ID"));
  CHECK(from->field("WARC-Record-ID") != to->field("WARC-Record-ID"));
  CHECK(from->field("WARC-Date") == to->field("WARC-Date"));
  CHECK(from->block == sample().request_head);
  CHECK(!from->field("WARC-Payload-Digest"));
}

TEST_CASE("a cut body is marked") {
  WarcExchange cut = sample();
  cut.truncated = true;
  const std::string bytes = warc_response(cut);
  CHECK(parse_warc_record(bytes)->field("WARC-Truncated") == "length");
}

TEST_CASE("warcinfo has no target, no payload and no concurrent records") {
  const std::string bytes =
      warc_info({"veto-r1-00001.warc.gz", "r1", UtcTime(), "veto/0.1"});
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->field("WARC-Filename") == "veto-r1-00001.warc.gz");
  for (const char* name :
       {"WARC-Target-URI", "WARC-Payload-Digest", "WARC-Concurrent-To",
        "WARC-IP-Address", "WARC-Warcinfo-ID"})
    CHECK(!record->field(name));
}

TEST_CASE("what is no record is refused") {
  const std::string good = "WARC/1.1\r\nContent-Length: 2\r\n\r\nok\r\n\r\n";
  REQUIRE(parse_warc_record(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(parse_warc_record(good.substr(0, size)).error().kind ==
          ErrorKind::damaged);
  const std::string bad[] = {
      "WARC/2.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\nContent-Length: -1\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\nContent-Length: 18446744073709551615\r\n\r\nok\r\n\r\n",
      "WARC/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\nnonsense\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
      "WARC/1.1\r\nContent-Length: 1\r\n\r\nok\r\n\r\n",
  };
  for (const auto& text : bad) {
    CAPTURE(text);
    CHECK(parse_warc_record(text).error().kind == ErrorKind::damaged);
  }
  const std::string endless = "WARC/1.1\r\nA: " + std::string(200000, 'x');
  CHECK(parse_warc_record(endless).error().kind == ErrorKind::too_large);
  std::string fields = "WARC/1.1\r\n";
  for (int i = 0; i < 300; ++i) fields += "a: b\r\n";
  CHECK(parse_warc_record(fields + "\r\n").error().kind ==
        ErrorKind::too_large);
}

TEST_CASE("angle brackets around a target are not part of it") {
  const auto record = parse_warc_record(
      "WARC/1.0\r\nWARC-Target-URI: <http://a.test/>\r\n"
      "Content-Length: 0\r\n\r\n\r\n\r\n");
  REQUIRE(record);
  CHECK(record->field("WARC-Target-URI") == "http://a.test/");
}

TEST_CASE("members are found again where the writer says, by other tools too") {
  test::TempDir dir;
  auto writer = WarcWriter::open(options_for(dir.path()), {});
  REQUIRE(writer);
  const auto first = writer->append(members());
  const auto second = writer->append(members());
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(writer->sync());
  CHECK(first->file == "captures/veto-r1-00001.warc.gz");
  CHECK(second->offset == first->offset + members().size());
  const auto path = dir / first->file;
  const std::uint64_t length = gzip_compress(warc_response(sample())).size();
  const auto record = read_warc_member(path, second->offset, length, 1 << 20);
  REQUIRE(record);
  CHECK(*record == warc_response(sample()));
  CHECK(read_warc_member(path, second->offset, length + 1, 1 << 20)
            .error()
            .kind == ErrorKind::damaged);
  CHECK(read_warc_member(path, second->offset, length - 1, 1 << 20)
            .error()
            .kind == ErrorKind::damaged);
  CHECK(read_warc_member(path, 1u << 30, 10, 1 << 20).error().kind ==
        ErrorKind::damaged);
  CHECK(read_warc_member(path, second->offset, length, 10).error().kind ==
        ErrorKind::too_large);
  CHECK(output_of("gzip -t '" + path.string() + "' 2>&1") == "");
  const std::string all = output_of("zcat '" + path.string() + "'");
  std::string_view rest = all;
  int records = 0;
  while (!rest.empty()) {
    const auto parsed = parse_warc_record(rest);
    REQUIRE(parsed);
    rest.remove_prefix(parsed->size);
    ++records;
  }
  CHECK(records == 5);  // warcinfo and two pairs
}

TEST_CASE("a new file begins when one is full") {
  test::TempDir dir;
  auto options = options_for(dir.path());
  options.max_file_bytes = 1500;
  auto writer = WarcWriter::open(options, {});
  REQUIRE(writer);
  std::set<std::string> files;
  for (int i = 0; i < 5; ++i) files.insert(writer->append(members())->file);
  CHECK(files.size() > 1);
  CHECK(files.contains("captures/veto-r1-00002.warc.gz"));
}

TEST_CASE("a tail that a crash left is cut off, and nothing else") {
  test::TempDir dir;
  WarcSizes acknowledged;
  std::uint64_t kept = 0;
  {
    auto writer = WarcWriter::open(options_for(dir.path()), {});
    REQUIRE(writer);
    REQUIRE(writer->append(members()));
    kept = writer->file_size();
    acknowledged[writer->file_name()] = kept;
    REQUIRE(writer->append(members().substr(0, 100)));
  }
  auto writer = WarcWriter::open(options_for(dir.path()), acknowledged);
  REQUIRE(writer);
  CHECK(writer->file_size() == kept);
  REQUIRE(writer->cut().size() == 1);
  CHECK(writer->cut().begin()->second == 100);
  const auto place = writer->append(members());
  REQUIRE(place);
  CHECK(place->offset == kept);
}

TEST_CASE("captures that are missing are damage, not a fresh start") {
  test::TempDir dir;
  CHECK(
      WarcWriter::open(options_for(dir.path()), {{"veto-r1-00001.warc.gz", 10}})
          .error()
          .kind == ErrorKind::damaged);
  {
    auto writer = WarcWriter::open(options_for(dir.path()), {});
    REQUIRE(writer);
  }
  CHECK(WarcWriter::open(options_for(dir.path()),
                         {{"veto-r1-00001.warc.gz", 1 << 20}})
            .error()
            .kind == ErrorKind::damaged);
}

TEST_CASE("another run's file without an index is set aside, not destroyed") {
  test::TempDir dir;
  {
    auto options = options_for(dir.path());
    options.run_id = "r0";
    REQUIRE(WarcWriter::open(options, {}));
  }
  REQUIRE(WarcWriter::open(options_for(dir.path()), {}));
  CHECK(std::filesystem::exists(
      dir / "captures/veto-r0-00001.warc.gz.unacknowledged"));
}

TEST_CASE("what was appended and not acknowledged is rolled back") {
  test::TempDir dir;
  auto writer = WarcWriter::open(options_for(dir.path()), {});
  REQUIRE(writer);
  REQUIRE(writer->append(members()));
  writer->acknowledge();
  const std::uint64_t kept = writer->file_size();
  REQUIRE(writer->append(members()));
  writer->roll_back();
  CHECK(writer->file_size() == kept);
}
