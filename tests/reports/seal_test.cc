// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sealed bundle: what holds, and that nothing in it can be changed, taken
// away, added or exchanged without verification naming it.

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/certificate.h"
#include "base/digest.h"
#include "reports/bundle/custody_chain.h"
#include "reports/bundle/finish.h"
#include "reports/bundle/manifest.h"
#include "reports/seal/seal.h"
#include "tests/base/stamping_openssl.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

namespace fs = std::filesystem;

UtcTime sealing_time() { return SystemClock().now(); }

const test::StampingOpenssl& openssl() {
  static const test::StampingOpenssl authority;
  return authority;
}

StampAuthority authority() {
  return {"openssl", [](const std::string& query) -> Result<std::string> {
            return openssl().answer(query);
          }};
}

const SigningKey& club() {
  static const SigningKey key =
      *make_signing_key("Rowing club", sealing_time());
  return key;
}

SealOrder order_of(const SigningKey& key,
                   std::vector<StampAuthority> authorities) {
  return {copy_of(key), std::move(authorities), openssl().root_pem()};
}

Finished write_sealed(const fs::path& dir, const SealOrder* order,
                      const std::string& report = "<p>x</p>\n") {
  test::write_common_parts(dir);
  test::write_text(dir / "data/00-report/report.html", report);
  test::write_text(dir / "data/25-logs/a.log", "127.0.0.1 GET /\n");
  const std::string custody = test::sample_custody();
  test::write_text(dir / kCustodyPath, custody);
  const auto finished = finish_bundle(
      dir,
      {{"Bagging-Date", "2026-11-27"},
       {"Veto-Custody-Head", check_custody(custody).head.hex()}},
      {"club", "20261127T000000.000000Z", "2026-11-27T00:00:00.000Z"}, order);
  REQUIRE(finished);
  return *finished;
}

// Sealed once; every mutation works on a copy.
const fs::path& sealed() {
  static const test::TempDir dir;
  static const fs::path path = [] {
    const SealOrder order = order_of(club(), {authority()});
    write_sealed(dir / "b", &order);
    return dir / "b";
  }();
  return path;
}

// Whether a problem is about that file, or about a line of a list or a bag-info
// that is about it.
bool names(const Verification& checked, const std::string& file) {
  for (const Problem& problem : checked.problems)
    if (problem.file == file || problem.file.starts_with(file + ":") ||
        problem.detail.find(file) != std::string::npos)
      return true;
  return false;
}

struct Mutation {
  std::string what;
  std::string file;  // that must be named
  std::function<void(const fs::path& dir)> apply;
};

void rewrite(const fs::path& path, const std::string& bytes) {
  test::write_text(path, bytes);
}

std::vector<Mutation> mutations_of(const std::string& file) {
  const std::string whole = test::read_text(sealed() / file);
  std::vector<Mutation> list;
  const std::size_t step = std::max<std::size_t>(whole.size() / 16, 1);
  for (std::size_t at = 0; at < whole.size(); at += step) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x20);
    list.push_back({"flip " + std::to_string(at), file,
                    [=](const fs::path& d) { rewrite(d / file, flipped); }});
  }
  for (const std::size_t kept : {whole.size() / 2, whole.size() - 1})
    list.push_back({"truncate", file, [=](const fs::path& d) {
                      rewrite(d / file, whole.substr(0, kept));
                    }});
  for (const char* more : {"x", "\n"})
    list.push_back({"append", file, [=](const fs::path& d) {
                      rewrite(d / file, whole + more);
                    }});
  list.push_back(
      {"remove", file, [=](const fs::path& d) { fs::remove(d / file); }});
  list.push_back({"rename", file, [=](const fs::path& d) {
                    fs::rename(d / file, d / (file + "2"));
                  }});
  list.push_back({"add beside", file + ".new", [=](const fs::path& d) {
                    rewrite(d / (file + ".new"), whole);
                  }});
  return list;
}

