// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/reading.h"

#include <fmt/format.h>

#include <span>
#include <utility>
#include <vector>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage_rules.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/embedded_rules.h"
#include "audit/signals/families/img2dataset.h"
#include "audit/signals/families/rsl.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "audit/signals/families/training_mining_rules.h"
#include "audit/signals/families/trust_txt.h"
#include "base/text.h"

namespace veto::signals {
namespace {

// What one take came to.
struct Outcome {
  State state = State::silent;
  std::string raw, place;
};

bool concerns(const Take& take, Use use, bool is_image) {
  if (take.use != use || take.on == (is_image ? On::page : On::image))
    return false;
  return true;
}

class Asked {
 public:
  explicit Asked(const Said& said) : said_(said), signals_(said.own) {
    if (said.of_origin)
      signals_.insert(signals_.end(), said.of_origin->begin(),
                      said.of_origin->end());
  }

  Outcome ask(const Take& take) const {
    if (take.family == Family::rule) return rule(take);
    if (take.own_parser) return img2dataset();
    std::vector<Signal> family;
    for (const Signal& signal : signals_)
      if (signal.family == take.family &&
          !(take.head_only && signal.problem == kInBody))
        family.push_back(signal);
    if (family.empty()) return {};
    const auto answer = take.family == Family::directive
                            ? directive(take, family)
                            : resolve(take, family);
    if (!answer) return {};
    const Signal& by = family[answer->by];
    return {answer->wish == Wish::reserved ? State::reserved : State::allowed,
            by.raw,
            by.line > 0 ? fmt::format("{}:{}", by.url, by.line) : by.url};
  }

 private:
  // The token whose group counts.
  std::string_view token_of(const Take& take,
                            const crawler::RobotsRules& rules) const {
    if (take.falls_back_to.empty() || rules.names(take.token, take.reading))
      return take.token;
    return take.falls_back_to;
  }

  Outcome rule(const Take& take) const {
    if (!said_.robots) return {};
    const crawler::RobotsVersion& version = *said_.robots;
    const std::string file = version.origin + "/robots.txt";
    switch (version.availability()) {
      case crawler::Availability::unavailable:
        return {};
      case crawler::Availability::unreachable:
        return {State::reserved, "", file};
      case crawler::Availability::rules:
        break;
    }
    // A token that RFC 9309 cannot address stands for one named nowhere.
    const std::string_view token = token_of(take, version.rules);
    const auto verdict = version.rules.verdict(token.empty() ? "-" : token,
                                               said_.target, take.reading);
    const std::string place =
        verdict.line > 0 ? fmt::format("{}:{}", file, verdict.line)
                         : fmt::format("{}:{}", file, verdict.group_line);
    if (!verdict.allowed) return {State::reserved, verdict.rule, place};
    // Being let in to fetch is no leave to do anything with it.
    if (take.use != Use::crawl || verdict.line == 0) return {};
    return {State::allowed, verdict.rule, place};
  }

  std::optional<Answer> directive(const Take& take,
                                  std::span<const Signal> signals) const {
    return resolve_directives(signals, take.use, take.token, take.meanings,
                              said_.when);
  }

  // The one program whose own parser is known: it reads fields its own way.
  Outcome img2dataset() const {
    for (const std::string& field : said_.robots_fields)
      if (img2dataset_discards({&field, 1}))
        return {State::reserved, printable("X-Robots-Tag: " + field, 500), ""};
    return {};
  }

  std::optional<Answer> resolve(const Take& take,
                                std::span<const Signal> signals) const {
    static const crawler::RobotsRules kNoRules;
    const RobotsQuestion question{said_.robots ? said_.robots->rules : kNoRules,
                                  take.token, said_.target};
    switch (take.family) {
      case Family::tdmrep:
        return resolve_tdmrep(signals, said_.target, take.use);
      case Family::content_usage:
        return resolve_content_usage(signals, question, take.use);
      case Family::content_signal:
        return resolve_content_signal(signals, question, take.use);
      case Family::rsl:
        return resolve_rsl(signals, said_.target, take.use);
      case Family::ai_txt:
        return resolve_ai_txt(signals, said_.target, take.use, take.token);
      case Family::trust_txt:
        return resolve_trust_txt(signals, take.use);
      case Family::embedded:
        return resolve_embedded(signals, take.use);
      case Family::training_mining:
        return resolve_training_mining(signals, take.use);
      case Family::rule:
      case Family::directive:
        break;
    }
    return std::nullopt;
  }

  const Said& said_;
  std::vector<Signal> signals_;
};

ConsumerReading reading_of(const Consumer& consumer, const Take& take,
                           Outcome outcome) {
  ConsumerReading reading;
  reading.consumer = &consumer;
  reading.use = take.use;
  reading.state = outcome.state;
  reading.family = take.family;
  reading.sure = take.sure;
  reading.source = take.source;
  reading.raw = std::move(outcome.raw);
  reading.place = std::move(outcome.place);
  return reading;
}

}  // namespace

std::string_view to_string(State state) {
  constexpr std::string_view kNames[] = {"reserved", "allowed", "silent"};
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<ConsumerReading> read_for(const Consumer& consumer, Use use,
                                        const Said& said) {
  std::optional<ConsumerReading> best;
  const Asked asked(said);
  bool asks_robots = false;
  for (const Take& take : consumer.takes) {
    if (!concerns(take, use, said.is_image())) continue;
    asks_robots = asks_robots || take.family == Family::rule;
    Outcome outcome = asked.ask(take);
    const bool better =
        !best ||
        (best->state != State::reserved && outcome.state == State::reserved) ||
        (best->state == State::silent && outcome.state == State::allowed);
    if (better) best = reading_of(consumer, take, std::move(outcome));
  }
  if (best) best->robots_unseen = asks_robots && !said.robots;
  return best;
}

}  // namespace veto::signals
