// SPDX-License-Identifier: GPL-3.0-or-later
//
// A WACZ that was changed, or made by somebody else so that its lists agree.

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "base/digest.h"
#include "base/gzip_fast.h"
#include "base/text.h"
#include "crawler/warc_record.h"
#include "reports/wacz/check_wacz.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"
#include "reports/wacz/zip_writer.h"
#include "tests/reports/bundle_samples.h"
#include "tests/reports/wacz_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<std::string, std::string>>;

std::string faults_of(std::string_view bytes,
                      const WaczSigner& signer = std::string()) {
  const auto checked = check_wacz(zip_bytes(bytes), signer);
  REQUIRE(checked);
  std::string text;
  for (const WaczFault& fault : checked->faults)
    text += std::string(fault.what) + " " + fault.detail + "\n";
  return text;
}

const SigningKey& club_key() {
  static const SigningKey key =
      *make_signing_key("Rowing club", SystemClock().now());
  return key;
}

const std::string& whole_wacz() {
  static const std::string bytes = [] {
    test::TempDir dir;
    return test::sample_wacz(dir.path());
  }();
  return bytes;
}

Files files_in(const std::string& wacz) {
  const ZipSource source = zip_bytes(wacz);
  Files files;
  const auto entries = read_zip(source);
  REQUIRE(entries);
  for (const zip::Entry& entry : *entries) {
    std::string content(entry.size, '\0');
    ZipEntryReader reader(source, entry);
    const auto bytes = reader.bytes();
    for (std::size_t at = 0; at < content.size();)
      at += *bytes(content.data() + at, content.size() - at);
    files.emplace_back(entry.name, content);
  }
  return files;
}

std::string zipped(const Files& files) {
  test::TempDir dir;
  auto zip = ZipWriter::create(dir / "z", test::sample_time());
  REQUIRE(zip);
  for (const auto& [name, content] : files) REQUIRE(zip->add(name, content));
  REQUIRE(zip->finish());
  return test::read_text(dir / "z");
}

std::string& content_of(Files& files, std::string_view name) {
  const auto at = std::ranges::find(files, name, &Files::value_type::first);
  REQUIRE(at != files.end());
  return at->second;
}

// The lists made to agree with the files, as whoever forges a WACZ does.
std::string relisted(Files files) {
  auto package = nlohmann::json::parse(content_of(files, kWaczPackage));
  package["resources"] = nlohmann::json::array();
  for (const auto& [name, content] : files)
    if (name != kWaczPackage && name != kWaczDigest)
      package["resources"].push_back({{"name", name},
                                      {"path", name},
                                      {"hash", sha256(content).labelled()},
                                      {"bytes", content.size()}});
  content_of(files, kWaczPackage) = package_text(package);
  content_of(files, kWaczDigest) = package_text(
      {{"path", kWaczPackage},
       {"hash", sha256(content_of(files, kWaczPackage)).labelled()}});
  return zipped(files);
}

void replace_once(std::string& text, std::string_view from,
                  std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

struct Forgery {
  const char* what;
  std::function<void(Files&)> act;
  std::string fault;
};

const Forgery kForgeries[] = {
    {"an index entry is left out",
     [](Files& f) {
       auto& index = content_of(f, kPlainIndex);
       index.erase(0, index.find('\n') + 1);
     },
     "wacz indexes/index.cdxj: line 1 is not the one that the records give"},
    {"the last index entry is left out",
     [](Files& f) {
       auto& index = content_of(f, kPlainIndex);
       index.erase(index.rfind('\n', index.size() - 2) + 1);
     },
     "wacz indexes/index.cdxj: ends after 1 lines of 2"},
    {"an index entry leads elsewhere",
     [](Files& f) {
       replace_once(content_of(f, kPlainIndex), "\"status\":\"200\"",
                    "\"status\":\"404\"");
     },
     "wacz indexes/index.cdxj: line 1 is not"},
    {"an index entry of no record",
     [](Files& f) { content_of(f, kPlainIndex) += "zz)/ 2026 {}\n"; },
     "wacz indexes/index.cdxj: line 3 belongs to no record"},
    {"an index without its last line feed",
     [](Files& f) { content_of(f, kPlainIndex).pop_back(); },
     "wacz indexes/index.cdxj: its last line has no end"},
    {"a WARC file that is cut short",
     [](Files& f) { content_of(f, "archive/a.warc.gz").resize(500); },
     "warc archive/a.warc.gz: record at byte "},
    {"a WARC file that is no gzip",
     [](Files& f) { content_of(f, "archive/a.warc.gz") = "WARC/1.1\r\n"; },
     "warc archive/a.warc.gz: record at byte 0: compressed data is damaged"},
    {"pages without their header",
     [](Files& f) { content_of(f, kWaczPages).erase(0, 5); },
     "wacz pages/pages.jsonl: does not begin with its header"},
    {"a file that belongs nowhere",
     [](Files& f) {
       f.insert(f.begin() + 1, {"archive/x.html", "<p>"});
     },
     "wacz archive/x.html: not what comes there"},
    {"no pages", [](Files& f) { f.erase(f.end() - 3); },
     "wacz datapackage.json: not what comes there"},
};

}  // namespace

