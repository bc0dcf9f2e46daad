// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each family by itself comes to, for whoever mines text and data and has
// no name of its own. The families are told apart so that they can be held
// against each other; rules of robots.txt are not among them, since they are
// about fetching.

#ifndef VETO_AUDIT_SIGNALS_LINTS_CARRIERS_H_
#define VETO_AUDIT_SIGNALS_LINTS_CARRIERS_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/consumers/said.h"
#include "audit/signals/families/signal.h"

namespace veto::signals {

class SignalsByFamily {
 public:
  SignalsByFamily() = default;
  explicit SignalsByFamily(const std::vector<Signal>& signals);

  std::span<const Signal> of(Family family) const {
    return families_[static_cast<std::size_t>(family)];
  }

 private:
  static constexpr std::size_t kFamilies =
      static_cast<std::size_t>(Family::training_mining) + 1;
  std::array<std::vector<Signal>, kFamilies> families_;
};

struct Carrier {
  Family family = Family::directive;
  Wish wish = Wish::reserved;
  const Signal* by = nullptr;  // what decided; of the signals that were asked
};

// Of `signals` alone, in the order of families; those that say nothing are left
// out. `said` tells address, kind, time and robots.txt, which chooses groups.
std::vector<Carrier> carriers_for(Use use, const SignalsByFamily& signals,
                                  const Said& said);

// For a reader of the report: "TDMRep", "Content-Signal".
std::string_view carrier_name(Family family);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_LINTS_CARRIERS_H_
