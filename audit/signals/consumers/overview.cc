// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/overview.h"

#include <algorithm>
#include <map>
#include <utility>

namespace veto::signals {
namespace {

Column column_of(Use use) {
  switch (use) {
    case Use::crawl:
    case Use::index:
      return Column::crawling;
    case Use::training:
      return Column::training;
    case Use::answer:
      return Column::answering;
    case Use::dataset:
      break;
  }
  return Column::datasets;
}

}  // namespace

std::string_view to_string(Column column) {
  constexpr std::string_view kNames[] = {"crawling", "training", "answering",
                                         "datasets"};
  return kNames[static_cast<std::size_t>(column)];
}

Overview overview_of(const std::vector<ConsumerReading>& readings) {
  // State's order is from the most restrictive on.
  std::map<std::pair<Column, const Consumer*>, State> states;
  for (const ConsumerReading& reading : readings) {
    const auto [at, is_new] = states.try_emplace(
        {column_of(reading.use), reading.consumer}, reading.state);
    if (!is_new) at->second = std::min(at->second, reading.state);
  }
  Overview overview;
  // Entries of one array, so that pointers are in the table's order.
  for (const auto& [key, state] : states) {
    Cell& cell = overview[static_cast<std::size_t>(key.first)];
    ++(state == State::reserved  ? cell.reserved
       : state == State::allowed ? cell.allowed
                                 : cell.silent);
    if (state == State::reserved) cell.asked.push_back(key.second->name);
  }
  return overview;
}

}  // namespace veto::signals
