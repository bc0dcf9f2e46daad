// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names that nobody can guess, from the system's own randomness.

#ifndef VETO_BASE_RANDOM_H_
#define VETO_BASE_RANDOM_H_

#include <string>

#include "base/error.h"

namespace veto {

// 128 bits as 32 lower-case hexadecimal digits. Errors: io.
Result<std::string> random_token();

// 32 bytes, for salts. Errors: io.
Result<std::string> random_salt();

}  // namespace veto

#endif  // VETO_BASE_RANDOM_H_
