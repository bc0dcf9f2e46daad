// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/cms.h"

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "base/certificate.h"
#include "reports/seal/signing_key.h"
#include "tests/base/stamping_openssl.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

constexpr std::string_view kSecret = "a good passphrase";
constexpr std::string_view kContent = "0123  data/a.txt\n";

UtcTime now() { return SystemClock().now(); }

const SigningKey& a_key() {
  static const SigningKey key = *make_signing_key("Rowing club", now());
  return key;
}

}  // namespace

TEST_CASE("a signature names its key") {
  const auto signature = sign_detached(a_key(), kContent);
  REQUIRE(signature);
  const auto signer = check_detached(*signature, kContent);
  REQUIRE(signer);
  CHECK(signer->subject == "CN=Rowing club");
  CHECK(signer->fingerprint == fingerprint_of(*a_key().certificate));
  CHECK(signer->certificate_pem == to_pem(*a_key().certificate));
}

TEST_CASE("openssl verifies a signature as VERIFY.txt says") {
  test::TempDir dir;
  test::write_text(dir / "content", kContent);
  test::write_text(dir / "content.p7s", *sign_detached(a_key(), kContent));
  test::write_text(dir / "signer.pem", to_pem(*a_key().certificate));
  const std::string verify = "cd '" + dir.path().string() +
                             "' && openssl cms -verify -binary -inform DER "
                             "-in content.p7s -content content "
                             "-CAfile signer.pem -out /dev/null";
  CHECK(test::succeeds(verify));
  test::write_text(dir / "content", std::string(kContent) + "x");
  CHECK_FALSE(test::succeeds(verify));
}

// What is left no signature covers, such as version numbers and the list of
// digests' names: a bundle's list of its seal holds every byte of it.
TEST_CASE("nearly no byte of a signature can change and leave it right") {
  const std::string signature = *sign_detached(a_key(), kContent);
  const std::string signer = to_pem(*a_key().certificate);
  std::size_t unseen = 0;
  for (std::size_t at = 0; at < signature.size(); ++at) {
    for (const char flip : {'\x01', '\x20', '\x80'}) {
      std::string other = signature;
      other[at] = static_cast<char>(other[at] ^ flip);
      const auto found = check_detached(other, kContent);
      unseen += found && found->certificate_pem == signer;
    }
  }
  CHECK(unseen * 30 < signature.size() * 3);
  for (std::size_t size = 0; size < signature.size(); size += 7)
    REQUIRE_FALSE(check_detached(signature.substr(0, size), kContent));
  CHECK_FALSE(check_detached(signature + '\0', kContent));
}

TEST_CASE("a signature of other content does not fit") {
  const std::string signature = *sign_detached(a_key(), kContent);
  CHECK_FALSE(check_detached(signature, "0124  data/a.txt\n"));
  CHECK_FALSE(check_detached(signature, ""));
}

TEST_CASE("a key is opened by its passphrase alone") {
  const auto text = protect_key(a_key(), kSecret);
  REQUIRE(text);
  CHECK(text->starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  const auto again = read_signing_key(*text, kSecret, "k");
  REQUIRE(again);
  CHECK(check_detached(*sign_detached(*again, kContent), kContent));
  CHECK(fingerprint_of(*again->certificate) ==
        fingerprint_of(*a_key().certificate));
  const auto wrong = read_signing_key(*text, "another passphrase", "k");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::refused);
  CHECK_FALSE(protect_key(a_key(), "short"));
}

TEST_CASE("files that hold no key are told apart") {
  const std::string key = *protect_key(a_key(), kSecret);
  const std::string other =
      to_pem(*make_signing_key("Other", now())->certificate);
  const std::string alone = key.substr(0, key.find("-----BEGIN CERT"));
  CHECK(read_signing_key("", kSecret, "k").error().kind == ErrorKind::damaged);
  CHECK(read_signing_key("PK\x03\x04", kSecret, "k").error().kind ==
        ErrorKind::damaged);
  CHECK(read_signing_key(alone, kSecret, "k").error().what ==
        "no certificate stands behind the key");
  CHECK(read_signing_key(alone + other, kSecret, "k").error().what ==
        "the key and the certificate do not belong together");
}

