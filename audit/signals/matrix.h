// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readings of a whole site as a table that stays short: pages and images of
// one origin that every consumer reads alike share a row.

#ifndef VETO_AUDIT_SIGNALS_MATRIX_H_
#define VETO_AUDIT_SIGNALS_MATRIX_H_

#include <cstddef>
#include <string>
#include <vector>

#include "audit/signals/consumers/overview.h"
#include "audit/signals/consumers/reader.h"
#include "audit/signals/consumers/site.h"

namespace veto::signals {

inline constexpr std::size_t kMaxRowUrls = 20;

struct MatrixRow {
  std::string origin;
  ResourceKind kind = ResourceKind::page;
  std::size_t count = 0;          // of pages, or images
  std::vector<std::string> urls;  // the first kMaxRowUrls of them, by URL
  Readings readings;              // of the first
  Overview overview{};
};

// By origin, pages before images, then the rows of many before those of few.
std::vector<MatrixRow> matrix_of(const Site& site);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_MATRIX_H_
