// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers that show nothing of what was asked for, because the site keeps it
// from us: such a URL was "not checked", and nothing may be concluded from
// what was not seen there.
//
//   401, 403, 451   asks for a login, refuses, refuses for legal reasons
//   login           a redirection to what looks like a login page: a path with
//                   a segment that is one of a short list of names ("login",
//                   "signin", "sso", ...; extension and case aside), or another
//                   host whose first label is one ("login.", "accounts."),
//                   from a URL that does not look like one itself
//
// A login form that is served with status 200 in a page's place is not
// recognised.

#ifndef VETO_CRAWLER_NOT_CHECKED_H_
#define VETO_CRAWLER_NOT_CHECKED_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// Why the answer to `url` leaves it unchecked: "answered 403, which refuses
// access"; "" when it does not. `redirect_to` is empty where there is none.
std::string not_checked_reason(std::string_view url, int status,
                               std::string_view redirect_to);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_NOT_CHECKED_H_
