// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/consumers/reader.h"

#include "tests/audit/signals/consumers/said_support.h"

using namespace veto;
using namespace veto::signals;
using test::Saying;

namespace {

constexpr const char* kRobots =
    "User-agent: *\nDisallow: /closed/\nUser-agent: GPTBot\nDisallow: /a\n";

Said at(const Said& said, const std::string& target) {
  Said other = said;
  other.target = target;
  return other;
}

}  // namespace

TEST_CASE("reader: what says the same is read once") {
  const Said said = Saying::page().robots_txt(kRobots).said();
  Reader reader;
  const Readings one = reader.read(at(said, "/x.html"));
  CHECK(reader.read(at(said, "/y.html")) == one);
  CHECK(reader.distinct() == 1);
  CHECK(reader.read(at(said, "/a/1")) != one);  // another rule decides
  CHECK(reader.read(at(said, "/closed/1")) != one);
  CHECK(reader.distinct() == 3);
}

TEST_CASE("reader: every difference in what is said is told apart") {
  const Said plain = Saying::page().robots_txt(kRobots).said();
  Reader reader;
  reader.read(plain);
  Said said = plain;
  said.kind = ResourceKind::image;
  reader.read(said);
  said = plain;
  said.own = Saying::page().header("X-Robots-Tag", "noai").said().own;
  reader.read(said);
  said.own = Saying::page().header("X-Robots-Tag", "noai, all").said().own;
  reader.read(said);
  said = plain;
  said.robots = nullptr;
  reader.read(said);
  CHECK(reader.distinct() == 5);
}

TEST_CASE("reader: where a file speaks by path, each address is read") {
  const Said said = Saying::page()
                        .file(read_tdmrep_file(
                            R"([{"location": "/a/*", "tdm-reservation": 1}])"))
                        .said();
  Reader reader;
  const auto training = [&](const std::string& target) {
    for (const ConsumerReading& reading : *reader.read(at(said, target)))
      if (reading.consumer->id == "tdm" && reading.use == Use::training)
        return reading.state;
    return State::allowed;
  };
  CHECK(training("/a/1") == State::reserved);
  CHECK(training("/b/1") == State::silent);
}

TEST_CASE("reader: as read one by one") {
  const Said said = Saying::image()
                        .robots_txt(kRobots)
                        .header("X-Robots-Tag", "noimageai")
                        .said();
  const Readings all = Reader().read(said);
  for (const ConsumerReading& reading : *all)
    CHECK(read_for(*reading.consumer, reading.use, said) == reading);
}
