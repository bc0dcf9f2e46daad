// SPDX-License-Identifier: GPL-3.0-or-later
//
// A WACZ as it is written: read by programs that know nothing of it.

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "base/digest.h"
#include "base/text.h"
#include "crawler/api/warc_walk.h"
#include "reports/wacz/cdx_line.h"
#include "reports/wacz/line_sorter.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"
#include "tests/reports/bundle_samples.h"
#include "tests/reports/wacz_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

namespace fs = std::filesystem;

// One file of the archive, as unzip has it.
std::string unzipped(const fs::path& wacz, std::string_view name) {
  const fs::path out = wacz.parent_path() / "unzipped";
  const std::string command = "unzip -p '" + wacz.string() + "' '" +
                              std::string(name) + "' > '" + out.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  return test::read_text(out);
}

nlohmann::json json_in(const fs::path& wacz, std::string_view name) {
  return nlohmann::json::parse(unzipped(wacz, name));
}

struct Slow {
  std::string bytes;
  std::size_t piece = 1;
  std::size_t at = 0;

  Result<std::size_t> operator()(char* into, std::size_t size) {
    const std::size_t taken = std::min({size, piece, bytes.size() - at});
    std::copy_n(bytes.data() + at, taken, into);
    at += taken;
    return taken;
  }
};

}  // namespace

TEST_CASE("keys under which URLs are looked up") {
  struct Row {
    const char* url;
    const char* key;
  };
  // As warcio.js 2.4.11 forms them.
  const Row rows[] = {
      {"https://example.org/", "org,example)/"},
      {"http://www.Example.org/A/B", "org,example)/a/b"},
      {"https://www2.example.org:8443/x", "org,example:8443)/x"},
      {"https://wwwx.example.org/", "org,example,wwwx)/"},
      {"http://127.0.0.1:80/", "1,0,0,127)/"},
      {"http://[::1]:81/", "[::1]:81)/"},
      {"https://example.org/?b=2&a=1&b=1", "org,example)/?a=1&b=1&b=2"},
      {"https://example.org/?", "org,example)/"},
      {"https://example.org/%2F?Q=%41", "org,example)/%2f?q=%41"},
      {"urn:view:https://example.org/", "urn:view:https://example.org/"},
      {"urn:a b\n", "urn:a%20b%0a"},
  };
  for (const Row& row : rows) CHECK(surt(row.url) == row.key);
}

TEST_CASE("lines are sorted by bytes, on the disk where there are many") {
  test::TempDir dir;
  for (const std::size_t memory :
       {std::size_t{1}, std::size_t{200}, LineSorter::kMaxSorted}) {
    LineSorter sorter(dir.path(), memory);
    std::vector<std::string> lines = {"b", "",  "a b", "\xc3\xa9",
                                      "a", "B", "a",   "a!"};
    for (const auto& line : lines) REQUIRE(sorter.add(line));
    std::ranges::sort(lines);
    std::vector<std::string> seen;
    REQUIRE(sorter.for_each([&](const std::string& line) {
      seen.push_back(line);
      return Status();
    }));
    CHECK(seen == lines);
    CHECK(sorter.bytes() == 19);
  }
  CHECK(test::files_below(dir.path()).empty());
}

TEST_CASE("records are found where they lie, however the bytes come") {
  const std::string warc =
      test::sample_warc({"https://example.org/"}, std::string(200'000, 'x'));
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{7}, warc.size()}) {
    std::vector<crawler::WarcSeen> seen;
    REQUIRE(crawler::walk_warc(Slow{warc, piece}, crawler::WarcDepth::digests,
                               [&](const crawler::WarcSeen& record) {
                                 seen.push_back(record);
                                 return Status();
                               }));
    REQUIRE(seen.size() == 4);
    std::uint64_t at = 0;
    for (const auto& record : seen) {
      CHECK(record.fault == "");
      CHECK(record.offset == at);
      CHECK(record.member == sha256(warc.substr(at, record.length)));
      at += record.length;
    }
    CHECK(at == warc.size());
    CHECK(seen[1].type == "response");
    CHECK(seen[1].status == 200);
    CHECK(seen[1].mime == "text/html");
    CHECK(seen[1].url == "https://example.org/");
    CHECK(!cdx_line(seen[0], "a.warc.gz"));
    CHECK(cdx_line(seen[1], "a.warc.gz"));
    CHECK(!cdx_line(seen[2], "a.warc.gz"));
    CHECK(!cdx_line(seen[3], "a.warc.gz"));
  }
}

TEST_CASE("a WARC file that is not whole is an error that says where") {
  const std::string warc = test::sample_warc({"https://example.org/"});
  const auto walked = [](std::string bytes) {
    return crawler::walk_warc(Slow{std::move(bytes), 4096},
                              crawler::WarcDepth::heads,
                              [](const auto&) { return Status(); });
  };
  CHECK(walked(""));
  CHECK(walked(warc));
  const auto cut = walked(warc.substr(0, warc.size() - 1));
  REQUIRE(!cut);
  CHECK(cut.error().kind == ErrorKind::damaged);
  CHECK(cut.error().where.starts_with("record at byte "));
  std::string flipped = warc;
  flipped[flipped.size() / 2] ^= 1;
  CHECK(!walked(flipped));
  CHECK(!walked(warc + std::string(1, '\0')));
  CHECK(!walked("plain text"));
}

