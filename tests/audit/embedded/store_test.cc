// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/store.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;

namespace {

Embedded prohibiting() {
  signals::Signal word;
  word.family = signals::Family::embedded;
  word.source = signals::Source::metadata;
  word.name = "plus:datamining";
  word.value = "DMI-PROHIBITED";
  word.raw = "plus:DataMining=\"DMI-PROHIBITED\"";
  word.offset = 5'000'000'000;
  word.problem = "no_vocabulary_uri";
  signals::Signal entry = word;
  entry.family = signals::Family::training_mining;
  entry.name = "cawg.ai_training";
  entry.malformed = true;
  return {{word, entry}, true, true};
}

Case open_case(const test::TempDir& dir) {
  auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
  REQUIRE(made.has_value());
  return *std::move(made);
}

}  // namespace

TEST_CASE("embedded store: what was put comes back, by digest and run") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  Database& db = the_case.db();
  CHECK(load_embedded(the_case, "one")->empty());

  const Digest first = sha256("first"), second = sha256("second");
  REQUIRE(begin_store(db, "one").has_value());
  REQUIRE(store_embedded(db, "one", first, prohibiting()).has_value());
  REQUIRE(store_embedded(db, "one", second, {{}, false, true}).has_value());
  REQUIRE(store_embedded(db, "one", sha256("third"), {}).has_value());

  const auto loaded = load_embedded(the_case, "one");
  REQUIRE(loaded.has_value());
  REQUIRE(loaded->size() == 2);
  Embedded expected = prohibiting();
  for (signals::Signal& signal : expected.signals)
    signal.evidence = first.hex();
  CHECK(loaded->at(first.hex()) == expected);
  CHECK(loaded->at(second.hex()) == Embedded{{}, false, true});
  CHECK(load_embedded(the_case, "two")->empty());
}

TEST_CASE("embedded store: beginning again replaces this run and no other") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  Database& db = the_case.db();
  for (const char* run : {"one", "two", "one"}) {
    REQUIRE(begin_store(db, run).has_value());
    REQUIRE(store_embedded(db, run, sha256("file"), prohibiting()).has_value());
  }
  CHECK(load_embedded(the_case, "one")->size() == 1);
  CHECK(load_embedded(the_case, "two")->size() == 1);
  REQUIRE(begin_store(db, "one").has_value());
  CHECK(load_embedded(the_case, "one")->empty());
  CHECK(load_embedded(the_case, "two")->size() == 1);
}
