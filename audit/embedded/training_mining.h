// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the training and data mining assertion: CAWG Training and Data Mining
// Assertion 1.1, section 3 ("Assertion definition"), label
// `cawg.training-mining`, and its forerunner in C2PA 1.x ("Training and data
// mining"), label `c2pa.training-mining`, which C2PA 2.0 removed and which
// files still carry.
//
// Entries are known by exact key, of either prefix under either label: writers
// mix them. Beyond the letter of 1.1 three shapes are read, since files have
// them: `constraint_info` beside `constraints_info`; entries without the
// `entries` map, as the schema of an earlier version had it; and, marked
// malformed, an entry that is the word alone rather than a map with `use`.
//
// Problems, the gravest alone: "entry_not_map", "unknown_use",
// "unknown_entry", "both_labels_differ", "constrained_without_terms",
// "no_entries_map", "legacy_label".

#ifndef VETO_AUDIT_EMBEDDED_TRAINING_MINING_H_
#define VETO_AUDIT_EMBEDDED_TRAINING_MINING_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/embedded/value.h"
#include "audit/signals/families/signal.h"

namespace veto::embedded {

inline constexpr std::size_t kMaxEntries = 256;  // of one file

// Either label, alone or with an instance suffix ("__2").
bool is_training_mining(std::string_view label);

// Adds a signal for each entry: family `training_mining`, source `metadata`,
// the key in lower case as name, "allowed", "notAllowed" or "constrained" as
// value (of a malformed one what stands there), "label: key = use (terms)" as
// raw. `constrained` without terms is "notAllowed", as the specification has
// it. Nothing is added above kMaxEntries.
void read_training_mining(std::string_view label, const Value& content,
                          std::size_t offset,
                          std::vector<signals::Signal>& out);

// Marks the signals whose counterpart of the other prefix says otherwise.
void mark_differing(std::vector<signals::Signal>& signals);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_TRAINING_MINING_H_
