// SPDX-License-Identifier: GPL-3.0-or-later
//
// VETO_CHECK(condition): a programming mistake ends the program at once, in
// every build type. Never for input, files or the network.

#ifndef VETO_BASE_CHECK_H_
#define VETO_BASE_CHECK_H_

namespace veto {

[[noreturn]] void check_failed(const char* condition, const char* file,
                               int line) noexcept;

}  // namespace veto

#define VETO_CHECK(condition) \
  ((condition) ? void(0) : ::veto::check_failed(#condition, __FILE__, __LINE__))

#endif  // VETO_BASE_CHECK_H_
