// SPDX-License-Identifier: GPL-3.0-or-later
//
// Traps: their names, and what is told from them.

#include "audit/traps/trap.h"

#include <doctest/doctest.h>

namespace veto::traps {
namespace {

Trap made(const char* site = "https://example.org/a?b") {
  auto trap = new_trap(*Url::parse(site), from_micros(1));
  REQUIRE(trap.has_value());
  return *trap;
}

TEST_CASE("trap: random names, one below the other, at the origin's root") {
  const Trap one = made();
  const Trap other = made();
  CHECK(one.origin == "https://example.org");
  CHECK(one.path.starts_with("/trap-"));
  CHECK(one.path.size() == std::string("/trap-/").size() + 32);
  CHECK(one.deeper.starts_with(one.path));
  CHECK(one.deeper.size() == one.path.size() + 33);
  CHECK(one.path != other.path);
  CHECK(one.deeper.substr(one.path.size()) !=
        other.deeper.substr(other.path.size()));
  CHECK(!new_trap(*Url::parse("ftp://example.org/"), from_micros(1)));
}

TEST_CASE("trap: one of the user's own") {
  const struct {
    const char* text;
    const char* path;  // null where it is none
    const char* since;
  } rows[] = {
      {"/private/", "/private/", ""},
      {"/a?b=c/", "/a?b=c/", ""},
      {"/t/=2026-11-01T00:00:00Z", "/t/", "2026-11-01T00:00:00.000Z"},
      {"/t=1/=2026-11-01T01:00:00+01:00", "/t=1/", "2026-11-01T00:00:00.000Z"},
      {"/t/=yesterday", nullptr, ""},
      {"/", nullptr, ""},
      {"", nullptr, ""},
      {"=2026-11-01T00:00:00Z", nullptr, ""},
      {"https://example.org/t/", nullptr, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto trap = parse_trap(row.text);
    REQUIRE(trap.has_value() == (row.path != nullptr));
    if (!trap) continue;
    CHECK(trap->path == row.path);
    CHECK(trap->deeper.empty());
    CHECK((trap->disallowed_from ? to_rfc3339(*trap->disallowed_from) : "") ==
          row.since);
  }
}

TEST_CASE("trap: canaries are what the server names, nothing else") {
  Trap trap = made();
  const std::string name = "0123456789abcdef0123456789abcdef";
  const auto read = [&](const std::string& rest) {
    const std::string target = trap.path + rest;
    const auto canary = canary_of(trap, target);
    return canary ? std::string(canary->name) + "|" + std::string(canary->rest)
                  : std::string("none");
  };
  CHECK(read("c-" + name + "/") == name + "|");
  CHECK(read("c-" + name + "/p.png") == name + "|p.png");
  CHECK(read("c-aR4@xyz_-ABCDEFGHIJ/") == "aR4@xyz_-ABCDEFGHIJ|");
  for (const std::string& rest :
       {std::string(), std::string("p.png"), "c-" + name,
        "c-" + name + "/x.png", std::string("c-short/"),
        "c-" + std::string(65, 'a') + "/", "c-" + name.substr(0, 20) + ".%2f/",
        "C-" + name + "/", name + "/"}) {
    CAPTURE(rest);
    CHECK(read(rest) == "none");
  }
  CHECK(!canary_of(trap, "/elsewhere/c-" + name + "/"));
  // What the user named has no server behind it that makes names.
  trap.path = "/private/";
  CHECK(read("c-" + name + "/") == "none");
}

TEST_CASE("trap: the first part of a path") {
  CHECK(first_part("/trap-1/c-2/p.png") == "/trap-1/");
  CHECK(first_part("/trap-1/") == "/trap-1/");
  CHECK(first_part("/trap-1") == "/trap-1");
  CHECK(first_part("//") == "//");
  CHECK(first_part("/") == "/");
  CHECK(first_part("").empty());
  CHECK(first_part("*").empty());
}

}  // namespace
}  // namespace veto::traps
