// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_git.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/child.h"
#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxTextBytes = 8u << 20;
constexpr std::size_t kMaxLogBytes = 4u << 20;
constexpr std::string_view kLink = "120000";
constexpr std::string_view kSubmodule = "160000";

struct GitPlace {
  std::string folder, path;
};

// A folder may have a colon in its name; then it is taken as it stands.
GitPlace place_of(std::string_view where) {
  std::error_code error;
  const std::size_t colon = where.rfind(':');
  if (colon == std::string_view::npos ||
      std::filesystem::is_directory(std::filesystem::path(where), error))
    return {std::string(where), "robots.txt"};
  return {std::string(where.substr(0, colon)),
          std::string(where.substr(colon + 1))};
}

class Git {
 public:
  Git(GitPlace place, std::stop_token stop)
      : place_(std::move(place)), stop_(std::move(stop)) {}

  const GitPlace& place() const { return place_; }

  Result<std::string> run(const std::vector<std::string>& arguments,
                          std::size_t max_bytes) const {
    // A repository's configuration may name programs and places to fetch from.
    std::vector<std::string> all = {"git",
                                    "--no-pager",
                                    "--literal-pathspecs",
                                    "-c",
                                    "log.showSignature=false",
                                    "-c",
                                    "protocol.allow=never",
                                    "-C",
                                    place_.folder};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto done =
        run_child(all,
                  {"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
                   "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1"},
                  {.max_bytes = max_bytes}, stop_);
    if (!done && done.error().kind == ErrorKind::not_found)
      return fail(ErrorKind::not_found, "git is not installed", {},
                  "install git, or give the versions with --robots");
    if (!done) return pass(done);
    if (done->code != 0)
      return fail(ErrorKind::not_found,
                  "git could not read the repository: " +
                      printable(trim(done->errors), 300),
                  printable(place_.folder));
    return std::move(done->output);
  }

 private:
  GitPlace place_;
  std::stop_token stop_;
};

struct Commit {
  std::string id;
  std::chrono::sys_seconds time;
  std::string mode, blob;
  bool deleted = false;
};

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view piece = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return piece;
}

// "ID SECONDS NUL LF :MODE MODE BLOB BLOB LETTER NUL PATH NUL".
std::optional<Commit> read_commit(std::string_view record) {
  Commit commit;
  commit.id = take_until(record, ' ');
  const std::string_view seconds = take_until(record, '\0');
  std::int64_t time = 0;
  const char* end = seconds.data() + seconds.size();
  if (const auto [rest, error] = std::from_chars(seconds.data(), end, time);
      error != std::errc() || rest != end || time < 0)
    return std::nullopt;
  commit.time = std::chrono::sys_seconds(std::chrono::seconds(time));
  if (!record.starts_with("\n:")) return std::nullopt;
  take_until(record, ' ');
  commit.mode = take_until(record, ' ');
  take_until(record, ' ');
  commit.blob = take_until(record, ' ');
  commit.deleted = record.starts_with('D');
  return commit;
}

// Oldest first.
Result<std::vector<Commit>> commits_of(const Git& git) {
  auto log = git.run(
      {"log", "--first-parent", "--diff-merges=first-parent", "--no-renames",
       "--raw", "--no-abbrev", "-z", "--no-ext-diff", "--no-textconv",
       "--max-count=" + std::to_string(kMaxGitVersions + 1),
       "--format=%x01%H%x20%ct", "--", git.place().path},
      kMaxLogBytes);
  if (!log) return pass(log);
  std::vector<Commit> commits;
  std::string_view rest = *log;
  take_until(rest, '\x01');
  while (!rest.empty()) {
    auto commit = read_commit(take_until(rest, '\x01'));
    if (!commit)
      return fail(ErrorKind::damaged, "git's log is not understood",
                  printable(git.place().folder));
    commits.push_back(*std::move(commit));
  }
  if (commits.empty())
    return fail(ErrorKind::not_found, "no such file in the git history",
                printable(git.place().folder + ":" + git.place().path),
                "name it as REPOSITORY:path/robots.txt, by its path today");
  if (commits.size() > kMaxGitVersions)
    return fail(ErrorKind::too_large,
                "more versions in the git history than are read",
                printable(git.place().folder),
                "give those of the logs' time with --robots");
  std::ranges::reverse(commits);
  return commits;
}

Status refuse_shallow(const Git& git) {
  auto shallow = git.run({"rev-parse", "--is-shallow-repository"}, 64);
  if (!shallow) return pass(shallow);
  if (trim(*shallow) != "true") return {};
  return fail(ErrorKind::unsupported,
              "a shallow clone holds no older versions of robots.txt",
              printable(git.place().folder), "run: git fetch --unshallow");
}

// In force from a day after it until the next commit, if that leaves anything.
Status add_commit(const Git& git, const Commit& commit, UtcTime from,
                  UtcTime to, RobotsHistory& history) {
  if (commit.deleted || from > to) {
    history.lost_sight();
    return {};
  }
  if (commit.mode == kLink || commit.mode == kSubmodule)
    return fail(ErrorKind::unsupported,
                "the git history has a link in place of the file",
                printable(git.place().path), "name the file it leads to");
  auto text = git.run({"cat-file", "blob", commit.blob}, kMaxTextBytes);
  if (!text) return pass(text);
  for (const UtcTime seen : {from, to})
    if (auto added =
            history.sighted(seen, 200, *text, Provenance::git, commit.id);
        !added)
      return added;
  return {};
}

}  // namespace

Result<RobotsHistory> robots_from_git(std::string_view where, UtcTime until,
                                      std::string origin,
                                      std::stop_token stop) {
  const Git git(place_of(where), std::move(stop));
  if (auto whole = refuse_shallow(git); !whole) return pass(whole);
  auto commits = commits_of(git);
  if (!commits) return pass(commits);
  // Clocks differ, and a rebase sets them anew: what follows in the history was
  // not served before what it follows.
  for (std::size_t i = 1; i < commits->size(); ++i)
    (*commits)[i].time = std::max((*commits)[i].time, (*commits)[i - 1].time);
  RobotsHistory history(std::move(origin));
  for (std::size_t i = 0; i < commits->size(); ++i) {
    const Commit& commit = (*commits)[i];
    const UtcTime to =
        i + 1 < commits->size()
            ? UtcTime((*commits)[i + 1].time) - std::chrono::microseconds(1)
            : until;
    auto added =
        add_commit(git, commit, commit.time + kDeployment, to, history);
    if (!added) return pass(added);
  }
  return history;
}

}  // namespace veto::crawler