TEST_CASE("a whole WACZ has no fault") {
  CHECK(faults_of(whole_wacz()) == "");
  const auto checked = check_wacz(zip_bytes(whole_wacz()), std::string());
  REQUIRE(checked->warcs.size() == 1);
  CHECK(checked->warcs.at("a.warc.gz") ==
        sha256(files_in(whole_wacz())[0].second));
  CHECK(faults_of(relisted(files_in(whole_wacz()))) == "");
}

TEST_CASE("no byte of a WACZ can change unseen") {
  const std::string& whole = whole_wacz();
  constexpr unsigned char kFlips[] = {0x01, 0x20, 0x80};
  std::string bytes = whole;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    bytes[at] = static_cast<char>(whole[at] ^ kFlips[at % 3]);
    REQUIRE_MESSAGE(faults_of(bytes) != "", at);
    bytes[at] = whole[at];
  }
  for (std::size_t kept = 0; kept < whole.size(); kept += 13)
    REQUIRE(faults_of(whole.substr(0, kept)) != "");
  CHECK(faults_of(whole + "x") != "");
  CHECK(faults_of("x" + whole) != "");
}

TEST_CASE("no byte of the signature can change unseen") {
  test::TempDir dir;
  Files files = files_in(test::sample_wacz(dir.path(), &club_key()));
  const WaczSigner signer = public_key_text(*club_key().key);
  REQUIRE(faults_of(zipped(files), signer) == "");
  std::string& digest = content_of(files, kWaczDigest);
  const std::string whole = digest;
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    digest[at] = static_cast<char>(whole[at] ^ 1);
    REQUIRE_MESSAGE(faults_of(zipped(files), signer) != "", at);
    digest[at] = whole[at];
  }
}

TEST_CASE("a WACZ whose lists agree, and which is not what it says") {
  for (const Forgery& forgery : kForgeries) {
    CAPTURE(forgery.what);
    Files files = files_in(whole_wacz());
    forgery.act(files);
    const std::string faults = faults_of(relisted(files));
    CHECK_MESSAGE(faults.starts_with(forgery.fault), faults);
  }
}

TEST_CASE("a record that does not have the digests it states") {
  crawler::WarcExchange exchange;
  exchange.url = "https://example.org/";
  exchange.time = test::sample_time();
  exchange.response_head = "HTTP/1.1 200 OK\r\n\r\n";
  exchange.body = "served";
  exchange.payload_digest = sha256("served");
  const std::string right = crawler::warc_response(exchange);
  exchange.payload_digest = sha256("another");
  const std::string other_payload = crawler::warc_response(exchange);
  std::string other_block = right;
  replace_once(other_block, "served", "forged");
  const std::pair<std::string, std::string> rows[] = {
      {right, ""},
      {other_payload, "record at byte 0: its payload does not have the digest"},
      {other_block, "record at byte 0: its block does not have the digest"},
  };
  for (const auto& [record, fault] : rows) {
    test::TempDir dir;
    std::string member;
    append_gzip_fast(record, member);
    test::write_text(dir / "w", member);
    REQUIRE(write_wacz(dir / "z",
                       test::sample_order({{dir / "w", "w.warc.gz"}}, {})));
    const std::string faults = faults_of(test::read_text(dir / "z"));
    CHECK((fault.empty()
               ? faults == ""
               : faults.find("warc archive/w.warc.gz: " + fault) == 0));
  }
}

