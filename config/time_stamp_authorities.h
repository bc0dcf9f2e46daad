// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamp authorities (RFC 3161) that can be named in place of an address.
// A convenience, no recommendation: where each address is from, and how sure
// that is, stands with it. None is called qualified (Regulation 910/2014, Art.
// 42) unless a source says so; the European Union's trusted lists decide.

#ifndef VETO_CONFIG_TIME_STAMP_AUTHORITIES_H_
#define VETO_CONFIG_TIME_STAMP_AUTHORITIES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::config {

struct TimeStampAuthority {
  std::string name;
  std::string url;
  std::string level;      // "source-code", "secondary", "memory", ...
  std::string source;     // what the address was taken from
  std::string qualified;  // "unknown", "yes" or "no"
};

struct TimeStampAuthorities {
  std::string date;  // of the list
  std::string note;
  std::vector<TimeStampAuthority> entries;  // by name

  // Errors: damaged, saying what is wrong with which entry.
  static Result<TimeStampAuthorities> parse(std::string_view json);
  // The list this program was built with.
  static const TimeStampAuthorities& built_in();

  // Null for a name that is not in there.
  const TimeStampAuthority* find(std::string_view name) const;
};

// The address behind a name of the built-in list; any other text as it is.
std::string authority_address(std::string_view text);

}  // namespace veto::config

#endif  // VETO_CONFIG_TIME_STAMP_AUTHORITIES_H_
