// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/trust_txt.h"

#include "tests/audit/signals/families/signals_shown.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using test::shown;

namespace {

constexpr const char* kRoot = "https://e.org/trust.txt";
constexpr const char* kWellKnown = "https://e.org/.well-known/trust.txt";

std::vector<Signal> trust_signals(std::string_view text,
                                  const char* url = kRoot) {
  Signal stem;
  stem.source = Source::file;
  stem.url = url;
  return read_trust_txt(text, stem);
}

}  // namespace

TEST_CASE("trust.txt: the statement about training") {
  struct Row {
    const char* text;
    const char* signals;
  };
  const Row rows[] = {
      {"datatrainingallowed=no", "datatrainingallowed=no"},
      {"# us\nmember=https://e.org/\n DataTrainingAllowed = YES # really\r\n",
       "datatrainingallowed=yes"},
      {"datatrainingallowed=maybe",
       "datatrainingallowed=maybe !value_not_yes_no"},
      {"datatrainingallowed=", "datatrainingallowed !value_not_yes_no"},
      {"datatrainingallowed=no\ndatatrainingallowed=yes",
       "datatrainingallowed=no !several | datatrainingallowed=yes !several"},
      {"member=https://e.org/", "datatrainingallowed !not_stated"},
      {"# datatrainingallowed=no\ncontact=a@e.org",
       "datatrainingallowed !not_stated"},
      {"datatrainingallowed: no", "datatrainingallowed !another_format"},
      {"<!DOCTYPE html><html lang=en>", "datatrainingallowed !another_format"},
      {"", "datatrainingallowed !another_format"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(trust_signals(row.text)) == row.signals);
  }
}

TEST_CASE("trust.txt: which file and which record count") {
  struct Row {
    const char* rule;
    const char* root;        // null: no such file
    const char* well_known;  // null: no such file
    const char* answer;
  };
  const char* no = "datatrainingallowed=no";
  const char* yes = "datatrainingallowed=yes";
  const Row rows[] = {
      {"no file", nullptr, nullptr, "nothing"},
      {"the root alone", no, nullptr, "reserved by 0"},
      {"allowed", yes, nullptr, "allowed by 0"},
      {"the well-known place is preferred", no, yes, "allowed by 1"},
      {"also when it says no", yes, no, "reserved by 1"},
      {"also when it says nothing", no, "member=https://e.org/", "nothing"},
      {"also when it says neither", no, "datatrainingallowed=0", "nothing"},
      {"an answer of another kind is not it", no, "<!DOCTYPE html>",
       "reserved by 0"},
      {"several: the most restrictive",
       "datatrainingallowed=yes\ndatatrainingallowed=no", nullptr,
       "reserved by 1"},
      {"several that agree", "datatrainingallowed=yes\ndatatrainingallowed=yes",
       nullptr, "allowed by 0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    std::vector<Signal> signals;
    if (row.root) signals = trust_signals(row.root);
    if (row.well_known)
      for (Signal& signal : trust_signals(row.well_known, kWellKnown))
        signals.push_back(std::move(signal));
    CHECK(shown(resolve_trust_txt(signals, Use::training)) == row.answer);
    CHECK(shown(resolve_trust_txt(signals, Use::dataset)) == "nothing");
  }
}

TEST_CASE("trust.txt: says where it stood, and how much is read") {
  const auto signals = trust_signals("a=b\n\n  datatrainingallowed=no # x\n");
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].line == 3);
  CHECK(signals[0].raw == "datatrainingallowed=no # x");
  CHECK(signals[0].family == Family::trust_txt);
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "datatrainingallowed=no\n";
  CHECK(trust_signals(many).size() == kMaxTrustSignals);
}
