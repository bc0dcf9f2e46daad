// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/ask_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "audit/logs/identity.h"
#include "base/file.h"

namespace veto::logs {
namespace {

bool is_worth_asking(const Actor& actor, const AgentTable& agents) {
  if (actor.own || !unfit(actor.address).empty()) return false;
  return std::ranges::any_of(actor.uses, [&](const AgentUse& use) {
    const Agent& agent = agents[use.agent];
    return agent.identity == audit::Identity::i1 && agent.scraper &&
           !agent.scraper->reverse_dns.empty();
  });
}

// Those of all entries, so that an answer serves whichever is claimed next.
std::vector<std::string> all_suffixes(const Inputs& inputs) {
  const auto& registry =
      inputs.registry ? *inputs.registry : config::ScraperRegistry::built_in();
  std::vector<std::string> all;
  for (const config::Scraper& scraper : registry.all())
    all.insert(all.end(), scraper.reverse_dns.begin(),
               scraper.reverse_dns.end());
  return all;
}

void warn_of(std::uint64_t count, const char* what, const std::string& example,
             const Sinks& sinks) {
  if (count == 0) return;
  sinks.warning({ErrorKind::network, fmt::format("{} {}", count, what), example,
                 "the same command asks for the rest"});
}

}  // namespace

Status ask_names(const Inputs& inputs, const Collector& collector,
                 NameAnswers& answers, const Sinks& sinks,
                 std::stop_token stop) {
  if (!inputs.ask_names) return {};
  const auto suffixes = all_suffixes(inputs);
  const auto follows = [&](const std::string& name) {
    return is_under(name, suffixes);
  };
  auto file = AppendFile::open(inputs.folder / kNameAnswersName);
  if (!file) return pass(file);
  std::uint64_t asked = 0, unanswered = 0, left = 0;
  std::string example;
  bool over = false;
  for (const Actor& actor : collector.actors().all()) {
    if (!is_worth_asking(actor, collector.agents()) ||
        answers.has_answer(actor.address.text, actor.last))
      continue;
    over = over || asked == kMaxAsked || stop.stop_requested();
    if (over) {
      ++left;
      continue;
    }
    sinks.step("names asked for", ++asked, 0);
    auto answer = inputs.ask_names(actor.address.text, follows);
    if (!answer) {
      over = answer.error().kind == ErrorKind::too_large;
      ++(over ? left : unanswered);
      if (!over) example = answer.error().message();
      continue;
    }
    std::string line = answer_line(*answer);
    if (auto kept = file->append(line); !kept) return kept;
    line.pop_back();
    answers.add({std::move(*answer), std::move(line)});
  }
  warn_of(unanswered, "addresses got no answer of the DNS, among them", example,
          sinks);
  warn_of(left, "addresses were not asked for: too many, or too slow", {},
          sinks);
  return file->sync();
}

}  // namespace veto::logs
