// SPDX-License-Identifier: GPL-3.0-or-later
//
// The passphrase of the signing key: from a file, from VETO_KEY_PASSPHRASE, or
// asked for on the terminal, where it is not shown.

#ifndef VETO_CLI_PASSPHRASE_H_
#define VETO_CLI_PASSPHRASE_H_

#include <filesystem>
#include <string>

#include "base/error.h"

namespace veto::cli {

// `file` may be empty; of one that is not the first line counts. Asked twice
// where the key is `new_key`. Errors: usage (nowhere to be had; two that
// differ), io, not_found.
Result<std::string> signing_passphrase(const std::filesystem::path& file,
                                       const std::filesystem::path& key,
                                       bool new_key);

}  // namespace veto::cli

#endif  // VETO_CLI_PASSPHRASE_H_