// As a forger would: it takes no key.
void relist_seal(const fs::path& dir) {
  std::vector<ManifestEntry> entries;
  for (const std::string& file : test::files_below(dir))
    if (file.starts_with("seal/") && file != kSealManifest)
      entries.push_back({sha256(test::read_text(dir / file)).hex(), file, 0});
  test::write_text(dir / kSealManifest, format_manifest(entries));
}

std::string told(const Verification& checked) {
  std::string text;
  for (const Problem& problem : checked.problems)
    text += problem.what + " " + problem.file + ": " + problem.detail + "\n";
  return text;
}

}  // namespace

TEST_CASE("a sealed bundle is whole, and says by whom and when") {
  const auto checked = verify_bundle(sealed());
  REQUIRE(checked);
  CHECK_MESSAGE(checked->problems.empty(), told(*checked));
  CHECK(checked->state == "sealed");
  CHECK(checked->signer == fingerprint_of(*club().certificate));
  CHECK(checked->signer_name == "CN=Rowing club");
  REQUIRE(checked->stamps.size() == 2);
  CHECK(checked->stamps[0].of == "tagmanifest-sha256.txt");
  CHECK(checked->stamps[1].of == "seal/tagmanifest-sha256.txt.p7s");
  CHECK(checked->stamps[0].vouched_by == "nobody");
}

TEST_CASE("what is demanded of a seal") {
  const std::string ours = fingerprint_of(*club().certificate);
  CHECK(
      verify_bundle(sealed(), {ours, openssl().root_pem()})->problems.empty());
  const auto other = verify_bundle(sealed(), {std::string(64, '0'), ""});
  REQUIRE(other->problems.size() == 1);
  CHECK(other->problems[0].what == "key");
  const test::StampingOpenssl stranger;
  const auto roots = verify_bundle(sealed(), {"", stranger.root_pem()});
  REQUIRE(roots->problems.size() == 2);
  CHECK(roots->problems[0].what == "timestamp");
}

TEST_CASE("every mutation of every file is found and named") {
  test::TempDir dir;
  std::size_t applied = 0;
  for (const std::string& file : test::files_below(sealed())) {
    for (const Mutation& mutation : mutations_of(file)) {
      fs::remove_all(dir / "b");
      fs::copy(sealed(), dir / "b", fs::copy_options::recursive);
      mutation.apply(dir / "b");
      const auto checked = verify_bundle(dir / "b");
      const std::string label = file + ", " + mutation.what;
      REQUIRE_MESSAGE(checked, label);
      REQUIRE_MESSAGE(!checked->problems.empty(), label);
      REQUIRE_MESSAGE(names(*checked, mutation.file), label << ":\n"
                                                            << told(*checked));
      ++applied;
    }
  }
  CHECK(applied >= 300);
}

TEST_CASE("two files cannot change places") {
  test::TempDir dir;
  const auto files = test::files_below(sealed());
  std::size_t applied = 0;
  for (std::size_t i = 0; i < files.size(); ++i)
    for (std::size_t j = i + 1; j < files.size(); ++j) {
      fs::remove_all(dir / "b");
      fs::copy(sealed(), dir / "b", fs::copy_options::recursive);
      fs::rename(dir / "b" / files[i], dir / "x");
      fs::rename(dir / "b" / files[j], dir / "b" / files[i]);
      fs::rename(dir / "x", dir / "b" / files[j]);
      const auto checked = verify_bundle(dir / "b");
      if (!checked) continue;  // no bundle any more: bagit.txt is gone
      REQUIRE_MESSAGE((names(*checked, files[i]) || names(*checked, files[j])),
                      files[i] << " and " << files[j]);
      ++applied;
    }
  CHECK(applied >= 100);
}

