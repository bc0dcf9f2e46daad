// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks memory for all of what will be looked at soon: what the analysis waits
// for most is memory (docs/logs-speed.md).

#ifndef VETO_AUDIT_LOGS_PREFETCH_H_
#define VETO_AUDIT_LOGS_PREFETCH_H_

#include <cstddef>

namespace veto::logs {

template <typename T>
void prefetch(const T& object) {
  constexpr std::size_t kCacheLine = 64;
  const char* const begin = reinterpret_cast<const char*>(&object);
  for (std::size_t at = 0; at < sizeof(T); at += kCacheLine)
    __builtin_prefetch(begin + at);
}

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_PREFETCH_H_
