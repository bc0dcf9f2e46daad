// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readings of many pages and images, computed once for each distinct set of
// what is said: of a site's thousand pages most say the same.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_READER_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_READER_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "audit/signals/consumers/reading.h"
#include "audit/signals/consumers/said.h"

namespace veto::signals {

// Of all consumers and uses, in the table's order; uses that are not a
// consumer's are left out. Shared by everything that says the same: `place`
// and `raw` of the resource's own signals are then of one of them.
using Readings = std::shared_ptr<const std::vector<ConsumerReading>>;

// The same of one alone, each with its own place.
std::vector<ConsumerReading> read_all(const Said& said);

class Reader {
 public:
  Readings read(const Said& said);
  // How many sets were told apart.
  std::size_t distinct() const { return known_.size(); }

 private:
  std::map<std::string, Readings> known_;
};

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_READER_H_
