// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/zip_entry.h"

#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using test::zip;

namespace {

const std::string kText(3000, 'x');

std::string unzipped(std::string_view archive, std::string_view name) {
  const auto entry = zip_entry(archive, name, 10'000);
  return entry ? entry->bytes : "error: " + entry.error().what;
}

}  // namespace

TEST_CASE("zip: entries are found by the directory, stored or deflated") {
  const std::string archive =
      zip({{"a", "first"}, {"b/c.txt", kText, true}, {"a", "second"}});
  CHECK(unzipped(archive, "a") == "first");
  CHECK(unzipped(archive, "b/c.txt") == kText);
  CHECK(unzipped(archive + "", "B/c.txt") ==
        "error: the archive has no such entry");
  // A comment behind the directory, and another archive before this one.
  CHECK(unzipped(archive + std::string(40, ' '), "a") == "first");
  const auto entry = zip_entry(archive, "a", 10'000);
  REQUIRE(entry.has_value());
  CHECK(archive.substr(entry->offset, 5) == "first");
}

TEST_CASE("zip: what is not as its directory says is refused") {
  const std::string archive = zip({{"a", kText, true}});
  CHECK(zip_entry(archive, "a", 2999).error().kind == ErrorKind::too_large);
  CHECK(zip_entry("", "a", 1).error().kind == ErrorKind::not_found);
  CHECK(zip_entry("PK\3\4", "a", 1).error().kind == ErrorKind::not_found);
  const auto directory = archive.find("PK\1\2");
  const auto changed = [&](std::size_t at, char byte) {
    std::string copy = archive;
    copy[directory + at] = byte;
    return zip_entry(copy, "a", 10'000).error().kind;
  };
  CHECK(changed(8, 1) == ErrorKind::unsupported);    // encrypted
  CHECK(changed(10, 12) == ErrorKind::unsupported);  // bzip2
  CHECK(changed(24, 7) == ErrorKind::too_large);     // says less than it holds
  CHECK(changed(20, 1) == ErrorKind::damaged);       // cut
  CHECK(changed(42, 1) == ErrorKind::damaged);       // elsewhere
}
