// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/training_mining.h"

#include <string>

#include "audit/embedded/cbor.h"
#include "audit/embedded/json_content.h"
#include "base/text.h"
#include "tests/audit/embedded/jumbf_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::embedded::testing;
using signals::Signal;

namespace {

std::vector<Signal> read_entries(std::string_view label, const Value& content) {
  std::vector<Signal> found;
  read_training_mining(label, content, 7, found);
  return found;
}

std::vector<Signal> read_json(std::string_view label, std::string_view text) {
  const auto content = parse_json(text);
  REQUIRE(content);
  return read_entries(label, *content);
}

// "name=value", "!" behind a malformed one, the problem in brackets.
std::string shown_entries(const std::vector<Signal>& signals) {
  std::string text;
  for (const Signal& s : signals)
    text += (text.empty() ? "" : " | ") + s.name + "=" + s.value +
            (s.malformed ? "!" : "") +
            (s.problem.empty() ? "" : " [" + s.problem + "]");
  return text;
}

}  // namespace

TEST_CASE("training and data mining: every entry, use and label") {
  struct Use {
    std::string content;
    const char* value;
    const char* problem;
    const char* raw;
  };
  const Use uses[] = {
      {cbor_use("allowed"), "allowed", "", "allowed"},
      {cbor_use("notAllowed"), "notAllowed", "", "notAllowed"},
      {cbor_use("constrained", "CC BY 4.0"), "constrained", "",
       "constrained (CC BY 4.0)"},
      {cbor_use("constrained", "ask us", "constraints_info"), "constrained", "",
       "constrained (ask us)"},
      // "In the absence of additional information": section 3.1.
      {cbor_use("constrained"), "notAllowed", "constrained_without_terms",
       "constrained"},
      {cbor_use("constrained", "  "), "notAllowed", "constrained_without_terms",
       "constrained"},
      // Terms with another use change nothing.
      {cbor_use("allowed", "with credit"), "allowed", "",
       "allowed (with credit)"},
  };
  for (const std::string label :
       {"cawg.training-mining", "c2pa.training-mining",
        "cawg.training-mining__1"})
    for (const std::string prefix : {"cawg.", "c2pa."})
      for (const char* entry : {"data_mining", "ai_inference",
                                "ai_generative_training", "ai_training"})
        for (const Use& use : uses) {
          const std::string key = prefix + entry;
          CAPTURE(label);
          CAPTURE(key);
          CAPTURE(use.raw);
          const auto content = parse_cbor(
              cbor_map({{"entries", cbor_map({{key, use.content}})}}));
          REQUIRE(content);
          const auto found = read_entries(label, *content);
          REQUIRE(found.size() == 1);
          const bool legacy = label[1] == '2' || key[1] == '2';
          Signal expected;
          expected.family = signals::Family::training_mining;
          expected.source = signals::Source::metadata;
          expected.name = key;
          expected.value = use.value;
          expected.raw = label + ": " + key + " = " + use.raw;
          expected.offset = 7;
          expected.problem = use.problem;
          if (legacy && expected.problem.empty())
            expected.problem = "legacy_label";
          CHECK(found[0] == expected);
        }
}

TEST_CASE("training and data mining: labels") {
  for (const char* label :
       {"cawg.training-mining", "c2pa.training-mining",
        "cawg.training-mining__1", "c2pa.training-mining__17"}) {
    CAPTURE(label);
    CHECK(is_training_mining(label));
  }
  for (const char* label :
       {"", "cawg", "training-mining", "cawg.training-mining_1",
        "cawg.training-mining__", "cawg.training-mining__x",
        "cawg.training-mining__12345678901", "cawg.training-mining.v2",
        "CAWG.training-mining", "xawg.training-mining", "cawg.metadata",
        "c2pa.training-minin"}) {
    CAPTURE(label);
    CHECK(!is_training_mining(label));
  }
}

