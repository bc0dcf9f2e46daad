// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose addresses a lesser edition tells whole: those of clients that their
// operators vouch for. Anybody else's is shortened or gone, wherever it stands.

#ifndef VETO_REPORTS_EDITION_CLIENT_ADDRESSES_H_
#define VETO_REPORTS_EDITION_CLIENT_ADDRESSES_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "audit/finding.h"
#include "reports/edition/address_sweep.h"
#include "reports/edition/mail_sweep.h"
#include "reports/report_data.h"

namespace veto::reports {

// About a client at I3 or better.
bool is_about_verified(const audit::Finding& finding);
// The other client of a finding (V12) is.
bool is_redeemer_verified(const audit::Finding& finding);

// Whether a user agent names that program of the registry.
bool names(std::string_view agent, std::string_view scraper_id);

class ClientAddresses {
 public:
  // Of the findings and clients of a whole report. Without `networks` nothing
  // is left of an address that is not told.
  ClientAddresses(const ReportData& data, bool networks);

  // Of clients that were not verified, those whose address is shortened.
  std::uint64_t shortened() const { return shortened_; }

  // What the site or this program says.
  std::string swept(std::string_view text) const { return sweep_.sweep(text); }
  // What a client sent, which may spell another's address anywhere, or their
  // mail. Of a verified client stays whom its operator says to write to.
  std::string swept_of_client(std::string_view text, bool verified) const;

  enum class LineOf {
    verified,  // holds such a client's address, nobody else's, and no mail
    other,     // that of one that was not verified, or names another program
    mixed,     // more than its client's, or mail: cannot be told to be one's
  };
  // Of a finding about a program of the registry, by its id.
  LineOf line_of(std::string_view line, std::string_view scraper_id) const;

 private:
  AddressSweep sweep_;
  std::set<logs::AddressBytes> verified_;
  MailWords operators_mail_;
  std::uint64_t shortened_ = 0;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_CLIENT_ADDRESSES_H_
