// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a field of a log line can mean to this program, and how its text is
// taken: by formats that are given as text, and by those with named fields.

#ifndef VETO_AUDIT_LOGS_LOG_FIELD_H_
#define VETO_AUDIT_LOGS_LOG_FIELD_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "audit/logs/format.h"
#include "base/time.h"

namespace veto::logs {

enum class Field : std::uint8_t {
  skip,
  address,
  peer,  // the address of the connection, where a proxy's client is `address`
  host,
  user,
  request,
  method,
  target,
  query,
  status,
  bytes,
  referer,
  agent,
  signature_agent,
  signature_input,
  signature,
  robots_tag,       // X-Robots-Tag of the response
  tdm_reservation,  // tdm-reservation of the response
  time_local,       // 23/Nov/2026:04:27:22 +0000
  time_iso,         // 2026-11-23T04:27:22.5+00:00
  time_seconds,     // since 1970, with a fraction or without
  time_millis,
  time_micros,
  time_any,  // whichever of these it looks like
  // Parts of a time, which come to one when all of its date, clock and zone
  // are there.
  year,
  month,
  month_name,
  day,
  hour,
  minute,
  second,
  zone,
  milli,
  micro,
  date,   // 2026-11-23
  clock,  // 04:27:22
};

// Of one line, while its fields are taken.
struct TimeParts {
  std::optional<UtcTime> whole;
  int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
  int micros = 0;
  int offset = 0;  // minutes east of Greenwich
  bool zone = false;
};

// Unset where the field's text is not what it must be. A second whole time
// leaves the first as it is.
bool take_field(Field field, std::string_view text, RawLine& out,
                TimeParts& time);
// The line's time from what was taken; false where it does not come to one.
bool finish_time(const TimeParts& time, RawLine& out);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_FIELD_H_
