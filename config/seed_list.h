// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list of pages to begin with, as a file: one URL a line; empty lines and
// lines that begin with "#" say nothing. UTF-8, with or without byte order
// mark; any line ends.

#ifndef VETO_CONFIG_SEED_LIST_H_
#define VETO_CONFIG_SEED_LIST_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::config {

inline constexpr std::size_t kMaxSeeds = 100'000;
inline constexpr std::uint64_t kMaxSeedListBytes = 64u << 20;

// `name` is the file's, for errors. A list is taken whole or not at all, so
// that a mistyped line is not missed among thousands. Errors: usage (a line
// that is no http or https URL, with its number; none at all), too_large.
Result<std::vector<std::string>> parse_seed_list(std::string_view text,
                                                 std::string_view name);

// "-" reads standard input. Errors: also not_found, io.
Result<std::vector<std::string>> read_seed_list(const std::string& path);

}  // namespace veto::config

#endif  // VETO_CONFIG_SEED_LIST_H_