TEST_CASE("training and data mining: shapes of the content") {
  struct Row {
    const char* what;
    const char* content;
    const char* signals;
  };
  const Row rows[] = {
      {"several entries",
       R"({"entries": {"cawg.ai_training": {"use": "allowed"},
                       "cawg.ai_inference": {"use": "notAllowed"}}})",
       "cawg.ai_training=allowed | cawg.ai_inference=notAllowed"},
      {"fields of others beside them",
       R"({"entries": {"cawg.ai_training": {"use": "allowed", "x": [1]}},
           "metadata": {"y": {}}})",
       "cawg.ai_training=allowed"},
      {"the entries map left out",
       R"({"cawg.ai_training": {"use": "notAllowed"}, "metadata": {"x": 1},
           "alg": "sha256"})",
       "cawg.ai_training=notAllowed [no_entries_map]"},
      {"entries that are no map",
       R"({"entries": ["cawg.ai_training"], "c2pa.ai_training":
           {"use": "notAllowed"}})",
       "c2pa.ai_training=notAllowed [no_entries_map]"},
      {"a key of a claim generator's own (section 3.1)",
       R"({"entries": {"org.example.printing": {"use": "notAllowed"}}})",
       "org.example.printing=notAllowed [unknown_entry]"},
      {"a reserved key nobody defined",
       R"({"entries": {"cawg.ai_painting": {"use": "notAllowed"}}})",
       "cawg.ai_painting=notAllowed [unknown_entry]"},
      {"a known key in other letters",
       R"({"entries": {"CAWG.AI_Training": {"use": "notAllowed"}}})",
       "cawg.ai_training=notAllowed! [unknown_entry]"},
      {"a known key without its prefix",
       R"({"entries": {"ai_training": {"use": "notAllowed"}}})",
       "ai_training=notAllowed [unknown_entry]"},
      {"a use in other letters",
       R"({"entries": {"cawg.ai_training": {"use": "notallowed"}}})",
       "cawg.ai_training=notallowed! [unknown_use]"},
      {"a use of another vocabulary",
       R"({"entries": {"cawg.ai_training": {"use": "no"}}})",
       "cawg.ai_training=no! [unknown_use]"},
      {"a use that is no text",
       R"({"entries": {"cawg.ai_training": {"use": false}}})",
       "cawg.ai_training=! [unknown_use]"},
      {"no use", R"({"entries": {"cawg.ai_training": {}}})",
       "cawg.ai_training=! [unknown_use]"},
      {"two uses",
       R"({"entries": {"cawg.ai_training":
           {"use": "allowed", "use": "notAllowed"}}})",
       "cawg.ai_training=! [unknown_use]"},
      {"the word alone", R"({"entries": {"cawg.ai_training": "notAllowed"}})",
       "cawg.ai_training=notAllowed! [entry_not_map]"},
      {"a number alone", R"({"entries": {"cawg.ai_training": 0}})",
       "cawg.ai_training=! [entry_not_map]"},
      {"terms that are no text",
       R"({"entries": {"cawg.ai_training":
           {"use": "constrained", "constraint_info": {"url": "x"}}}})",
       "cawg.ai_training=notAllowed [constrained_without_terms]"},
      {"terms in the second field",
       R"({"entries": {"cawg.ai_training": {"use": "constrained",
           "constraints_info": "", "constraint_info": "ask"}}})",
       "cawg.ai_training=constrained"},
      {"the same key twice",
       R"({"entries": {"cawg.ai_training": {"use": "allowed"},
                       "cawg.ai_training": {"use": "notAllowed"}}})",
       "cawg.ai_training=allowed | cawg.ai_training=notAllowed"},
      {"no entries", R"({"entries": {}})", ""},
      {"empty", "{}", ""},
      {"no map", "[]", ""},
      {"text", "\"notAllowed\"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto found = read_json("cawg.training-mining", row.content);
    CHECK(shown_entries(found) == row.signals);
  }
}

TEST_CASE("training and data mining: keys that are no text say nothing") {
  const auto content =
      parse_cbor(cbor_map({{"entries", std::string("\xa1\x01\x02")}}));
  REQUIRE(content);
  CHECK(read_entries("cawg.training-mining", *content).empty());
}

TEST_CASE("training and data mining: the two labels at odds") {
  const auto allowed = R"({"entries": {"cawg.ai_training": {"use": "allowed"},
      "cawg.data_mining": {"use": "notAllowed"},
      "org.example.x": {"use": "allowed"},
      "org.example.y": {"use": "notAllowed"}}})";
  const auto reserved = R"({"entries": {"c2pa.ai_training":
      {"use": "notAllowed"}, "c2pa.data_mining": {"use": "notAllowed"},
      "c2pa.ai_inference": {"use": "maybe"}}})";
  auto both = read_json("cawg.training-mining", allowed);
  for (const Signal& signal : read_json("c2pa.training-mining", reserved))
    both.push_back(signal);
  mark_differing(both);
  CHECK(shown_entries(both) ==
        "cawg.ai_training=allowed [both_labels_differ] | "
        "cawg.data_mining=notAllowed | "
        "org.example.x=allowed [unknown_entry] | "
        "org.example.y=notAllowed [unknown_entry] | "
        "c2pa.ai_training=notAllowed [both_labels_differ] | "
        "c2pa.data_mining=notAllowed [legacy_label] | "
        "c2pa.ai_inference=maybe! [unknown_use]");
}

TEST_CASE("training and data mining: a malformed statement is not at odds") {
  auto both = read_json("cawg.training-mining",
                        R"({"entries": {"cawg.ai_training": "allowed",
                            "c2pa.ai_training": {"use": "notAllowed"}}})");
  mark_differing(both);
  CHECK(shown_entries(both) ==
        "cawg.ai_training=allowed! [entry_not_map] | "
        "c2pa.ai_training=notAllowed [legacy_label]");
}

TEST_CASE("training and data mining: hostile text stays short and printable") {
  const std::string wild = std::string(100'000, 'k') + "\n\x1b[2J\xff";
  const auto content = parse_cbor(cbor_map(
      {{"entries", cbor_map({{wild, cbor_use(wild, wild)},
                             {"cawg.ai_training",
                              cbor_use("constrained", "a\nb\xff" + wild)}})}}));
  REQUIRE(content);
  const auto found = read_entries("cawg.training-mining", *content);
  REQUIRE(found.size() == 2);
  for (const Signal& signal : found) {
    CHECK(signal.raw.size() <= 500);
    CHECK(signal.name.size() <= 203);
    CHECK(signal.value.size() <= 203);
    CHECK(to_valid_utf8(signal.raw) == signal.raw);
    CHECK(signal.raw.find('\n') == std::string::npos);
  }
  CHECK(found[1].raw.starts_with(
      "cawg.training-mining: cawg.ai_training = constrained (a\\x0ab\\xff"));
}

TEST_CASE("training and data mining: no more than so many entries") {
  CborEntries entries;
  for (std::size_t i = 0; i < kMaxEntries + 50; ++i)
    entries.emplace_back("x" + std::to_string(i), cbor_use("allowed"));
  const auto content = parse_cbor(cbor_map({{"entries", cbor_map(entries)}}));
  REQUIRE(content);
  std::vector<Signal> found;
  read_training_mining("cawg.training-mining", *content, 0, found);
  read_training_mining("cawg.training-mining__1", *content, 0, found);
  CHECK(found.size() == kMaxEntries);
}
