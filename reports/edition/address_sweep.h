// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts without whole addresses of clients: each reads as its /24, or /48 for
// IPv6, but those that may be shown.

#ifndef VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_
#define VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_

#include <set>
#include <string>
#include <string_view>

#include "audit/logs/ranges.h"

namespace veto::reports {

class AddressSweep {
 public:
  // Of a client: `shown` whole, or nowhere, not even in a path. What is no
  // address changes nothing.
  void add(std::string_view address, bool shown);

  // Besides those, whatever reads as an address goes, but: this machine's own;
  // what stands behind a "/" or a letter, as in "Chrome/130.0.0.0" and in the
  // address of a site; and a prefix that is no longer than those.
  std::string sweep(std::string_view text) const;

 private:
  bool stays(const logs::AddressBytes& bytes, char before,
             bool is_network) const;

  std::set<logs::AddressBytes> shown_, hidden_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_