TEST_CASE("parts of another seal do not fit") {
  test::TempDir dir;
  const SealOrder same = order_of(club(), {authority()});
  write_sealed(dir / "older", &same, "<p>older</p>\n");
  const SigningKey thief = *make_signing_key("Rowing club", sealing_time());
  const SealOrder stolen = order_of(thief, {authority()});
  write_sealed(dir / "thief", &stolen);
  struct Row {
    const char* from;
    const char* file;
    const char* what;
  };
  // The list of the seal is written again, as a forger would.
  const Row rows[] = {
      {"older", "seal/tagmanifest-sha256.txt.p7s", "signature"},
      {"older", "seal/tagmanifest-sha256.txt.1.tsr", "timestamp"},
      {"older", "seal/tagmanifest-sha256.txt.p7s.1.tsr", "timestamp"},
      {"older", "seal/tagmanifest-sha256.txt.1.tsq", "timestamp"},
      {"thief", "seal/tagmanifest-sha256.txt.p7s", "signature"},
      {"thief", "seal/signer.pem", "altered"},
      {"older", "seal/seal.json", "altered"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.file));
    fs::remove_all(dir / "b");
    fs::copy(sealed(), dir / "b", fs::copy_options::recursive);
    test::write_text(dir / "b" / row.file,
                     test::read_text(dir / row.from / row.file));
    relist_seal(dir / "b");
    const auto checked = verify_bundle(dir / "b");
    REQUIRE(checked);
    bool found = false;
    for (const Problem& problem : checked->problems)
      found = found || (problem.what == row.what && problem.file == row.file);
    CHECK_MESSAGE(found, told(*checked));
  }
}

TEST_CASE("nothing stands in a seal's files beside the seal") {
  const std::string chain = "seal/tsa-1-chain.pem";
  const std::string pem = test::read_text(sealed() / chain);
  const auto certificates = certificates_in(pem);
  REQUIRE(certificates.size() == 2);
  const test::StampingOpenssl stranger;
  const std::string queries[] = {"seal/tagmanifest-sha256.txt.1.tsq",
                                 "seal/tagmanifest-sha256.txt.p7s.1.tsq"};
  struct Row {
    std::string file, bytes;
    bool fits;
  };
  std::vector<Row> rows = {
      {chain, pem, true},
      // As it is where no root was known; the token holds both.
      {chain, stranger.root_pem(), false},
      {chain, to_pem(*certificates[0]), false},
      {chain, to_pem(*certificates[1]), false},
      {chain, pem + pem, false},
      {chain, pem + stranger.root_pem(), false},
      {chain, stranger.root_pem() + pem, false},
      {chain, "subject=CN = European Commission\n" + pem, false},
      {chain, pem + "\n", false},
      {chain, pem.substr(0, pem.size() - 1), false},
      {chain, "", false},
  };
  for (const std::string& query : queries) {
    const std::string der = test::read_text(sealed() / query);
    rows.push_back({query, der, true});
    rows.push_back({query, der + "forged", false});
    rows.push_back({query, der + der, false});
    // The same in BER: a length in more bytes than it takes.
    REQUIRE(static_cast<unsigned char>(der[1]) < 0x80);
    rows.push_back({query, der.substr(0, 1) + "\x81" + der.substr(1), false});
    // Without asking for the authority's certificates.
    REQUIRE(der.ends_with("\x01\x01\xff"));
    std::string less = der.substr(0, der.size() - 3);
    less[1] = static_cast<char>(less[1] - 3);
    rows.push_back({query, less, false});
  }
  for (const Row& row : rows) {
    CAPTURE(row.file);
    CAPTURE(row.bytes);
    test::TempDir dir;
    fs::copy(sealed(), dir / "b", fs::copy_options::recursive);
    test::write_text(dir / "b" / row.file, row.bytes);
    relist_seal(dir / "b");
    const auto checked = verify_bundle(dir / "b");
    REQUIRE(checked);
    REQUIRE_MESSAGE(checked->problems.empty() == row.fits, told(*checked));
    for (const Problem& problem : checked->problems)
      CHECK(problem.file == row.file);
  }
}

