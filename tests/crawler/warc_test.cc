// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <set>

#include "base/file.h"
#include "base/gzip.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_record.h"
#include "crawler/warc_writer.h"
#include "tests/crawler/warc_sample.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::crawler;

namespace {

WarcWriter::Options options_for(const std::filesystem::path& dir) {
  WarcWriter::Options options;
  options.case_dir = dir;
  options.run_id = "r1";
  options.user_agent = "veto/0.1";
  options.now = *parse_rfc3339("2026-11-23T09:44:24Z");
  return options;
}

std::string members() {
  return gzip_compress(warc_response(test::warc_sample())) +
         gzip_compress(warc_request(test::warc_sample()));
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
  const auto first = writer->append(members(), nullptr, {});
  const auto second = writer->append(members(), nullptr, {});
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(writer->sync());
  CHECK(first->file == "captures/veto-r1-00001.warc.gz");
  CHECK(second->offset == first->offset + members().size());
  const auto path = dir / first->file;
  const std::uint64_t length =
      gzip_compress(warc_response(test::warc_sample())).size();
  const auto record = read_warc_member(path, second->offset, length, 1 << 20);
  REQUIRE(record);
  CHECK(*record == warc_response(test::warc_sample()));
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
  for (int i = 0; i < 5; ++i)
    files.insert(writer->append(members(), nullptr, {})->file);
  CHECK(files.size() > 1);
  CHECK(files.contains("captures/veto-r1-00002.warc.gz"));
}

TEST_CASE("a tail that a crash left is set aside, and nothing else") {
  test::TempDir dir;
  WarcSizes acknowledged;
  std::uint64_t kept = 0;
  {
    auto writer = WarcWriter::open(options_for(dir.path()), {});
    REQUIRE(writer);
    REQUIRE(writer->append(members(), nullptr, {}));
    kept = writer->file_size();
    acknowledged[writer->file_name()] = kept;
    REQUIRE(writer->append(members().substr(0, 100), nullptr, {}));
  }
  auto writer = WarcWriter::open(options_for(dir.path()), acknowledged);
  REQUIRE(writer);
  CHECK(writer->file_size() == kept);
  const std::string torn =
      fmt::format("veto-r1-00001.warc.gz.at-{}.torn", kept);
  CHECK(writer->set_aside() == WarcSizes{{torn, 100}});
  CHECK(read_file(dir / ("captures/" + torn), 1000) ==
        members().substr(0, 100));
  CHECK(output_of("gzip -t '" +
                  (dir / "captures/veto-r1-00001.warc.gz").string() +
                  "' 2>&1") == "");
  const auto place = writer->append(members(), nullptr, {});
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

TEST_CASE("a file without an index is set aside, not destroyed") {
  test::TempDir dir;
  for (const char* run : {"r0", "r1", "r1"}) {
    auto options = options_for(dir.path());
    options.run_id = run;
    REQUIRE(WarcWriter::open(options, {}));
  }
  REQUIRE(WarcWriter::open(options_for(dir.path()), {}));
  for (const char* name :
       {"veto-r0-00001.warc.gz.unacknowledged",
        "veto-r1-00001.warc.gz.unacknowledged",
        "veto-r1-00001.warc.gz-2.unacknowledged", "veto-r1-00001.warc.gz"})
    CHECK(std::filesystem::exists(dir / "captures" / name));
}

TEST_CASE("two tails torn at the same place are both kept") {
  test::TempDir dir;
  WarcSizes acknowledged;
  for (int crash = 0; crash < 2; ++crash) {
    auto writer = WarcWriter::open(options_for(dir.path()), acknowledged);
    REQUIRE(writer);
    acknowledged[writer->file_name()] = writer->file_size();
    REQUIRE(writer->append(members().substr(0, 50), nullptr, {}));
  }
  auto writer = WarcWriter::open(options_for(dir.path()), acknowledged);
  REQUIRE(writer);
  int torn = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(dir / "captures"))
    torn += entry.path().extension() == ".torn" ? 1 : 0;
  CHECK(torn == 2);
}

TEST_CASE("a file holds each chain that its records name, once") {
  test::TempDir dir;
  const TlsInfo tls = tls_info("tls/1.3", "TLS_AES_128_GCM_SHA256", {"a", "b"});
  auto options = options_for(dir.path());
  options.max_file_bytes = 4000;
  auto writer = WarcWriter::open(options, {});
  REQUIRE(writer);
  std::map<std::string, std::uint64_t> first;
  for (int i = 0; i < 8; ++i) {
    const auto place = writer->append(members(), &tls, options.now);
    REQUIRE(place);
    first.try_emplace(place->file, place->offset);
  }
  REQUIRE(writer->sync());
  CHECK(first.size() > 1);
  for (const auto& [file, offset] : first) {
    CAPTURE(file);
    const std::string all = output_of("zcat '" + (dir / file).string() + "'");
    const auto uri = "WARC-Target-URI: " + tls_chain_uri(tls) + "\r\n";
    const auto at = all.find(uri);
    CHECK(at != std::string::npos);
    CHECK(at < all.find("WARC-Type: response"));
    CHECK(all.find(uri, at + 1) == std::string::npos);
  }
}

TEST_CASE("what was appended and not acknowledged is rolled back") {
  test::TempDir dir;
  auto writer = WarcWriter::open(options_for(dir.path()), {});
  REQUIRE(writer);
  REQUIRE(writer->append(members(), nullptr, {}));
  writer->acknowledge();
  const std::uint64_t kept = writer->file_size();
  REQUIRE(writer->append(members(), nullptr, {}));
  writer->roll_back();
  CHECK(writer->file_size() == kept);
}

TEST_CASE("a file that an authority stamped is not written to again") {
  test::TempDir dir;
  WarcSizes acknowledged;
  {
    auto writer = WarcWriter::open(options_for(dir.path()), {});
    REQUIRE(writer);
    REQUIRE(writer->append("one"));
    acknowledged[writer->file_name()] = writer->file_size();
  }
  std::ofstream(dir / "captures/veto-r1-00001.warc.gz.1.tsr") << "stamp";
  const auto writer = WarcWriter::open(options_for(dir.path()), acknowledged);
  REQUIRE(writer);
  CHECK(writer->file_name() == "veto-r1-00002.warc.gz");
  CHECK(writer->set_aside().empty());
}
