// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/envelope.h"

#include <string>
#include <string_view>

#include "base/certificate.h"
#include "tests/base/stamping_openssl.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

constexpr std::string_view kOpen = "correct horse battery";

UtcTime sealed_at() { return SystemClock().now(); }

// NAME.pem, NAME.key and what `openssl req` is told besides.
void make_recipient(const test::TempDir& dir, const std::string& name,
                    const std::string& kind, const std::string& more = "") {
  REQUIRE(test::succeeds("cd '" + dir.path().string() +
                         "' && openssl req -x509 -newkey " + kind +
                         " -nodes -keyout " + name + ".key -out " + name +
                         ".pem -subj /CN=" + name + " -days 9 " + more));
}

Result<Addressees> recipients(const test::TempDir& dir,
                              std::initializer_list<const char*> names) {
  std::string pem;
  for (const char* name : names)
    pem += test::read_text(dir / (std::string(name) + ".pem"));
  return read_recipients(pem, sealed_at(), "r.pem");
}

// What openssl makes of one file, by a key or by a passphrase.
std::optional<std::string> opened(const test::TempDir& dir,
                                  const std::string& file,
                                  const std::string& how) {
  const auto out = dir / "opened";
  std::filesystem::remove(out);
  if (!test::succeeds("cd '" + dir.path().string() +
                      "' && openssl cms -decrypt -binary -inform DER -in '" +
                      file + "' -out opened " + how))
    return std::nullopt;
  return test::read_text(out);
}

std::string by_key(const std::string& name) {
  return "-recip " + name + ".pem -inkey " + name + ".key";
}

std::string by_passphrase(std::string_view text) {
  return "-pwri_password '" + std::string(text) + "'";
}

std::vector<std::filesystem::path> seal(const test::TempDir& dir,
                                        const Addressees& to,
                                        std::string_view bytes,
                                        std::uint64_t part = kEnvelopePart) {
  EnvelopeWriter writer(dir / "log-1", to, part);
  // In pieces that fit no boundary.
  for (std::size_t at = 0; at < bytes.size(); at += 777)
    REQUIRE(writer.write(bytes.substr(at, 777)));
  auto parts = writer.finish();
  REQUIRE(parts);
  return *parts;
}

std::string long_text() {
  std::string text;
  for (int i = 0; text.size() < 100'000; ++i)
    text += "line " + std::to_string(i) + "\r\n";
  return text;
}

}  // namespace

TEST_CASE("openssl opens what is sealed to a certificate") {
  const std::string text = long_text();
  for (const char* kind : {"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"}) {
    CAPTURE(kind);
    test::TempDir dir;
    make_recipient(dir, "dpa", kind);
    make_recipient(dir, "other", kind);
    const auto to = recipients(dir, {"dpa"});
    REQUIRE(to);
    CHECK(cipher_for(*to) == "AES-256-GCM");
    REQUIRE(seal(dir, *to, text).size() == 1);
    CHECK(opened(dir, "log-1.p7m", by_key("dpa")) == text);
    CHECK(opened(dir, "log-1.p7m", by_key("other")) != text);
  }
}

TEST_CASE("each of several recipients opens it") {
  test::TempDir dir;
  make_recipient(dir, "a", "rsa:2048");
  make_recipient(dir, "b", "ec -pkeyopt ec_paramgen_curve:P-384");
  seal(dir, *recipients(dir, {"a", "b"}), "one line\n");
  CHECK(opened(dir, "log-1.p7m", by_key("a")) == "one line\n");
  CHECK(opened(dir, "log-1.p7m", by_key("b")) == "one line\n");
}

TEST_CASE("a passphrase opens it, and no other") {
  test::TempDir dir;
  const auto to = passphrase_addressee(std::string(kOpen));
  REQUIRE(to);
  CHECK(cipher_for(*to) == "AES-256-CBC");
  const std::string text = long_text();
  seal(dir, *to, text);
  CHECK(opened(dir, "log-1.p7m", by_passphrase(kOpen)) == text);
  // Of CBC one wrong passphrase in 256 or so ends in a padding that fits.
  CHECK(opened(dir, "log-1.p7m", by_passphrase("correct horse")) != text);
  CHECK(test::read_text(dir / "log-1.p7m").find("line 1") == std::string::npos);
}

