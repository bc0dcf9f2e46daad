// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/confine.h"

#include "tests/audit/box/worker.h"
#include "tests/support.h"

using namespace veto;

TEST_CASE("confine: what a decoder has no business doing ends its worker") {
  auto pool = box::Pool::start(test::pool_of(1));
  REQUIRE_MESSAGE(pool.has_value(), pool.error().message());
  if (!pool->confinement().system_calls) {
    MESSAGE("SKIPPED: no seccomp here, " << pool->confinement().without);
    return;
  }
  for (const char* deed : {"open", "stat", "socket", "exec", "fork", "thread",
                           "kill", "block signals", "executable memory"}) {
    CAPTURE(deed);
    const auto answer = pool->call(test::job_to(deed));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().what.ends_with("it attempted what its box forbids"));
  }
}

TEST_CASE("confine: a thread from before is in the box too") {
  box::PoolOptions options = test::pool_of(1);
  options.hello = "helper";
  auto pool = box::Pool::start(std::move(options));
  REQUIRE_MESSAGE(pool.has_value(), pool.error().message());
  if (!pool->confinement().system_calls) return;
  const auto answer = pool->call(test::job_to("open in helper"));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().what.ends_with("it attempted what its box forbids"));
}

TEST_CASE("confine: memory beyond the limit is refused") {
  auto pool = box::Pool::start(test::pool_of(1));
  REQUIRE(pool.has_value());
  if (!pool->confinement().memory) return;  // under AddressSanitizer
  const auto answer = pool->call(test::job_to("memory"));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().what == "more memory needed than there is");
}
