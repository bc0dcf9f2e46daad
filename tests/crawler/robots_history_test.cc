// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/api/robots_history.h"

#include <chrono>
#include <fstream>
#include <utility>

#include "tests/support.h"

using namespace veto;
using namespace std::chrono_literals;
using crawler::Availability;
using crawler::Provenance;
using crawler::RobotsHistory;

namespace {

constexpr std::string_view kOpen = "User-agent: *\nDisallow:\n";
constexpr std::string_view kShut = "User-agent: *\nDisallow: /\n";

UtcTime day(int day, int hour = 0) {
  return make_utc(2026, 11, day, hour, 0, 0).value();
}

void see(RobotsHistory& history, UtcTime at, std::string_view text,
         int status = 200, Provenance how = Provenance::captured) {
  REQUIRE(history.sighted(at, status, text, how, "capture"));
}

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("availability_of: RFC 9309, section 2.3.1") {
  for (auto [status, expected] :
       std::initializer_list<std::pair<int, Availability>>{
           {200, Availability::rules},
           {204, Availability::rules},
           {302, Availability::unavailable},
           {401, Availability::unavailable},
           {403, Availability::unavailable},
           {404, Availability::unavailable},
           {429, Availability::unavailable},
           {500, Availability::unreachable},
           {503, Availability::unreachable},
           {0, Availability::unreachable},
           {101, Availability::unreachable},
           {999, Availability::unreachable}}) {
    CAPTURE(status);
    CHECK(crawler::availability_of(status) == expected);
  }
}

TEST_CASE("to_string: provenance") {
  CHECK(to_string(Provenance::asserted) == "asserted");
  CHECK(to_string(Provenance::size_match) == "size_match");
  CHECK(to_string(Provenance::captured) == "captured");
}

TEST_CASE("history: nothing seen, nothing known") {
  const RobotsHistory history;
  CHECK(history.at(day(1)) == nullptr);
  CHECK_FALSE(history.during(day(1), day(2)));
  CHECK(history.of_size(0).empty());
}

TEST_CASE("history: between sightings of the same text it is in force") {
  RobotsHistory history("https://example.com");
  see(history, day(1), kShut);
  see(history, day(5), kShut);
  REQUIRE(history.versions().size() == 1);
  CHECK(history.at(day(1) - 1us) == nullptr);
  REQUIRE(history.at(day(1)));
  REQUIRE(history.at(day(3)));
  CHECK(history.at(day(3))->rules.verdict("a", "/").line == 2);
  CHECK(history.at(day(3))->origin == "https://example.com");
  CHECK(history.at(day(3))->digest == sha256(kShut));
  REQUIRE(history.at(day(5)));
  CHECK(history.at(day(5) + 1us) == nullptr);
}

TEST_CASE("history: between sightings of different texts nothing is known") {
  RobotsHistory history;
  see(history, day(1), kOpen);
  see(history, day(2), kOpen);
  see(history, day(4), kShut);
  see(history, day(5), kShut);
  REQUIRE(history.versions().size() == 2);
  CHECK(history.at(day(2))->text == kOpen);
  CHECK(history.at(day(2) + 1us) == nullptr);
  CHECK(history.at(day(3)) == nullptr);
  CHECK(history.at(day(4))->text == kShut);
  CHECK(history.during(day(1), day(2))->size() == 1);
  CHECK_FALSE(history.during(day(2), day(4)));
  CHECK_FALSE(history.during(day(3), day(3)));
  CHECK(history.during(day(4), day(4))->size() == 1);
  CHECK_FALSE(history.during(day(5), day(6)));
  CHECK_FALSE(history.during(day(1) - 1us, day(2)));
  CHECK_FALSE(history.during(day(2), day(1)));
}

TEST_CASE("history: a text that comes back is a new version") {
  RobotsHistory history;
  see(history, day(1), kOpen);
  see(history, day(2), kShut);
  see(history, day(3), kOpen);
  CHECK(history.versions().size() == 3);
  CHECK(history.at(day(1) + 1h) == nullptr);
  CHECK(history.at(day(3))->text == kOpen);
}

TEST_CASE("history: another status is another version") {
  RobotsHistory history;
  see(history, day(1), kShut, 200);
  see(history, day(2), "not here", 404);
  see(history, day(3), "still not here", 404);
  see(history, day(4), "oops", 503);
  REQUIRE(history.versions().size() == 3);
  const auto gone = history.at(day(2, 12));
  REQUIRE(gone);
  CHECK(gone->availability() == Availability::unavailable);
  CHECK(gone->text.empty());
  CHECK(gone->rules.verdict("a", "/").allowed);
  CHECK(history.at(day(4))->availability() == Availability::unreachable);
}

TEST_CASE("history: sightings come in order of time") {
  RobotsHistory history;
  see(history, day(2), kOpen);
  auto older = history.sighted(day(1), 200, kOpen, Provenance::captured, "x");
  REQUIRE_FALSE(older);
  CHECK(older.error().kind == ErrorKind::refused);
  auto clash = history.sighted(day(2), 200, kShut, Provenance::captured, "x");
  REQUIRE_FALSE(clash);
  CHECK(clash.error().kind == ErrorKind::refused);
  CHECK(history.sighted(day(2), 200, kOpen, Provenance::captured, "x"));
  REQUIRE(history.versions().size() == 1);
  CHECK(history.at(day(2))->text == kOpen);
}

TEST_CASE("history: an interval is known as well as its weakest sighting") {
  RobotsHistory history;
  REQUIRE(history.sighted(day(1), 200, kShut, Provenance::captured, "first"));
  const auto before = history.at(day(1));
  REQUIRE(
      history.sighted(day(2), 200, kShut, Provenance::size_match, "second"));
  CHECK(history.at(day(1))->provenance == Provenance::size_match);
  CHECK(history.at(day(1))->source == "first");
  // Who held the version keeps it as it was.
  CHECK(before->seen_to == day(1));
  CHECK(before->provenance == Provenance::captured);
}

TEST_CASE("history: of_size, newest first, status 200 only") {
  RobotsHistory history;
  see(history, day(1), "# a");
  see(history, day(2), "# b");
  see(history, day(3), "# long");
  see(history, day(4), "# c", 203);
  const auto found = history.of_size(3);
  REQUIRE(found.size() == 2);
  CHECK(found[0]->text == "# b");
  CHECK(found[1]->text == "# a");
  CHECK(history.of_size(4).empty());
}

TEST_CASE("import: each version until the next begins") {
  test::TempDir dir;
  write(dir / "20261101T000000Z.txt", kOpen);
  write(dir / "20261103T000000Z.txt", kShut);
  write(dir / "20261105T000000Z.txt", "gone");
  write(dir / "20261105T000000Z.status", "404\n");
  write(dir / "20261106T000000Z.status", "503");
  write(dir / ".hidden", "x");
  std::filesystem::create_directory(dir / "folder");
  const auto history = RobotsHistory::import(dir.path(), day(9), "https://x");
  REQUIRE(history);
  REQUIRE(history->versions().size() == 4);
  CHECK(history->at(day(1) - 1us) == nullptr);
  CHECK(history->at(day(2))->text == kOpen);
  CHECK(history->at(day(2))->provenance == Provenance::asserted);
  CHECK(history->at(day(2))->source == "20261101T000000Z.txt");
  CHECK(history->at(day(2))->origin == "https://x");
  CHECK(history->at(day(3) - 1us)->text == kOpen);
  CHECK(history->at(day(3))->text == kShut);
  CHECK(history->at(day(5))->status == 404);
  CHECK(history->at(day(5))->text.empty());
  CHECK(history->at(day(9))->status == 503);
  CHECK(history->at(day(9))->source == "20261106T000000Z.status");
  CHECK(history->at(day(9) + 1us) == nullptr);
}

TEST_CASE("import: versions without a gap between them") {
  test::TempDir dir;
  write(dir / "20261101T000000Z.txt", kOpen);
  write(dir / "20261103T000000Z.txt", kShut);
  write(dir / "20261105T000000Z.txt", kOpen);
  const auto history = RobotsHistory::import(dir.path(), day(9));
  REQUIRE(history);
  const auto two = history->during(day(2), day(3));
  REQUIRE(two);
  REQUIRE(two->size() == 2);
  CHECK(two->at(0)->text == kOpen);
  CHECK(two->at(1)->text == kShut);
  CHECK(history->during(day(1), day(9))->size() == 3);
  CHECK(history->during(day(2), day(3) - 1us)->size() == 1);
  CHECK_FALSE(history->during(day(1), day(9) + 1us));
}

TEST_CASE("import: a version that begins after the end") {
  test::TempDir dir;
  write(dir / "20261101T000000Z.txt", kOpen);
  write(dir / "20261108T000000Z.txt", kShut);
  const auto history = RobotsHistory::import(dir.path(), day(5));
  REQUIRE(history);
  CHECK(history->at(day(6))->text == kOpen);
  CHECK(history->at(day(8))->text == kShut);
  CHECK(history->at(day(8) + 1us) == nullptr);
}

TEST_CASE("import: what is refused") {
  struct Row {
    const char* file;
    const char* text;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"robots.txt", ""},
           {"20261301T000000Z.txt", ""},
           {"20261101T000000Z.text", ""},
           {"20261101T000000Z.status", "200"},  // no text beside it
           {"20261101T000000Z.status", "gone"},
           {"20261101T000000Z.status", "4040"},
           {"20261101T000000Z.status", ""},
           {"20261101T000000Z.status", "-404"}}) {
    CAPTURE(row.file);
    CAPTURE(row.text);
    test::TempDir dir;
    write(dir / row.file, row.text);
    const auto history = RobotsHistory::import(dir.path(), day(9));
    REQUIRE_FALSE(history);
    CHECK(history.error().kind == ErrorKind::usage);
  }
  test::TempDir empty;
  auto nothing = RobotsHistory::import(empty.path(), day(9));
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().kind == ErrorKind::usage);
  auto missing = RobotsHistory::import(empty / "none", day(9));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::not_found);
}
