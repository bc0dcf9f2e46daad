// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mail addresses in what clients sent: in a query, in a user agent.

#ifndef VETO_REPORTS_EDITION_MAIL_SWEEP_H_
#define VETO_REPORTS_EDITION_MAIL_SWEEP_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace veto::reports {

inline constexpr std::string_view kMailMark = "[mail address]";

// Words end at spaces, brackets, quotes and what parts an address.
inline constexpr std::string_view kWordEnds = " \t\r\n\"'`<>()[]{}/?&=:;,|";
using MailWords = std::set<std::string, std::less<>>;

// The words of the text that hold "NAME@HOST.TOP".
MailWords mail_words(std::string_view text);

// Whether anything but a known word holds what may be one: an "@", one of full
// width, a reference of HTML to one ("&#064;", "&#x40;", "&commat;"), "[at]" or
// "(at)".
bool may_hold_mail(std::string_view text, const MailWords& known = {});

// With the mark in place of each word that may hold one, as written or as it is
// meant (plain_forms() below), but the known ones. Two words that are one
// address by an "@" written out go together. What a client sent has few others:
// "logo@2x.png" goes, too.
std::string without_mail(std::string_view text, const MailWords& known = {});

// The text, and as it reads without percent signs and backslashes that stand
// for other bytes (%40, \x40, \u0040), taken off three times at most: each such
// form after the other.
std::string plain_forms(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_MAIL_SWEEP_H_
