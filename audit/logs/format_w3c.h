// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Extended Log File Format (W3C working draft of 1996) as IIS and
// CloudFront write it: "#Fields:" says what the lines behind it hold, until
// another one does. Times are in UTC. Of what a client sent IIS writes a plus
// sign for each space; CloudFront, which has tabs between fields, %20.

#ifndef VETO_AUDIT_LOGS_FORMAT_W3C_H_
#define VETO_AUDIT_LOGS_FORMAT_W3C_H_

#include <string_view>

#include "audit/logs/format.h"

namespace veto::logs {

inline constexpr std::string_view kW3cFields = "#Fields:";

// Knows no fields until it was given a line that names them.
Format w3c_format();

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_W3C_H_
