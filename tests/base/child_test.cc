// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include "base/child.h"

namespace veto {
namespace {

TEST_CASE("child: what it prints, and how it ends") {
  const auto done = run_child(
      {"sh", "-c", "printf out; printf wrong >&2; exit 3"}, {}, {}, {});
  REQUIRE(done.has_value());
  CHECK(done->output == "out");
  CHECK(done->errors == "wrong");
  CHECK(done->code == 3);
  CHECK(run_child({"sh", "-c", "kill -9 $$"}, {}, {}, {})->code == 137);
}

TEST_CASE("child: it gets what it is given and nothing else") {
  ::setenv("VETO_CHILD_TEST", "inherited", 1);
  const auto done = run_child(
      {"sh", "-c", "echo \"$GIVEN;$VETO_CHILD_TEST;$1\"", "sh", "a b;c"},
      {"GIVEN=yes"}, {}, {});
  REQUIRE(done.has_value());
  CHECK(done->output == "yes;;a b;c\n");
  CHECK(run_child({"cat"}, {}, {}, {})->output.empty());
}

TEST_CASE("child: too much, too long, none, and stopped") {
  CHECK(run_child({"head", "-c", "5000", "/dev/zero"}, {}, {.max_bytes = 4999},
                  {})
            .error()
            .kind == ErrorKind::too_large);
  CHECK(run_child({"head", "-c", "5000", "/dev/zero"}, {}, {.max_bytes = 5000},
                  {})
            ->output.size() == 5000);
  CHECK(
      run_child({"sleep", "60"}, {}, {.max_time = std::chrono::seconds(0)}, {})
          .error()
          .kind == ErrorKind::refused);
  CHECK(run_child({"no-such-program-here"}, {}, {}, {}).error().kind ==
        ErrorKind::not_found);
  std::stop_source stop;
  stop.request_stop();
  CHECK(run_child({"sleep", "60"}, {}, {}, stop.get_token()).error().kind ==
        ErrorKind::interrupted);
}

TEST_CASE("child: errors are kept short") {
  const auto done =
      run_child({"sh", "-c", "head -c 100000 /dev/zero >&2"}, {}, {}, {});
  REQUIRE(done.has_value());
  CHECK(done->errors.size() == 4096);
  CHECK(done->code == 0);
}

}  // namespace
}  // namespace veto