TEST_CASE("no byte of the sealed content can change, and none can be cut") {
  test::TempDir dir;
  make_recipient(dir, "dpa", "rsa:2048");
  const std::string text = long_text();
  seal(dir, *recipients(dir, {"dpa"}), text);
  const std::string whole = test::read_text(dir / "log-1.p7m");
  std::string changed = whole;
  changed[whole.size() / 2] ^= '\x10';
  test::write_text(dir / "changed", changed);
  CHECK_FALSE(opened(dir, "changed", by_key("dpa")));
  for (const std::size_t size : {whole.size() - 1, whole.size() / 2}) {
    CAPTURE(size);
    test::write_text(dir / "cut", whole.substr(0, size));
    CHECK_FALSE(opened(dir, "cut", by_key("dpa")));
  }
}

TEST_CASE("what is sealed by a passphrase and cut does not open") {
  test::TempDir dir;
  seal(dir, *passphrase_addressee(std::string(kOpen)), long_text());
  const std::string whole = test::read_text(dir / "log-1.p7m");
  test::write_text(dir / "cut", whole.substr(0, whole.size() / 2));
  CHECK_FALSE(opened(dir, "cut", by_passphrase(kOpen)));
}

TEST_CASE("what is long comes in parts") {
  test::TempDir dir;
  make_recipient(dir, "dpa", "rsa:2048");
  const std::string text = long_text();
  const auto to = recipients(dir, {"dpa"});
  const auto parts = seal(dir, *to, text, 40'000);
  REQUIRE(parts.size() == 3);
  std::string again;
  for (const auto& [at, name] :
       {std::pair(0, "log-1.p7m"), {1, "log-1.2.p7m"}, {2, "log-1.3.p7m"}}) {
    CHECK(parts[static_cast<std::size_t>(at)].filename() == name);
    const auto piece = opened(dir, name, by_key("dpa"));
    REQUIRE(piece);
    CHECK(piece->size() <= 40'000);
    again += *piece;
  }
  CHECK(again == text);
}

TEST_CASE("parts end with the bytes") {
  for (const auto& [size, count] :
       {std::pair<std::size_t, std::size_t>(1, 1), {100, 1}, {101, 2}}) {
    CAPTURE(size);
    test::TempDir dir;
    make_recipient(dir, "dpa", "ec -pkeyopt ec_paramgen_curve:P-256");
    const auto to = recipients(dir, {"dpa"});
    REQUIRE(seal(dir, *to, std::string(size, 'x'), 100).size() == count);
    CHECK(opened(dir, "log-1.p7m", by_key("dpa")) ==
          std::string(std::min<std::size_t>(size, 100), 'x'));
  }
}

TEST_CASE("nothing is not sealed") {
  test::TempDir dir;
  const auto to = passphrase_addressee(std::string(kOpen));
  EnvelopeWriter writer(dir / "log-1", *to);
  REQUIRE(writer.write(""));
  CHECK(writer.finish().error().kind == ErrorKind::refused);
  CHECK_FALSE(std::filesystem::exists(dir / "log-1.p7m"));
}

TEST_CASE("no file is replaced") {
  test::TempDir dir;
  test::write_text(dir / "log-1.p7m", "of before");
  const auto to = passphrase_addressee(std::string(kOpen));
  EnvelopeWriter writer(dir / "log-1", *to);
  const auto written = writer.write("x");
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == ErrorKind::io);
  CHECK(test::read_text(dir / "log-1.p7m") == "of before");
}

TEST_CASE("certificates nobody can be written to with") {
  test::TempDir dir;
  make_recipient(dir, "good", "rsa:2048", "-addext keyUsage=keyEncipherment");
  make_recipient(dir, "signer", "rsa:2048",
                 "-addext keyUsage=digitalSignature");
  make_recipient(dir, "short", "rsa:1024");
  make_recipient(dir, "edwards", "ed25519");
  const auto kind_of = [&](const char* name) {
    const auto to = recipients(dir, {name});
    return to ? std::string() : to.error().what;
  };
  CHECK(kind_of("good") == "");
  CHECK(kind_of("signer").starts_with("the certificate says"));
  CHECK(kind_of("short").starts_with("the recipient's key is neither"));
  CHECK(kind_of("edwards").starts_with("the recipient's key is neither"));
  const std::string pem = test::read_text(dir / "good.pem");
  const auto later = read_recipients(
      pem, sealed_at() + std::chrono::hours(24 * 10), "good.pem");
  REQUIRE_FALSE(later);
  CHECK(later.error().kind == ErrorKind::refused);
  CHECK(read_recipients("no PEM", sealed_at(), "x").error().kind ==
        ErrorKind::usage);
  CHECK_FALSE(passphrase_addressee("elevenbytes"));
}