TEST_CASE("certificates that lead to no root are said to") {
  test::TempDir dir;
  SealOrder order = order_of(club(), {authority()});
  order.roots_pem.clear();
  write_sealed(dir / "b", &order);
  const auto checked = verify_bundle(dir / "b");
  REQUIRE(checked);
  CHECK_MESSAGE(checked->problems.empty(), told(*checked));
  REQUIRE(checked->stamps.size() == 2);
  // The token holds its root.
  CHECK(checked->stamps[0].chain_has_root);
  const auto& seen = checked->stamps[0];
  const std::string response = test::read_text(dir / "b" / seen.file);
  const auto certificates = certificates_in(seen.stamp.certificates_pem);
  const std::string alone = to_pem(*certificates[0]);
  CHECK(fit_of_chain(response, alone, alone) == ChainFit::as_came);
  CHECK(fit_of_chain(response, alone, alone + alone) == ChainFit::other);
}

TEST_CASE("a bundle sealed anew by a thief is whole, and shows the thief") {
  test::TempDir dir;
  const SigningKey thief = *make_signing_key("Rowing club", sealing_time());
  const SealOrder order = order_of(thief, {});
  write_sealed(dir / "b", &order);
  const auto checked = verify_bundle(dir / "b");
  CHECK(checked->problems.empty());
  CHECK(checked->signer != fingerprint_of(*club().certificate));
  const auto demanded =
      verify_bundle(dir / "b", {fingerprint_of(*club().certificate), ""});
  REQUIRE(demanded->problems.size() == 1);
  CHECK(demanded->problems[0].what == "key");
}

TEST_CASE("a seal cannot be cut off") {
  test::TempDir dir;
  fs::copy(sealed(), dir / "b", fs::copy_options::recursive);
  fs::remove_all(dir / "b" / "seal");
  const auto checked = verify_bundle(dir / "b");
  REQUIRE(checked);
  for (const std::string& file : seal_files(1)) CHECK(names(*checked, file));
}

TEST_CASE("an authority that does not answer is left out and told") {
  test::TempDir dir;
  const StampAuthority dead{
      "dead", [](const std::string&) {
        return Result<std::string>(fail(ErrorKind::network, "nobody there"));
      }};
  const StampAuthority liar{
      "liar", [](const std::string&) { return Result<std::string>("200 OK"); }};
  struct Row {
    std::vector<StampAuthority> asked;
    std::string_view state;
    std::size_t failed;
  };
  const Row rows[] = {
      {{}, "sealed-untimestamped", 0},
      {{dead}, "sealed-untimestamped", 1},
      {{dead, authority(), liar}, "sealed", 2},
      {{authority(), authority()}, "sealed", 0},
  };
  int number = 0;
  for (const Row& row : rows) {
    const SealOrder order = order_of(club(), row.asked);
    const fs::path bundle = dir / std::to_string(number++);
    const Finished finished = write_sealed(bundle, &order);
    CHECK(finished.state == row.state);
    CHECK(finished.not_stamped.size() == row.failed);
    const auto checked = verify_bundle(bundle);
    REQUIRE(checked);
    CHECK_MESSAGE(checked->problems.empty(), told(*checked));
    CHECK(checked->state == row.state);
    CHECK(checked->stamps.size() == 2 * (row.asked.size() - row.failed));
  }
}

TEST_CASE("a demand of an unsealed bundle is not met") {
  test::TempDir dir;
  write_sealed(dir / "b", nullptr);
  CHECK(verify_bundle(dir / "b")->state == "unsealed");
  CHECK(verify_bundle(dir / "b")->problems.empty());
  CHECK(verify_bundle(dir / "b", {std::string(64, '0'), ""})
            ->problems.front()
            .what == "key");
  test::write_text(dir / "b/seal/x", "x");
  CHECK(names(*verify_bundle(dir / "b"), "seal/x"));
}
