// SPDX-License-Identifier: GPL-3.0-or-later
//
// gzip (RFC 1952), concatenated members included, by zlib.

#ifndef VETO_BASE_GZIP_H_
#define VETO_BASE_GZIP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto {

// One complete member.
std::string gzip_compress(std::string_view bytes, int level = 6);

// All members. Errors: damaged (not gzip, cut short, bad checksum), too_large
// beyond max_bytes of output.
Result<std::string> gzip_decompress(std::string_view bytes,
                                    std::uint64_t max_bytes);

// The first member only; `consumed` is set to its compressed size.
Result<std::string> gzip_decompress_member(std::string_view bytes,
                                           std::uint64_t max_bytes,
                                           std::size_t& consumed);

// Decodes the "deflate" content coding: zlib (RFC 1950), or raw deflate as
// some servers send it. Errors: damaged, too_large.
Result<std::string> inflate_body(std::string_view bytes,
                                 std::uint64_t max_bytes);

}  // namespace veto

#endif  // VETO_BASE_GZIP_H_
