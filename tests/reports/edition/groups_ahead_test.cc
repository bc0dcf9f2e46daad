// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/groups_ahead.h"

#include "base/file.h"
#include "crawler/api/warc_members.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

constexpr std::uint64_t kMost = 48u << 20;

std::string resource(int number, std::size_t size) {
  return crawler::packed_record(
      {{"WARC-Type", "resource"},
       {"WARC-Record-ID", "<urn:n:" + std::to_string(number) + ">"}},
      "text/plain", std::string(size, 'x'));
}

std::filesystem::path file_of(const test::TempDir& dir, int records,
                              std::size_t size, const std::string& tail = "") {
  std::string all;
  for (int i = 0; i < records; ++i) all += resource(i, size);
  const auto path = dir / "a.warc.gz";
  REQUIRE(write_file_atomic(path, all + tail));
  return path;
}

}  // namespace

TEST_CASE("groups ahead: all of them in order, and the end as often as asked") {
  const test::TempDir dir;
  // More bytes than may wait at a time.
  GroupsAhead ahead(RecordGroups({file_of(dir, 20, 1u << 20)}, kMost));
  for (int i = 0; i < 20; ++i) {
    const auto group = ahead.next();
    REQUIRE(group);
    REQUIRE(*group);
    CHECK((*group)->head.field("WARC-Record-ID") ==
          "urn:n:" + std::to_string(i));
    CHECK((*group)->head_digest == sha256((*group)->head.record).hex());
  }
  for (int i = 0; i < 3; ++i) {
    const auto end = ahead.next();
    REQUIRE(end);
    CHECK_FALSE(*end);
  }
}

TEST_CASE("groups ahead: what fails goes on failing") {
  const test::TempDir dir;
  GroupsAhead ahead(RecordGroups({file_of(dir, 2, 10, "no gzip")}, kMost));
  REQUIRE(ahead.next());
  int failures = 0;
  for (int i = 0; i < 4; ++i) failures += ahead.next() ? 0 : 1;
  CHECK(failures >= 3);
}

TEST_CASE("groups ahead: nobody has to take them all") {
  const test::TempDir dir;
  GroupsAhead ahead(RecordGroups({file_of(dir, 40, 1u << 20)}, kMost));
  REQUIRE(ahead.next());
}
