// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readings of one page or image in four columns: crawling and indexing, AI
// training, AI answering, image datasets.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_OVERVIEW_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_OVERVIEW_H_

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/signals/consumers/reading.h"

namespace veto::signals {

enum class Column { crawling, training, answering, datasets };
inline constexpr std::size_t kColumns = 4;

std::string_view to_string(Column column);

struct AskedAway {
  std::string_view name;
  Sureness sure = Sureness::documented;

  bool operator==(const AskedAway&) const = default;
};

// Names by how sure they are, in Sureness's order; none is empty.
struct AskedGroup {
  Sureness sure = Sureness::documented;
  std::vector<std::string_view> names;
};
std::vector<AskedGroup> by_sureness(const std::vector<AskedAway>& asked);

// Consumers with a use in that column: how many are asked to stay away, are
// invited, or are told nothing. One that has two uses there counts once, by
// the more restrictive.
struct Cell {
  std::size_t reserved = 0, allowed = 0, silent = 0;
  // The reserved, by the table's order, each with how sure it is that it reads
  // the statement that decided.
  std::vector<AskedAway> asked;

  std::size_t all() const { return reserved + allowed + silent; }
  bool operator==(const Cell&) const = default;
};

using Overview = std::array<Cell, kColumns>;

Overview overview_of(const std::vector<ConsumerReading>& readings);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_OVERVIEW_H_
