// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

namespace veto::signals {
namespace {

// Every product token of the table, each once.
const std::vector<std::string_view>& tokens() {
  static const std::vector<std::string_view> kTokens = [] {
    std::set<std::string_view> all;
    for (const Consumer& consumer : consumers())
      for (const Take& take : consumer.takes)
        for (const std::string_view token : {take.token, take.falls_back_to})
          all.insert(token.empty() ? "-" : token);
    return std::vector<std::string_view>(all.begin(), all.end());
  }();
  return kTokens;
}

bool has_scope(const std::vector<Signal>& signals) {
  return std::ranges::any_of(
      signals, [](const Signal& signal) { return !signal.scope.empty(); });
}

void add(std::string& key, const Signal& signal) {
  fmt::format_to(std::back_inserter(key), "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
                 static_cast<int>(signal.family),
                 static_cast<int>(signal.source), signal.agent, signal.scope,
                 signal.name, signal.value, signal.malformed, signal.problem);
  key += signal.raw + "\n";
}

// Two resources with the same key are read alike.
std::string key_of(const Said& said) {
  std::string key = fmt::format("{}\n{}\n{}\n", to_string(said.kind),
                                static_cast<const void*>(said.robots.get()),
                                static_cast<const void*>(said.of_origin.get()));
  // Patterns match by address, and of these it is not known here which.
  if (said.of_origin && has_scope(*said.of_origin)) key += said.target + "\n";
  if (said.robots &&
      said.robots->availability() == crawler::Availability::rules)
    for (const std::string_view token : tokens()) {
      const auto decision = said.robots->rules.decide(token, said.target);
      fmt::format_to(std::back_inserter(key), "{}{} ", decision.allowed,
                     decision.line);
    }
  for (const Signal& signal : said.own) add(key, signal);
  for (const std::string& field : said.robots_fields) key += field + "\n";
  // The only directive whose effect depends on the time.
  if (std::ranges::any_of(said.own, [](const Signal& signal) {
        return signal.name == "unavailable_after";
      }))
    key += fmt::format("{}", to_micros(said.when));
  return key;
}

}  // namespace

std::vector<ConsumerReading> read_all(const Said& said) {
  std::vector<ConsumerReading> all;
  for (const Consumer& consumer : consumers())
    for (const Use use :
         {Use::crawl, Use::index, Use::training, Use::answer, Use::dataset})
      if (auto reading = read_for(consumer, use, said))
        all.push_back(*std::move(reading));
  return all;
}

Readings Reader::read(const Said& said) {
  const auto [at, is_new] = known_.try_emplace(key_of(said));
  if (is_new)
    at->second =
        std::make_shared<const std::vector<ConsumerReading>>(read_all(said));
  return at->second;
}

}  // namespace veto::signals
