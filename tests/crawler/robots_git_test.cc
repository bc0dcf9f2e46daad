// SPDX-License-Identifier: GPL-3.0-or-later
//
// A robots.txt out of a git repository, made by git itself.

#include <doctest/doctest.h>

#include <fstream>

#include "base/child.h"
#include "crawler/api/robots_git.h"
#include "tests/support.h"

namespace veto::crawler {
namespace {

constexpr const char* kOpen = "User-agent: *\nDisallow:\n";
constexpr const char* kClosed = "User-agent: *\nDisallow: /p/\n";

UtcTime utc_of(const char* text) { return *parse_rfc3339(text); }

struct Repository {
  veto::test::TempDir dir;
  std::string path = "robots.txt";

  Repository() { git({"init", "-q", "-b", "main", "."}); }

  void git(std::vector<std::string> arguments, const char* date = "") {
    arguments.insert(arguments.begin(), {"git", "-C", (dir / ".").string()});
    std::vector<std::string> environment = {
        "GIT_CONFIG_NOSYSTEM=1",
        "GIT_CONFIG_GLOBAL=/dev/null",
        "GIT_AUTHOR_NAME=a",
        "GIT_AUTHOR_EMAIL=a@a.test",
        "GIT_COMMITTER_NAME=a",
        "GIT_COMMITTER_EMAIL=a@a.test",
        std::string("GIT_AUTHOR_DATE=") + date,
        std::string("GIT_COMMITTER_DATE=") + date};
    if (!*date) environment.resize(6);
    const auto done = run_child(arguments, environment, {}, {});
    REQUIRE(done.has_value());
    REQUIRE_MESSAGE(done->code == 0, done->errors);
  }
  Repository& commit(const char* date, const std::string& text) {
    std::filesystem::create_directories((dir / path).parent_path());
    std::ofstream(dir / path, std::ios::binary) << text;
    git({"add", "-A"});
    git({"commit", "-q", "--allow-empty", "-m", "change"}, date);
    return *this;
  }
  Repository& remove(const char* date) {
    git({"rm", "-q", path});
    git({"commit", "-q", "-m", "remove"}, date);
    return *this;
  }
  Result<RobotsHistory> history(const std::string& suffix = {}) {
    return robots_from_git((dir / ".").string() + suffix,
                           utc_of("2030-01-01T00:00:00Z"), "http://a.test", {});
  }
};

std::string text_at(const RobotsHistory& history, const char* time) {
  const auto version = history.at(utc_of(time));
  return version ? version->text : "unknown";
}

TEST_CASE("git: in force from a day after the commit until the next") {
  Repository repository;
  repository.commit("2026-11-01T00:00:00Z", kOpen)
      .commit("2026-11-10T00:00:00Z", kClosed);
  const auto history = repository.history();
  REQUIRE_MESSAGE(history.has_value(),
                  (history ? "" : history.error().message()));
  const struct {
    const char* time;
    const char* text;
  } cases[] = {
      {"2026-10-31T00:00:00Z", "unknown"}, {"2026-11-01T12:00:00Z", "unknown"},
      {"2026-11-02T00:00:00Z", kOpen},     {"2026-11-09T23:59:59Z", kOpen},
      {"2026-11-10T00:00:00Z", "unknown"}, {"2026-11-10T23:59:59Z", "unknown"},
      {"2026-11-11T00:00:00Z", kClosed},   {"2029-01-01T00:00:00Z", kClosed},
  };
  for (const auto& one : cases) {
    CAPTURE(one.time);
    CHECK(text_at(*history, one.time) == one.text);
  }
  for (const auto& version : history->versions()) {
    CHECK(version->provenance == Provenance::git);
    CHECK(is_stated(version->provenance));
    CHECK(version->source.size() == 40);
    CHECK(version->origin == "http://a.test");
  }
}

TEST_CASE("git: what was taken back within a day, and what was deleted") {
  Repository repository;
  repository.commit("2026-11-01T00:00:00Z", kOpen)
      .commit("2026-11-10T00:00:00Z", kClosed)
      .commit("2026-11-10T06:00:00Z", kOpen)
      .remove("2026-11-20T00:00:00Z")
      .commit("2026-11-25T00:00:00Z", kOpen);
  const auto history = repository.history();
  REQUIRE(history.has_value());
  CHECK(history->versions().size() == 3);
  CHECK(text_at(*history, "2026-11-09T00:00:00Z") == kOpen);
  CHECK(text_at(*history, "2026-11-10T12:00:00Z") == "unknown");
  CHECK(text_at(*history, "2026-11-11T06:00:00Z") == kOpen);
  CHECK(text_at(*history, "2026-11-22T00:00:00Z") == "unknown");
  CHECK(text_at(*history, "2026-11-26T00:00:00Z") == kOpen);
}

TEST_CASE("git: clocks that run backwards") {
  Repository repository;
  repository.commit("2026-11-10T00:00:00Z", kOpen)
      .commit("2026-11-01T00:00:00Z", kClosed);
  const auto history = repository.history();
  REQUIRE(history.has_value());
  CHECK(text_at(*history, "2026-11-05T00:00:00Z") == "unknown");
  CHECK(text_at(*history, "2026-11-11T00:00:00Z") == kClosed);
}

TEST_CASE("git: a path of its own, and not what it was called before") {
  Repository repository;
  repository.path = "old/r.txt";
  repository.commit("2026-11-01T00:00:00Z", kOpen);
  repository.git({"mv", "old/r.txt", "new-robots.txt"});
  repository.git({"commit", "-q", "-m", "move"}, "2026-11-05T00:00:00Z");
  const auto history = repository.history(":new-robots.txt");
  REQUIRE(history.has_value());
  CHECK(text_at(*history, "2026-11-03T00:00:00Z") == "unknown");
  CHECK(text_at(*history, "2026-11-06T00:00:00Z") == kOpen);
  const auto none = repository.history();
  REQUIRE(!none.has_value());
  CHECK(none.error().kind == ErrorKind::not_found);
  CHECK(none.error().hint.find("REPOSITORY:path") != std::string::npos);
}

TEST_CASE("git: what cannot be read is said") {
  veto::test::TempDir empty;
  const auto until = utc_of("2030-01-01T00:00:00Z");
  const auto none = robots_from_git((empty / ".").string(), until, {}, {});
  REQUIRE(!none.has_value());
  CHECK(none.error().kind == ErrorKind::not_found);

  Repository full;
  full.commit("2026-11-01T00:00:00Z", kOpen)
      .commit("2026-11-10T00:00:00Z", kClosed);
  full.git({"clone", "-q", "--depth", "1",
            "file://" + (full.dir / ".").string(),
            (empty / "shallow").string()});
  const auto shallow =
      robots_from_git((empty / "shallow").string(), until, {}, {});
  REQUIRE(!shallow.has_value());
  CHECK(shallow.error().kind == ErrorKind::unsupported);
  CHECK(shallow.error().hint.find("unshallow") != std::string::npos);

  Repository linked;
  std::filesystem::create_symlink("elsewhere", linked.dir / "robots.txt");
  linked.git({"add", "-A"});
  linked.git({"commit", "-q", "-m", "link"}, "2026-11-01T00:00:00Z");
  const auto link = linked.history();
  REQUIRE(!link.has_value());
  CHECK(link.error().kind == ErrorKind::unsupported);

  std::stop_source stop;
  stop.request_stop();
  const auto stopped =
      robots_from_git((full.dir / ".").string(), until, {}, stop.get_token());
  CHECK(stopped.error().kind == ErrorKind::interrupted);
}

TEST_CASE("git: a repository starts no program of its own") {
  Repository repository;
  repository.commit("2026-11-01T00:00:00Z", kOpen);
  const std::string touch =
      "touch " + (repository.dir / "started").string() + " #";
  for (const char* name : {"core.pager", "pager.log", "diff.external",
                           "gpg.program", "core.fsmonitor", "diff.x.textconv"})
    repository.git({"config", name, touch});
  repository.git({"config", "log.showSignature", "true"});
  std::ofstream(repository.dir / ".git/info/attributes") << "* diff=x\n";
  CHECK(repository.history().has_value());
  CHECK(!std::filesystem::exists(repository.dir / "started"));
}

}  // namespace
}  // namespace veto::crawler
