// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grammar of one line of HAProxy's HTTP logs, without what its setup says
// of it (HAProxy 2.6, configuration manual, section 8.2.3).

#ifndef VETO_AUDIT_LOGS_HAPROXY_LINE_H_
#define VETO_AUDIT_LOGS_HAPROXY_LINE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace veto::logs {

struct HaproxyLine {
  static constexpr std::size_t kMaxCaptures = 32;

  std::string_view ip;
  UtcTime time;
  bool zone = false;  // the line says its time's zone
  std::string_view request;
  int status = 0;
  std::int64_t bytes = 0;
  std::vector<std::string_view> captures;  // of the request's headers
};

enum class HaproxyStatus {
  answered,  // 100 to 599
  any        // also -1, where the client got no answer
};

// Views into `text`; what clients sent is still escaped.
bool read_haproxy_line(std::string_view text, HaproxyLine& out,
                       HaproxyStatus status = HaproxyStatus::answered);
// Address, port and time, whatever follows; of clf what ends within quotes.
bool begins_haproxy_line(std::string_view text);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_HAPROXY_LINE_H_
