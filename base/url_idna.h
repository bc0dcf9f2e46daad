// SPDX-License-Identifier: GPL-3.0-or-later
//
// International domain names for URLs: UTS #46 as the URL Standard asks for it
// (section 3.3, "domain to ASCII", not strict): non-transitional, CheckBidi and
// CheckJoiners, but neither CheckHyphens nor UseSTD3ASCIIRules nor
// VerifyDnsLength.
//
// ICU does the work. libidn2 cannot: after UTS #46 it applies IDNA2008, which
// refuses emoji and other symbols that browsers accept in a host (15,000 code
// points), it has no Bidi rule across labels, and it bounds names as DNS does.

#ifndef VETO_BASE_URL_IDNA_H_
#define VETO_BASE_URL_IDNA_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto {

// Longest "xn--" label read or written. ICU's own bounds, against quadratic
// time, differ between the two directions; DNS allows 63.
inline constexpr std::size_t kMaxEncodedLabel = 1000;

// "Bücher.example" becomes "xn--bcher-kva.example"; nothing when it is not a
// valid domain; invalid UTF-8 never is.
//
// Known to differ from the standard's current tables: U+1806 and the code
// points that Unicode assigned after ICU's version (15.0 in Debian 12) are
// refused.
std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace veto

#endif  // VETO_BASE_URL_IDNA_H_
