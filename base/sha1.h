// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-1 (FIPS 180-4): to compare with what WARC files of others say of
// themselves, for nothing else.

#ifndef VETO_BASE_SHA1_H_
#define VETO_BASE_SHA1_H_

#include <string>
#include <string_view>

namespace veto {

// RFC 4648 base32 in upper case, 32 characters: the form those files use.
std::string sha1_base32(std::string_view bytes);

}  // namespace veto

#endif  // VETO_BASE_SHA1_H_