TEST_CASE("a key is made once, for its owner's eyes") {
  test::TempDir dir;
  const auto path = dir / "keys" / "signing.pem";
  const auto made = load_or_make_key(path, kSecret, "Rowing club", now());
  REQUIRE(made);
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  const auto again = load_or_make_key(path, kSecret, "Somebody else", now());
  REQUIRE(again);
  CHECK(subject_of(*again->certificate) == "CN=Rowing club");
  CHECK_FALSE(load_or_make_key(path, "another passphrase", "x", now()));
}

TEST_CASE("PKCS#12 made by openssl") {
  test::TempDir dir;
  const std::string in = "cd '" + dir.path().string() + "' && ";
  for (const char* kind : {"ec -pkeyopt ec_paramgen_curve:P-256", "rsa:2048",
                           "rsa:1024", "ed25519"}) {
    CAPTURE(kind);
    REQUIRE(test::succeeds(
        in + "openssl req -x509 -newkey " + kind +
        " -nodes -keyout k.pem -out c.pem -subj /CN=Lawyer -days 9"));
    REQUIRE(test::succeeds(in +
                           "openssl pkcs12 -export -inkey k.pem -in c.pem "
                           "-passout 'pass:a good passphrase' -out k.p12"));
    const auto key =
        read_signing_key(test::read_text(dir / "k.p12"), kSecret, "k.p12");
    const bool strong = kind != std::string_view("rsa:1024") &&
                        kind != std::string_view("ed25519");
    REQUIRE(key.has_value() == strong);
    if (!strong) {
      CHECK(key.error().kind == ErrorKind::unsupported);
      continue;
    }
    CHECK(check_detached(*sign_detached(*key, kContent), kContent)->subject ==
          "CN=Lawyer");
    CHECK(read_signing_key(test::read_text(dir / "k.p12"), "wrong passphrase",
                           "k.p12")
              .error()
              .kind == ErrorKind::refused);
  }
}

TEST_CASE("signatures that say less than they seem to") {
  test::TempDir dir;
  test::write_text(dir / "content", kContent);
  const std::string in = "cd '" + dir.path().string() + "' && ";
  REQUIRE(
      test::succeeds(in +
                     "openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem "
                     "-out c.pem -subj /CN=a -days 9"));
  REQUIRE(
      test::succeeds(in +
                     "openssl req -x509 -newkey rsa:2048 -nodes -keyout l.pem "
                     "-out d.pem -subj /CN=b -days 9"));
  const std::string sign =
      in +
      "openssl cms -sign -binary -in content -inkey k.pem -signer c.pem "
      "-outform DER -out s.p7s ";
  struct Row {
    const char* flags;
    const char* why;  // "" where it is right
  };
  const Row rows[] = {
      {"-md sha256 -cades", ""},
      {"-md sha512 -cades", ""},
      {"-md sha1", "rests on a weak digest"},
      {"-md sha256 -cades -nodetach", "holds content of its own"},
      {"-md sha256 -cades -nocerts", "does not fit"},
      {"-md sha256 -cades -signer d.pem -inkey l.pem",
       "has not exactly one signer"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.flags);
    REQUIRE(test::succeeds(sign + row.flags));
    const auto signer =
        check_detached(test::read_text(dir / "s.p7s"), kContent);
    if (*row.why == '\0') {
      CHECK(signer);
    } else {
      REQUIRE_FALSE(signer);
      CHECK(signer.error().what.starts_with(row.why));
    }
  }
}

TEST_CASE("signers' names") {
  CHECK_FALSE(make_signing_key("", now()));
  CHECK_FALSE(make_signing_key(std::string(65, 'a'), now()));
  CHECK_FALSE(make_signing_key("a\nb", now()));
  const auto key = make_signing_key("Vereniging Zoë", now());
  REQUIRE(key);
  CHECK(subject_of(*key->certificate) == "CN=Vereniging Zoë");
}