TEST_CASE("who signed a WACZ is held against who sealed the bundle") {
  test::TempDir dir;
  const std::string bytes = test::sample_wacz(dir.path(), &club_key());
  CHECK(faults_of(bytes, std::nullopt) == "");
  CHECK(faults_of(bytes, "").find("signed, as the bundle is not") !=
        std::string::npos);
  CHECK(faults_of(bytes, "MHYw").find("signed by another key") !=
        std::string::npos);
  CHECK(faults_of(whole_wacz(), "MHYw").find("not signed, as the bundle is") !=
        std::string::npos);
}

TEST_CASE("a packed index is read to its end, and its list with it") {
  test::TempDir dir;
  std::vector<std::string> urls;
  for (int i = 0; i < 3500; ++i)
    urls.push_back("https://example.org/" + std::to_string(i));
  test::write_text(dir / "a", test::sample_warc(urls, "x"));
  REQUIRE(write_wacz(dir / "z",
                     test::sample_order({{dir / "a", "a.warc.gz"}}, {})));
  const std::string whole = test::read_text(dir / "z");
  CHECK(faults_of(whole) == "");
  Files files = files_in(whole);
  replace_once(content_of(files, kIndexList), "\"offset\":0", "\"offset\":1");
  CHECK(faults_of(relisted(files)).starts_with("wacz indexes/index.idx: not"));
  files = files_in(whole);
  auto& index = content_of(files, kPackedIndex);
  index[index.size() / 2] ^= 1;
  CHECK(faults_of(relisted(files)).starts_with("wacz indexes/index.cdx.gz: "));
}

TEST_CASE("other forms of ZIP are refused") {
  test::TempDir dir;
  const std::string python =
      "import sys, zipfile\n"
      "how = sys.argv[1]\n"
      "z = zipfile.ZipFile('z', 'w', zipfile.ZIP_DEFLATED if how == 'packed' "
      "else zipfile.ZIP_STORED)\n"
      "z.writestr('../a' if how == 'leads out' else 'a', b'x' * 100)\n"
      "z.writestr('A' if how == 'twice' else 'b', b'y')\n"
      "if how == 'comment': z.comment = b'hello'\n"
      "z.close()\n";
  test::write_text(dir / "make.py", python);
  for (const char* how : {"plain", "packed", "leads out", "twice", "comment"}) {
    CAPTURE(how);
    const std::string command =
        "cd '" + dir.path().string() + "' && python3 make.py '" + how + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    const std::string bytes = test::read_text(dir / "z");
    const auto entries = read_zip(zip_bytes(bytes));
    REQUIRE(!entries);
    CHECK(entries.error().kind == ErrorKind::damaged);
  }
  CHECK(!read_zip(zip_bytes(zipped({{"a", "1"}, {"A", "2"}}))));
  CHECK(!read_zip(zip_bytes(zipped({{"../a", "1"}}))));
  CHECK(read_zip(zip_bytes(zipped({{"a", "1"}, {"b", ""}}))));
}

TEST_CASE("sizes and places of 4 GiB and more") {
  zip::Entry entry{"a", 1, 5'000'000'000, 6'000'000'000, true, 2};
  const std::string central = zip::central_entry(entry);
  CHECK(central.size() == zip::kCentralEntrySize + 1 + 4 + 24);
  CHECK(zip::local_header(entry).size() == zip::kLocalHeaderSize + 1 + 20);
  CHECK(zip::descriptor(entry).size() == 24);
  const std::string end = zip::archive_end(70'000, 10, 20);
  CHECK(end.size() == zip::kEnd64Size + zip::kLocator64Size + zip::kEndSize);
  CHECK(zip::number(end, 32, 8) == 70'000);
}
