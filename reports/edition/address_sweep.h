// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts without whole addresses of clients: each reads as its /24, or /48 for
// IPv6, or as a mark alone, but those that may be shown.

#ifndef VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_
#define VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "audit/logs/ranges.h"
#include "reports/edition/mail_sweep.h"

namespace veto::reports {

inline constexpr std::string_view kAddressMark = "[address]";

class AddressSweep {
 public:
  // Without `networks` the mark stands in the place of each.
  explicit AddressSweep(bool networks = true) : networks_(networks) {}

  // Of a client: `shown` whole, or nowhere, not even in a path. What is no
  // address changes nothing.
  void add(std::string_view address, bool shown);

  // Besides those, whatever reads as an address goes, but: this machine's own;
  // what stands behind a "/" or a letter, as in "Chrome/130.0.0.0" and in the
  // address of a site; and a prefix that is no longer than those. A word in
  // which one stands in percent or backslash escapes is replaced by the mark.
  // With `everywhere` nothing stays for what stands before it, but a version
  // that ends in ".0.0", and a word goes that holds one parted by dashes or
  // underscores (parted_address.h): in what a client sent. What reads as a
  // version as well goes only as the address of a client added as not shown.
  std::string sweep(std::string_view text, bool everywhere = false) const;

 private:
  std::string once(std::string_view text, bool everywhere) const;
  bool hides_escaped(std::string_view word) const;
  bool hides_parted(std::string_view word) const;
  std::string without_unusual(std::string_view text, bool everywhere) const;
  bool stays(const logs::AddressBytes& bytes, std::string_view before,
             bool is_network, bool everywhere) const;

  bool networks_;
  std::set<logs::AddressBytes> shown_, hidden_;
};

// Every address in the text, wherever it stands and in whatever spelling, the
// fields parted by dots, colons, dashes or low lines (parted_address.h);
// without this machine's own and "::". Of a version ("Chrome/130.0.0.0") none
// is taken that ends in ".0.0": no host has such.
std::set<logs::AddressBytes> addresses_in(std::string_view text);

// Of a log line that may be shown whole: the address of its client. Such a line
// begins as NCSA's format does ("192.0.2.9 - - [", a host's name before it):
// with nobody's login, and without fields of the server's own. Nothing where it
// holds another address, what may be a mail address that is not among the known
// words (mail_sweep.h), or an escape of an escape.
std::optional<logs::AddressBytes> client_alone(std::string_view line,
                                               const MailWords& known = {});

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_ADDRESS_SWEEP_H_
