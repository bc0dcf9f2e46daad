// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps given by openssl.

#include "base/time_stamp.h"

#include <chrono>
#include <string>
#include <string_view>

#include "base/certificate.h"
#include "base/file.h"
#include "tests/base/stamping_openssl.h"
#include "tests/support.h"

using namespace veto;

namespace {

constexpr std::string_view kStamped = "what is to be stamped";

using Authority = test::StampingOpenssl;

}  // namespace

TEST_CASE("a stamp says when, and by whom") {
  const Authority authority;
  const Digest digest = sha256(kStamped);
  const auto query = time_stamp_query(digest);
  REQUIRE(query);
  const std::string answer = authority.answer(*query);
  const auto stamp = check_time_stamp(answer, digest, *query);
  REQUIRE(stamp);
  const auto age = SystemClock().now() - stamp->time;
  CHECK(age > std::chrono::minutes(-1));
  CHECK(age < std::chrono::minutes(10));
  CHECK(stamp->accuracy == std::chrono::seconds(1));
  CHECK(stamp->policy == "1.3.6.1.4.1.32473.1");
  CHECK(stamp->signer == "CN=Test time stamps");
  CHECK(certificates_in(stamp->certificates_pem).size() == 2);
  CHECK_FALSE(stamp->says_qualified);
  const auto chain = chain_of_stamp(answer, authority.root_pem());
  REQUIRE(chain);
  CHECK(certificates_in(*chain).size() == 2);
  CHECK(chain->ends_with(authority.root_pem()));
  // Nobody knows this root, and another of the same name is another.
  CHECK_FALSE(chain_of_stamp(answer, ""));
  CHECK_FALSE(chain_of_stamp(answer, Authority().root_pem()));
}

TEST_CASE("openssl verifies a stamp as VERIFY.txt says") {
  const Authority authority;
  const std::string answer =
      authority.answer(*time_stamp_query(sha256(kStamped)));
  REQUIRE(write_file_atomic(authority.folder() / "file", kStamped));
  REQUIRE(write_file_atomic(authority.folder() / "file.tsr", answer));
  CHECK(test::succeeds("cd '" + authority.folder().path().string() +
                       "' && openssl ts -verify -data file -in file.tsr "
                       "-CAfile root.pem"));
}

TEST_CASE("a stamp of something else does not fit") {
  const Authority authority;
  const Digest digest = sha256(kStamped);
  const std::string query = *time_stamp_query(digest);
  const std::string other = *time_stamp_query(digest);
  const std::string answer = authority.answer(query);
  CHECK(check_time_stamp(answer, digest));
  CHECK_FALSE(check_time_stamp(answer, sha256("something else")));
  // An answer to an earlier request: its nonce is another.
  CHECK(query != other);
  CHECK_FALSE(check_time_stamp(answer, digest, other));
  CHECK(check_time_stamp(answer, digest, query));
  CHECK_FALSE(check_time_stamp(answer, digest, query + "x"));
  CHECK_FALSE(check_time_stamp(answer, digest, "no query"));
  CHECK_FALSE(check_time_stamp(answer + '\0', digest));
  CHECK_FALSE(check_time_stamp("", digest));
  CHECK_FALSE(check_time_stamp(std::string(kMaxTimeStamp + 1, '0'), digest));
}

TEST_CASE("no byte of a token can change and leave another time") {
  const Authority authority;
  const Digest digest = sha256(kStamped);
  const std::string answer = authority.answer(*time_stamp_query(digest));
  const auto stamp = check_time_stamp(answer, digest);
  REQUIRE(stamp);
  for (std::size_t at = 0; at < answer.size(); ++at) {
    for (const char flip : {'\x01', '\x20', '\x80'}) {
      std::string bytes = answer;
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      const auto changed = check_time_stamp(bytes, digest);
      if (!changed) continue;
      REQUIRE(changed->time == stamp->time);
      REQUIRE(changed->serial == stamp->serial);
      REQUIRE(changed->signer_fingerprint == stamp->signer_fingerprint);
    }
  }
}

TEST_CASE("an authority that refuses") {
  const Authority authority;
  std::string query = *time_stamp_query(sha256(kStamped));
  // A version that there is not.
  query[query.find("\x02\x01\x01") + 2] = '\x09';
  const auto stamp =
      check_time_stamp(authority.answer(query), sha256(kStamped));
  REQUIRE_FALSE(stamp);
  CHECK(stamp.error().what == "was not granted (status 2)");
}
