// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/embedded_rules.h"

#include <string>
#include <vector>

#include "audit/signals/families/plus_words.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

Signal in_file(const std::string& name, const std::string& value) {
  Signal signal;
  signal.family = Family::embedded;
  signal.source = Source::metadata;
  signal.name = name;
  signal.value = value;
  return signal;
}

// For crawl, index, training, answer, dataset: R, A, or - for silence.
std::string wishes_of_file(const std::vector<Signal>& signals) {
  std::string text;
  for (const Use use :
       {Use::crawl, Use::index, Use::training, Use::answer, Use::dataset}) {
    const auto answer = resolve_embedded(signals, use);
    text += !answer ? '-' : answer->wish == Wish::reserved ? 'R' : 'A';
  }
  return text;
}

}  // namespace

TEST_CASE("PLUS: what each word comes to") {
  struct Row {
    const char* word;
    const char* wishes;
  };
  const Row rows[] = {
      {"DMI-UNSPECIFIED", "-----"},
      {"DMI-ALLOWED", "-AAAA"},
      {"DMI-PROHIBITED-AIMLTRAINING", "--R--"},
      {"DMI-PROHIBITED-GENAIMLTRAINING", "--R--"},
      {"DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "-ARRR"},
      {"DMI-PROHIBITED", "-RRRR"},
      {"DMI-PROHIBITED-SEECONSTRAINT", "-RRRR"},
      {"DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", "-RRRR"},
      {"DMI-PROHIBITED-SEELINKEDRIGHTSEXPR", "-RRRR"},
      {"dmi-prohibited", "-----"},
      {"DMI-PROHIBITED-", "-----"},
      {"", "-----"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(wishes_of_file({in_file("plus:datamining", row.word)}) == row.wishes);
    const bool is_word = std::string_view(row.word).starts_with("DMI-") &&
                         std::string_view(row.word) != "DMI-PROHIBITED-";
    CHECK(is_plus_word(row.word) == is_word);
  }
}

TEST_CASE("TDMRep in XMP: 1 reserves, 0 does not, anything else is unset") {
  CHECK(wishes_of_file({in_file("tdm:reservation", "1")}) == "--R-R");
  CHECK(wishes_of_file({in_file("tdm:reservation", "0")}) == "--A-A");
  CHECK(wishes_of_file({in_file("tdm:reservation", "true")}) == "-----");
  CHECK(wishes_of_file({in_file("tdm:policy", "1")}) == "-----");
}

TEST_CASE("Of several statements in a file the most restrictive counts") {
  const Signal allowed = in_file("plus:datamining", "DMI-ALLOWED");
  const Signal no_training =
      in_file("plus:datamining", "DMI-PROHIBITED-AIMLTRAINING");
  const Signal reserved = in_file("tdm:reservation", "1");
  CHECK(wishes_of_file({allowed, no_training}) == "-ARAA");
  CHECK(resolve_embedded(std::vector{allowed, no_training}, Use::training) ==
        Answer{Wish::reserved, 1});
  CHECK(resolve_embedded(std::vector{no_training, allowed, reserved},
                         Use::training) == Answer{Wish::reserved, 0});
  CHECK(resolve_embedded(std::vector{allowed, allowed}, Use::index) ==
        Answer{Wish::allowed, 0});
  CHECK(!resolve_embedded({}, Use::training));
}

TEST_CASE("What no consumer reads, and other families, decide nothing") {
  Signal malformed = in_file("plus:datamining", "DMI-PROHIBITED");
  malformed.malformed = true;
  CHECK(wishes_of_file({malformed}) == "-----");
  CHECK(wishes_of_file({in_file("plus:otherconstraints", "DMI-PROHIBITED")}) ==
        "-----");
  CHECK(wishes_of_file({in_file("tdm:reserve_tdm", "1")}) == "-----");
  Signal header = in_file("tdm:reservation", "1");
  header.family = Family::tdmrep;
  CHECK(wishes_of_file({header}) == "-----");
}
