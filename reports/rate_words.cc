// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/rate_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace veto::reports {
namespace {

std::string percent(double share) { return fmt::format("{:.1f}", 100 * share); }

std::string points(double share) { return fmt::format("{:+.0f}", 100 * share); }

std::string change_sentence(const logs::AgentChange& change,
                            const Texts& texts) {
  std::string text = texts.say(
      "rate.change",
      {{"date", to_rfc3339(change.rule).substr(0, 10)},
       {"before", change.before.k},
       {"before_of", change.before.n},
       {"after", change.after.k},
       {"after_of", change.after.n},
       {"p", fmt::format("{:.2g}", change.test.p)},
       {"test", texts.say(change.test.exact ? "rate.fisher" : "rate.normal")},
       {"discovery", fmt::format("{:.2g}", change.discovery_rate)}});
  if (!change.difference) return text;
  return text + ' ' +
         texts.say("rate.difference",
                   {{"points", points(change.difference->estimate)},
                    {"low", points(change.difference->interval.low)},
                    {"high", points(change.difference->interval.high)}});
}

}  // namespace

std::string rate_sentence(const logs::AgentRate& rate, const Texts& texts) {
  const std::string standing(to_string(rate.standing));
  std::string text = texts.say(
      "rate.sessions",
      {{"who", texts.say("rate.who." + standing,
                         {{"agent", rate.agent.empty()
                                        ? texts.say("rate.nameless")
                                        : printable(rate.agent, 100)}})},
       {"sessions", texts.count("rate.n_sessions", rate.judged())},
       {"kept", rate.kept()},
       {"against", rate.against}});
  if (const auto interval = rate.interval())
    text +=
        ' ' + texts.say("rate.interval", {{"low", percent(interval->low)},
                                          {"high", percent(interval->high)}});
  if (rate.doubtful > 0)
    text += ' ' + texts.count("rate.doubtful", rate.doubtful);
  if (rate.change) text += ' ' + change_sentence(*rate.change, texts);
  return text;
}

std::vector<std::string> rate_sentences(
    const std::vector<logs::AgentRate>& rates, const Texts& texts) {
  std::vector<std::string> all;
  for (const logs::AgentRate& rate : rates) {
    if (all.size() == kMaxRateSentences) break;
    all.push_back(rate_sentence(rate, texts));
  }
  if (rates.size() > all.size())
    all.push_back(texts.count("rate.more", rates.size() - all.size()));
  return all;
}

}  // namespace veto::reports
