// SPDX-License-Identifier: GPL-3.0-or-later
//
// gzip members (RFC 1952) made fast by ISA-L, for archives that are written
// once and read by everybody: about eight times zlib's speed at 5 % more size.
// The same bytes give the same member on the same machine.

#ifndef VETO_BASE_GZIP_FAST_H_
#define VETO_BASE_GZIP_FAST_H_

#include <string>
#include <string_view>

namespace veto {

// Appends one complete member to `out`.
void append_gzip_fast(std::string_view bytes, std::string& out);

// The same with the bytes stored as they are: for what is compressed already.
void append_gzip_stored(std::string_view bytes, std::string& out);

}  // namespace veto

#endif  // VETO_BASE_GZIP_FAST_H_
