// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/training_mining_rules.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

constexpr Use kUses[] = {Use::crawl, Use::index, Use::training, Use::answer,
                         Use::dataset};

Signal mining_signal(const std::string& name, const std::string& value) {
  Signal signal;
  signal.family = Family::training_mining;
  signal.source = Source::metadata;
  signal.name = name;
  signal.value = value;
  return signal;
}

using MiningList = std::vector<std::pair<const char*, const char*>>;

std::vector<Signal> mining_signals(const MiningList& list) {
  std::vector<Signal> signals;
  for (const auto& [name, value] : list)
    signals.push_back(mining_signal(name, value));
  return signals;
}

// "training:reserved@0 answer:allowed@1": each use that has an answer.
std::string mining_answers(const std::vector<Signal>& signals) {
  std::string text;
  for (const Use use : kUses)
    if (const auto answer = resolve_training_mining(signals, use))
      text += (text.empty() ? "" : " ") + std::string(to_string(use)) + ":" +
              std::string(to_string(answer->wish)) + "@" +
              std::to_string(answer->by);
  return text;
}

}  // namespace

TEST_CASE("training and data mining rules: what each entry is about") {
  struct Row {
    const char* entry;
    const char* use;
  };
  const Row rows[] = {
      {"data_mining", "dataset"},
      {"ai_inference", "answer"},
      {"ai_generative_training", "training"},
      {"ai_training", "training"},
  };
  for (const Row& row : rows)
    for (const std::string prefix : {"cawg.", "c2pa."}) {
      const std::string name = prefix + row.entry;
      CAPTURE(name);
      const auto answers = [&](const char* value) {
        return mining_answers({mining_signal(name, value)});
      };
      const std::string use = row.use;
      CHECK(answers("notAllowed") == use + ":reserved@0");
      // The reader lets it stand only where terms are given.
      CHECK(answers("constrained") == use + ":reserved@0");
      // Of training either entry is half.
      CHECK(answers("allowed") ==
            (use == "training" ? "" : use + ":allowed@0"));
      CHECK(answers("") == "");
      CHECK(answers("notallowed") == "");
    }
}

TEST_CASE("training and data mining rules: the most restrictive decides") {
  struct Row {
    const char* what;
    MiningList signals;
    const char* answers;
  };
  const Row rows[] = {
      {"nothing", {}, ""},
      {"training whole: the first that allows is named",
       {{"cawg.ai_training", "allowed"},
        {"cawg.ai_generative_training", "allowed"}},
       "training:allowed@0"},
      {"half of training twice is half",
       {{"cawg.ai_training", "allowed"}, {"c2pa.ai_training", "allowed"}},
       ""},
      {"halves under both prefixes",
       {{"c2pa.ai_training", "allowed"},
        {"cawg.ai_generative_training", "allowed"}},
       "training:allowed@0"},
      {"one half reserved",
       {{"cawg.ai_training", "allowed"},
        {"cawg.ai_generative_training", "notAllowed"}},
       "training:reserved@1"},
      {"both labels differ: allowed first",
       {{"cawg.data_mining", "allowed"}, {"c2pa.data_mining", "notAllowed"}},
       "dataset:reserved@1"},
      {"both labels differ: allowed last",
       {{"cawg.data_mining", "notAllowed"}, {"c2pa.data_mining", "allowed"}},
       "dataset:reserved@0"},
      {"notAllowed is named before constrained",
       {{"cawg.ai_inference", "constrained"},
        {"cawg.ai_inference", "notAllowed"},
        {"cawg.ai_inference", "notAllowed"}},
       "answer:reserved@1"},
      {"constrained before allowed",
       {{"cawg.ai_inference", "allowed"}, {"cawg.ai_inference", "constrained"}},
       "answer:reserved@1"},
      {"data mining says nothing of training",
       {{"cawg.data_mining", "notAllowed"}},
       "dataset:reserved@0"},
      {"training says nothing of data mining",
       {{"cawg.ai_training", "notAllowed"},
        {"cawg.ai_generative_training", "notAllowed"}},
       "training:reserved@0"},
      {"all four",
       {{"cawg.ai_generative_training", "notAllowed"},
        {"cawg.ai_inference", "allowed"},
        {"cawg.ai_training", "allowed"},
        {"cawg.data_mining", "constrained"}},
       "training:reserved@0 answer:allowed@1 dataset:reserved@3"},
      {"entries of others",
       {{"org.example.ai_training", "notAllowed"},
        {"cawg.ai_painting", "notAllowed"},
        {"ai_training", "notAllowed"},
        {"cawg.", "notAllowed"},
        {"", "notAllowed"}},
       ""},
      {"a use nobody defined decides nothing",
       {{"cawg.ai_inference", "perhaps"}, {"cawg.ai_inference", "allowed"}},
       "answer:allowed@1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(mining_answers(mining_signals(row.signals)) == row.answers);
  }
}

TEST_CASE("training and data mining rules: what is passed over") {
  auto signals = mining_signals({{"cawg.ai_inference", "notAllowed"},
                                 {"cawg.ai_inference", "notAllowed"},
                                 {"cawg.ai_inference", "allowed"}});
  signals[0].malformed = true;
  signals[1].family = Family::embedded;
  CHECK(mining_answers(signals) == "answer:allowed@2");
}
