// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/overview.h"

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

std::vector<AskedGroup> by_sureness(const std::vector<AskedAway>& asked) {
  std::map<Sureness, AskedGroup> groups;
  for (const AskedAway& one : asked) {
    AskedGroup& group = groups[one.sure];
    group.sure = one.sure;
    group.names.push_back(one.name);
  }
  std::vector<AskedGroup> list;
  for (auto& [sure, group] : groups) list.push_back(std::move(group));
  return list;
}

Overview overview_of(const std::vector<ConsumerReading>& readings) {
  // State's order is from the most restrictive on; of equals the first counts.
  std::map<std::pair<Column, const Consumer*>, const ConsumerReading*> decided;
  for (const ConsumerReading& reading : readings) {
    const auto [at, is_new] = decided.try_emplace(
        {column_of(reading.use), reading.consumer}, &reading);
    if (!is_new && reading.state < at->second->state) at->second = &reading;
  }
  Overview overview;
  // Entries of one array, so that pointers are in the table's order.
  for (const auto& [key, reading] : decided) {
    Cell& cell = overview[static_cast<std::size_t>(key.first)];
    ++(reading->state == State::reserved  ? cell.reserved
       : reading->state == State::allowed ? cell.allowed
                                          : cell.silent);
    if (reading->state == State::reserved)
      cell.asked.push_back({key.second->name, reading->sure});
  }
  return overview;
}

}  // namespace veto::signals
