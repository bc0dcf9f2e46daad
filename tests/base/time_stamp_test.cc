// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps: an answer of `openssl ts` for "what was stamped", made with a
// key of its own, and what is no such answer. Queries that openssl answers, and
// nonces: tests/flow/logs_anchor_test.py.
#include "base/time_stamp.h"

#include <doctest/doctest.h>

#include <string>

#include "base/file.h"
#include "tests/support.h"

using namespace veto;

namespace {

std::string answer(const char* name) {
  const auto path = test::source_dir() / "tests/fuzz/corpus/time_stamp" / name;
  const auto bytes = read_file(path, kMaxTimeStamp);
  REQUIRE(bytes.has_value());
  return *bytes;
}

const Digest kStamped = sha256("what was stamped");

}  // namespace

TEST_CASE("time stamp: granted, and by whom") {
  const auto stamp = read_time_stamp(answer("granted"), kStamped, 0);
  REQUIRE_MESSAGE(stamp.has_value(), (stamp ? "" : stamp.error().message()));
  CHECK(stamp->signer.find("Test Authority") != std::string::npos);
  CHECK(stamp->policy == "1.2.3.4.1");
  CHECK(!stamp->serial.empty());
  CHECK(to_rfc3339(stamp->time).starts_with("2026-11-"));
}

TEST_CASE("time stamp: of something else, to another query, or refused") {
  const auto kind = [](const std::string& der, const Digest& digest,
                       std::uint64_t nonce) {
    const auto stamp = read_time_stamp(der, digest, nonce);
    REQUIRE(!stamp);
    return stamp.error().kind;
  };
  CHECK(kind(answer("granted"), sha256("other"), 0) == ErrorKind::damaged);
  CHECK(kind(answer("granted"), kStamped, 7) == ErrorKind::damaged);
  CHECK(kind(answer("refused"), kStamped, 0) == ErrorKind::refused);
  CHECK(kind("", kStamped, 0) == ErrorKind::damaged);
  CHECK(kind(answer("granted") + "x", kStamped, 0) == ErrorKind::damaged);
  CHECK(kind(std::string(kMaxTimeStamp + 1, '0'), kStamped, 0) ==
        ErrorKind::too_large);
}

TEST_CASE("time stamp: no byte of what is signed can be changed") {
  const std::string whole = answer("granted");
  std::size_t taken = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto stamp = read_time_stamp(changed, kStamped, 0);
    if (!stamp) continue;
    // What names the signer may read otherwise; time and digest may not.
    ++taken;
    CHECK(stamp->time == read_time_stamp(whole, kStamped, 0)->time);
  }
  CHECK(taken < whole.size() / 2);
}

TEST_CASE("time stamp: every query is another one") {
  const auto one = time_stamp_query(kStamped);
  const auto other = time_stamp_query(kStamped);
  REQUIRE((one && other));
  CHECK(one->der != other->der);
  CHECK(one->nonce != 0);
  CHECK(one->der.find(std::string(
            reinterpret_cast<const char*>(kStamped.bytes.data()), 32)) !=
        std::string::npos);
}
