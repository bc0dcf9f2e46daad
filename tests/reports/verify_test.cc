// SPDX-License-Identifier: GPL-3.0-or-later

#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <stop_token>

#include "base/digest.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/bag_files.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using test::problems_of;
using test::read_text;
using test::write_text;

namespace {

namespace fs = std::filesystem;

// Rewrites the tag manifest so that it agrees with what it lists.
void relist(const fs::path& dir) {
  std::string text;
  for (const auto& name : test::files_below(dir))
    if (!name.starts_with("data/") && !name.starts_with("tagmanifest"))
      text += sha256(read_text(dir / name)).hex() + "  " + name + "\n";
  write_text(dir / reports::kTagManifest, text);
}

void replace_in(const fs::path& file, std::string_view from,
                std::string_view to) {
  std::string text = read_text(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  write_text(file, text.replace(at, from.size(), to));
}

struct Damage {
  const char* what;
  std::function<void(const fs::path&)> apply;
  std::string problem;  // must be among the problems
  bool sha256sum_sees;  // and whether sha256sum -c fails too
};

const Damage kDamages[] = {
    {"altered payload",
     [](const fs::path& d) {
       write_text(d / "data/00-report/report.html", "<p>y</p>\n");
     },
     "altered data/00-report/report.html", true},
    {"longer payload",
     [](const fs::path& d) { write_text(d / "data/25-logs/empty.log", "x"); },
     "altered data/25-logs/empty.log", true},
    {"missing payload",
     [](const fs::path& d) { fs::remove(d / "data/25-logs/empty.log"); },
     "missing data/25-logs/empty.log", true},
    {"extra payload", [](const fs::path& d) { write_text(d / "data/x", ""); },
     "extra data/x", false},
    {"extra tag file", [](const fs::path& d) { write_text(d / "x.txt", ""); },
     "extra x.txt", false},
    {"second tag manifest",
     [](const fs::path& d) { write_text(d / "tagmanifest-md5.txt", ""); },
     "extra tagmanifest-md5.txt", false},
    {"fetch.txt",
     [](const fs::path& d) {
       write_text(d / "fetch.txt", "http://127.0.0.1/x 1 data/x\n");
       relist(d);
     },
     "extra fetch.txt", false},
    {"missing tag manifest",
     [](const fs::path& d) { fs::remove(d / reports::kTagManifest); },
     "missing tagmanifest-sha256.txt", true},
    {"missing declaration",
     [](const fs::path& d) { fs::remove(d / "bagit.txt"); },
     "missing bagit.txt", true},
    {"other version",
     [](const fs::path& d) {
       replace_in(d / "bagit.txt", "1.0", "0.97");
       relist(d);
     },
     "altered bagit.txt", false},
    {"other size",
     [](const fs::path& d) {
       replace_in(d / "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1");
       relist(d);
     },
     "altered bag-info.txt", false},
    {"other custody head",
     [](const fs::path& d) {
       replace_in(d / "bag-info.txt", "Head: ", "Head: 0");
       relist(d);
     },
     "altered bag-info.txt", false},
    {"entry in one manifest only",
     [](const fs::path& d) {
       write_text(d / "manifest-sha512.txt", "");
       relist(d);
     },
     "extra data/25-logs/empty.log", false},
    {"entry that leads outside",
     [](const fs::path& d) {
       write_text(d.parent_path() / "outside", "x");
       write_text(d / "manifest-sha256.txt",
                  read_text(d / "manifest-sha256.txt") + sha256("x").hex() +
                      "  data/../../outside\n");
       relist(d);
     },
     "manifest manifest-sha256.txt:8", false},
    {"absolute entry",
     [](const fs::path& d) {
       write_text(d / "manifest-sha256.txt",
                  read_text(d / "manifest-sha256.txt") + sha256("x").hex() +
                      "  /etc/hostname\n");
       relist(d);
     },
     "manifest manifest-sha256.txt:8", true},
    {"duplicate entry",
     [](const fs::path& d) {
       const auto text = read_text(d / "manifest-sha256.txt");
       write_text(d / "manifest-sha256.txt",
                  text + text.substr(0, text.find('\n') + 1));
       relist(d);
     },
     "manifest manifest-sha256.txt:8", false},
    {"link to the same bytes",
     [](const fs::path& d) {
       fs::rename(d / "data/00-report/report.html", d.parent_path() / "r");
       fs::create_symlink(d.parent_path() / "r",
                          d / "data/00-report/report.html");
     },
     "path data/00-report/report.html", false},
    {"folder that is a link",
     [](const fs::path& d) {
       fs::rename(d / "data/25-logs", d.parent_path() / "l");
       fs::create_directory_symlink(d.parent_path() / "l", d / "data/25-logs");
     },
     "path data/25-logs", false},
    {"pipe",
     [](const fs::path& d) {
       REQUIRE(::mkfifo((d / "data/pipe").c_str(), 0600) == 0);
     },
     "path data/pipe", false},
    {"name of another alphabet",
     [](const fs::path& d) { write_text(d / "data/\xC3\xA9", ""); },
     "path data/\xC3\xA9", false},
    {"names that differ in case",
     [](const fs::path& d) { write_text(d / "data/25-logs/EMPTY.log", ""); },
     "extra data/25-logs/EMPTY.log", false},
    {"empty folder",
     [](const fs::path& d) { fs::create_directories(d / "data/95-x"); },
     "extra data/95-x", false},
    {"empty folder of packs",
     [](const fs::path& d) { fs::create_directories(d / "data/30-packs"); },
     "extra data/30-packs", false},
    {"folder that is called like a file",
     [](const fs::path& d) { fs::create_directories(d / "fetch.txt"); },
     "extra fetch.txt", false},
    {"folder in an empty folder",
     [](const fs::path& d) { fs::create_directories(d / "data/x/y"); },
     "extra data/x/y", false},
    {"custody event altered, manifests made to agree",
     [](const fs::path& d) {
       replace_in(d / reports::kCustodyPath, "open", "seal");
       std::vector<reports::Problem> none;
       for (const char* name :
            {"manifest-sha256.txt", "manifest-sha512.txt", "bagit.txt",
             "bag-info.txt", "tagmanifest-sha256.txt"})
         fs::remove(d / name);
       REQUIRE(reports::finish_bag(d, {{"Veto-Custody-Head", "x"}},
                                   *reports::digest_payload(d)));
     },
     "custody data/40-custody/custody.jsonl:2", false},
};

}  // namespace

TEST_CASE("a whole bundle verifies, as sha256sum says too") {
  test::TempDir dir;
  const std::string digest = test::write_sample_bundle(dir / "b");
  const auto checked = reports::verify_bundle(dir / "b");
  REQUIRE(checked);
  CHECK(checked->problems.empty());
  CHECK(checked->files == 13);
  CHECK(checked->tagmanifest_sha256 == digest);
  CHECK(checked->state == "unsealed");
  CHECK(test::sha256sum_agrees(dir / "b"));
}

TEST_CASE("every damage is named") {
  for (const auto& damage : kDamages) {
    CAPTURE(damage.what);
    test::TempDir dir;
    test::write_sample_bundle(dir / "b");
    damage.apply(dir / "b");
    const std::string problems = problems_of(dir / "b");
    CHECK_MESSAGE(problems.find(damage.problem) != std::string::npos, problems);
    CHECK(test::sha256sum_agrees(dir / "b") == !damage.sha256sum_sees);
  }
}

TEST_CASE("a folder that is no bundle is an error, not a report") {
  test::TempDir dir;
  write_text(dir / "x/readme", "");
  CHECK(reports::verify_bundle(dir / "x").error().kind == ErrorKind::usage);
  CHECK(reports::verify_bundle(dir / "x/readme").error().kind ==
        ErrorKind::usage);
  CHECK(reports::verify_bundle(dir / "y").error().kind == ErrorKind::not_found);
}

TEST_CASE("folders without end are refused") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  fs::create_directories(dir / "b/data/1/2/3/4/5/6/7/8/9");
  CHECK(reports::verify_bundle(dir / "b").error().kind == ErrorKind::too_large);
}

