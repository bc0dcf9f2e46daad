// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several logs of one site: in order, copies, and what overlaps.

#include <doctest/doctest.h>

#include "audit/logs/seen_lines.h"
#include "base/gzip.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::write;

std::string hit(const std::string& clock, const std::string& target,
                const std::string& ip = "192.0.2.1") {
  return ip + " - - [" + test::at(clock.c_str()) + "] \"GET " + target +
         " HTTP/1.1\" 200 5 \"-\" \"CCBot/2.0\"\n";
}

struct Logs {
  test::Site site = test::site();
  Inputs inputs = site.inputs();
  std::vector<std::string> warnings;

  Logs() { inputs.files.clear(); }
  void add(const std::string& name, const std::string& text) {
    write(site.dir / name, text);
    inputs.files.push_back(site.dir / name);
  }
  LogSummary read() {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    auto summary = analyse_logs(inputs, sinks, {});
    REQUIRE_MESSAGE(summary.has_value(),
                    (summary ? "" : summary.error().message()));
    return std::move(*summary);
  }
};

std::string names(const LogSummary& summary) {
  std::string all;
  for (const LogFile& file : summary.files)
    all += file.path.filename().string() + " ";
  return all;
}

TEST_CASE("several logs: in order of their first lines, as no name tells it") {
  Logs logs;
  logs.add("access.log", hit("12:00:00", "/c"));
  logs.add("access.log.10.gz", gzip_compress(hit("08:00:00", "/a")));
  logs.add("access.log.9", hit("10:00:00", "/b"));
  const auto summary = logs.read();
  CHECK(names(summary) == "access.log.10.gz access.log.9 access.log ");
  CHECK(logs.warnings.empty());
}

TEST_CASE("several logs: a copy counts once, packed or not") {
  Logs logs;
  const std::string text = hit("10:00:00", "/robots.txt");
  logs.add("a.log", text);
  logs.add("b.log.gz", gzip_compress(text));
  const auto summary = logs.read();
  CHECK(names(summary) == "a.log ");
  CHECK(summary.counts.requests == 1);
  CHECK(logs.warnings == std::vector<std::string>{"this log was given twice"});
}

TEST_CASE("several logs: lines of two of them count once, and are said") {
  Logs logs;
  const std::string one = hit("10:00:00", "/p/1"),
                    two = hit("10:00:01", "/p/2");
  // Copied while it was written, and again after; twice the same in a second.
  logs.add("early.log", one + one + two);
  logs.add("late.log", one + one + one + two + hit("10:00:02", "/p/3"));
  // Another server's, at the same time.
  logs.add("other.log", hit("10:00:01", "/p/2", "192.0.2.9"));
  const auto summary = logs.read();
  CHECK(summary.counts.requests == 6);
  std::uint64_t aside = 0;
  for (const LogFile& file : summary.files) {
    aside += file.set_aside;
    for (const auto& [line, reason] : file.reasons)
      CHECK(reason == "stands in an earlier log too");
  }
  CHECK(aside == 3);
  CHECK(logs.warnings ==
        std::vector<std::string>{"3 lines stand in more than one of the logs"});
}

TEST_CASE("several logs: what is alike but hours apart is no copy") {
  Logs logs;
  // The same bytes must be at the same time, but in no later file.
  logs.add("a.log", hit("08:00:00", "/p/1") + hit("08:00:00", "/p/1"));
  logs.add("b.log", hit("12:00:00", "/p/1"));
  const auto summary = logs.read();
  CHECK(summary.counts.requests == 3);
  CHECK(logs.warnings.empty());
}

TEST_CASE("several logs: out of order, with a jump of zones between them") {
  Logs logs;
  std::string a = hit("10:00:05", "/robots.txt"), b = hit("10:00:01", "/p/1");
  // 11:00:03 +0100 is 10:00:03 +0000.
  std::string zoned = hit("11:00:03", "/p/2");
  zoned.replace(zoned.find("+0000"), 5, "+0100");
  logs.add("a.log", a + b);
  logs.add("b.log", zoned);
  const auto summary = logs.read();
  CHECK(names(summary) == "b.log a.log ");
  CHECK(to_rfc3339(summary.files[1].first) == "2026-11-23T10:00:01.000Z");
  CHECK(to_rfc3339(summary.files[1].last) == "2026-11-23T10:00:05.000Z");
  // Before the client had the rules, whatever the order of the lines: what it
  // asked for is none of a reader's violations.
  for (const Verdict& verdict : summary.verdicts)
    CHECK(verdict.finding != "V1");
}

TEST_CASE("seen lines: one against one, over several files, within a bound") {
  SeenLines seen(4);
  seen.begin_file();
  CHECK(!seen.repeats("a"));
  seen.remember("a");
  seen.remember("a");
  CHECK(!seen.repeats("a"));  // of the same file
  seen.begin_file();
  CHECK(seen.repeats("a"));
  CHECK(seen.repeats("a"));
  CHECK(!seen.repeats("a"));
  seen.remember("a");
  seen.begin_file();
  for (int i = 0; i < 3; ++i) CHECK(seen.repeats("a"));
  CHECK(!seen.repeats("a"));
  CHECK(!seen.overflowed());
  for (const char* line : {"b", "c", "d", "e"}) seen.remember(line);
  CHECK(seen.overflowed());
  seen.begin_file();
  CHECK(seen.repeats("d"));
  CHECK(!seen.repeats("e"));
}

}  // namespace
}  // namespace veto::logs