TEST_CASE("what is in a WACZ") {
  test::TempDir dir;
  const std::vector<std::string> urls = {"https://www.example.org/",
                                         "https://example.org/b?y=2&x=1"};
  const std::string first = test::sample_warc(urls);
  const std::string second = test::sample_warc({"https://example.org/c"});
  test::write_text(dir / "1", first);
  test::write_text(dir / "2", second);
  const fs::path wacz = dir / "c.wacz";
  const auto written = write_wacz(
      wacz, test::sample_order(
                {{dir / "1", "1.warc.gz"}, {dir / "2", "2.warc.gz"}}, urls));
  REQUIRE(written);
  CHECK(!written->is_signed);
  CHECK(written->records == 3);
  const std::string bytes = test::read_text(wacz);
  CHECK(written->digests.size == bytes.size());
  CHECK(written->digests.sha256 == sha256(bytes).hex());
  CHECK(written->digests.sha512 == sha512_hex(bytes));
  const std::string tested = "unzip -tq '" + wacz.string() + "' >/dev/null";
  CHECK(std::system(tested.c_str()) == 0);
  CHECK(unzipped(wacz, "archive/1.warc.gz") == first);
  CHECK(unzipped(wacz, "archive/2.warc.gz") == second);
  CHECK(unzipped(wacz, kWaczPages)
            .starts_with(std::string(kPagesHeader) + "\n{"));

  const auto package = json_in(wacz, kWaczPackage);
  CHECK(package["profile"].get<std::string>() == "data-package");
  CHECK(package["wacz_version"].get<std::string>() == "1.1.1");
  CHECK(package["mainPageUrl"].get<std::string>() == urls[0]);
  REQUIRE(package["resources"].size() == 4);
  for (const auto& resource : package["resources"]) {
    const auto file = unzipped(wacz, resource["path"].get<std::string>());
    CHECK(resource["hash"].get<std::string>() == sha256(file).labelled());
    CHECK(resource["bytes"].get<std::size_t>() == file.size());
  }
  const auto digest = json_in(wacz, kWaczDigest);
  CHECK(digest.size() == 2);
  CHECK(digest["hash"].get<std::string>() ==
        sha256(unzipped(wacz, kWaczPackage)).labelled());
}

TEST_CASE("a large index is packed, its members in order") {
  test::TempDir dir;
  std::vector<std::string> urls;
  for (int i = 0; i < 4000; ++i)
    urls.push_back("https://example.org/" + std::to_string(i));
  test::write_text(dir / "a", test::sample_warc(urls, "x"));
  const fs::path wacz = dir / "c.wacz";
  REQUIRE(write_wacz(wacz, test::sample_order({{dir / "a", "a.warc.gz"}}, {})));
  const std::string packed = unzipped(wacz, kPackedIndex);
  const std::string text = unzipped(wacz, kIndexList);
  const auto list = split(text, '\n');
  REQUIRE(list.size() == 6);
  CHECK(list[0] == kIndexListHeader);
  test::write_text(dir / "i.gz", packed);
  const std::string tested = "gzip -t '" + (dir / "i.gz").string() + "'";
  CHECK(std::system(tested.c_str()) == 0);
  std::size_t at = 0;
  for (std::size_t i = 1; i <= 4; ++i) {
    const auto entry =
        nlohmann::json::parse(list[i].substr(list[i].find(" {") + 1));
    CHECK(entry["offset"].get<std::size_t>() == at);
    const auto length = entry["length"].get<std::size_t>();
    CHECK(entry["digest"].get<std::string>() ==
          sha256(packed.substr(at, length)).labelled());
    at += length;
  }
  CHECK(at == packed.size());
}

TEST_CASE("only a key on P-384 signs a WACZ") {
  test::TempDir dir;
  const auto key = *make_signing_key("Rowing club", SystemClock().now());
  test::sample_wacz(dir.path(), &key);
  const auto digest = json_in(dir / "captures.wacz", kWaczDigest);
  const auto hash = digest["hash"].get<std::string>();
  CHECK(!why_not_signed(digest["signedData"], hash));
  CHECK(digest["signedData"]["publicKey"].get<std::string>() ==
        public_key_text(*key.key));
  CHECK(why_not_signed(digest["signedData"], "sha256:other"));
  auto more = digest["signedData"];
  more["domain"] = "example.org";
  CHECK(why_not_signed(more, hash));
  auto other = digest["signedData"];
  other["publicKey"] = public_key_text(
      *make_signing_key("Rowing club", SystemClock().now())->key);
  CHECK(why_not_signed(other, hash) == "the signature does not fit");
  const PrivateKey shorter(EVP_EC_gen("P-256"));
  CHECK(!signs_wacz(*shorter));
}

TEST_CASE("what cannot become a WACZ") {
  test::TempDir dir;
  test::write_text(dir / "good", test::sample_warc({}));
  test::write_text(dir / "text", "WARC/1.1\r\n");
  fs::create_symlink(dir / "good", dir / "link");
  struct Row {
    std::vector<WaczSource> warcs;
    ErrorKind kind;
  };
  const Row rows[] = {
      {{{dir / "text", "a.warc.gz"}}, ErrorKind::damaged},
      {{{dir / "none", "a.warc.gz"}}, ErrorKind::not_found},
      {{{dir / "link", "a.warc.gz"}}, ErrorKind::io},
      {{{dir.path(), "a.warc.gz"}}, ErrorKind::refused},
      {{{dir / "good", "../a.warc.gz"}}, ErrorKind::bug},
      {{{dir / "good", "a.warc.gz"}, {dir / "good", "A.warc.gz"}},
       ErrorKind::bug},
  };
  int number = 0;
  for (const Row& row : rows) {
    CAPTURE(number);
    const auto path = dir / ("w" + std::to_string(number++));
    const auto written = write_wacz(path, test::sample_order(row.warcs, {}));
    REQUIRE(!written);
    CHECK(written.error().kind == row.kind);
  }
}
