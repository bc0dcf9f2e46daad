// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace veto::signals {
namespace {

// What is read, whatever the address it was read at.
std::string key_of(const std::vector<ConsumerReading>& readings) {
  std::string key;
  for (const ConsumerReading& reading : readings)
    fmt::format_to(std::back_inserter(key), "{} {} {} {} {} {}\n",
                   reading.consumer->id, static_cast<int>(reading.use),
                   static_cast<int>(reading.state),
                   static_cast<int>(reading.family),
                   static_cast<int>(reading.sure), reading.raw);
  return key;
}

}  // namespace

std::vector<MatrixRow> matrix_of(const Site& site) {
  using Key = std::tuple<std::string, ResourceKind, std::string>;
  std::map<Key, MatrixRow> rows;
  std::map<Readings, std::string> keys;  // few readings, many resources
  Reader reader;
  for (const auto& [url, resource] : site.resources) {
    Readings readings = reader.read(resource.said);
    auto [key, is_new] = keys.try_emplace(readings);
    if (is_new) key->second = key_of(*readings);
    MatrixRow& row = rows[{resource.origin, resource.said.kind, key->second}];
    if (++row.count == 1) {
      row.origin = resource.origin;
      row.kind = resource.said.kind;
      row.overview = overview_of(*readings);
      row.readings = std::move(readings);
    }
    if (row.urls.size() < kMaxRowUrls) row.urls.push_back(url);
  }
  std::vector<MatrixRow> list;
  for (auto& [key, row] : rows) list.push_back(std::move(row));
  std::ranges::sort(list, {}, [](const MatrixRow& row) {
    return std::tuple(row.origin, row.kind,
                      -static_cast<std::ptrdiff_t>(row.count), row.urls);
  });
  return list;
}

}  // namespace veto::signals