namespace {

void lengthen(const fs::path& file, std::uint64_t size) {
  std::ofstream(file, std::ios::app).flush();
  fs::resize_file(file, size);
}

constexpr std::uint64_t kHuge = 1ull << 42;

}  // namespace

// Each would take hours to read.
TEST_CASE("files without end are not read") {
  const struct {
    const char* file;
    std::string problem;
  } rows[] = {
      {"data/big", "extra data/big"},
      {"big.txt", "extra big.txt"},
      {"seal/big", "extra seal/big"},
      {"VERIFY.txt", "altered VERIFY.txt"},
      {"bag-info.txt", "altered bag-info.txt"},
      {"tagmanifest-sha256.txt", "manifest tagmanifest-sha256.txt"},
      {"manifest-sha256.txt", "altered manifest-sha256.txt"},
      {"data/25-logs/empty.log", "altered data/25-logs/empty.log"},
      {"data/20-findings/findings.jsonl",
       "altered data/20-findings/findings.jsonl"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.file));
    test::TempDir dir;
    test::write_sample_bundle(dir / "b");
    fs::create_directories((dir / "b" / row.file).parent_path());
    lengthen(dir / "b" / row.file, kHuge);
    const std::string problems = problems_of(dir / "b");
    CHECK_MESSAGE(problems.find(row.problem) != std::string::npos, problems);
  }
}

TEST_CASE("a size that bag-info.txt does not know is no file's fault") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  replace_in(dir / "b/bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 0");
  CHECK(problems_of(dir / "b") == "altered bag-info.txt; altered bag-info.txt");
  relist(dir / "b");
  CHECK(problems_of(dir / "b") == "altered bag-info.txt");
}

TEST_CASE("reading ends where it is asked to") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  std::stop_source stop;
  reports::VerifyDemands demands;
  demands.stop = stop.get_token();
  CHECK(reports::verify_bundle(dir / "b", demands));
  stop.request_stop();
  const auto stopped = reports::verify_bundle(dir / "b", demands);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().kind == ErrorKind::interrupted);
}

TEST_CASE("of what a file browser left it is said that it may go") {
  const struct {
    const char* file;
    bool explained;
  } rows[] = {{"data/.DS_Store", true},   {"data/00-report/Thumbs.db", true},
              {"desktop.ini", true},      {"data/._report.html", true},
              {"data/Thumbs.dbx", false}, {"data/.x", false}};
  for (const auto& row : rows) {
    CAPTURE(std::string(row.file));
    test::TempDir dir;
    test::write_sample_bundle(dir / "b");
    write_text(dir / "b" / row.file, "x");
    const auto checked = reports::verify_bundle(dir / "b");
    REQUIRE(checked);
    REQUIRE(!checked->problems.empty());
    for (const auto& problem : checked->problems) {
      CHECK(problem.file == row.file);
      CHECK(problem.detail.contains("delete it") == row.explained);
    }
  }
}
