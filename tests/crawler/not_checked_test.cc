// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/not_checked.h"

#include <doctest/doctest.h>

using veto::crawler::not_checked_reason;

TEST_CASE("what a site keeps from us is not checked") {
  struct Row {
    const char* url;
    int status;
    const char* redirect_to;
    const char* reason;
  };
  const char* const login = "leads to a login";
  const Row rows[] = {
      {"https://a.test/x", 200, "", ""},
      {"https://a.test/x", 404, "", ""},
      {"https://a.test/x", 429, "", ""},
      {"https://a.test/x", 500, "", ""},
      {"https://a.test/x", 401, "", "answered 401, which asks for a login"},
      {"https://a.test/x", 403, "", "answered 403, which refuses access"},
      {"https://a.test/x", 451, "",
       "answered 451, which refuses access for legal reasons"},
      {"https://a.test/x", 302, "https://a.test/login?next=/x", login},
      {"https://a.test/x", 302, "https://a.test/accounts/Login/", login},
      {"https://a.test/x", 303, "https://a.test/wp-login.php?redirect_to=x",
       login},
      {"https://a.test/x", 301, "https://a.test/users/sign_in", login},
      {"https://a.test/x", 302, "https://login.b.test/authorize", login},
      {"https://a.test/x", 302, "https://accounts.b.test/", login},
      {"https://a.test/x", 302, "https://a.test/en/signin;id=1", login},
      // Narrow: what only sounds like one is an ordinary redirection.
      {"https://a.test/x", 302, "https://a.test/blog/login-issues-solved", ""},
      {"https://a.test/x", 302, "https://a.test/author/", ""},
      {"https://a.test/x", 302, "https://a.test/x/?login=1", ""},
      {"https://a.test/x", 301, "https://www.a.test/x", ""},
      {"https://a.test/login", 301, "https://a.test/login/", ""},
      {"https://login.a.test/", 301, "https://login.a.test/start", ""},
      {"https://login.a.test/", 302, "https://a.test/signin", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    CAPTURE(row.status);
    CAPTURE(row.redirect_to);
    CHECK(not_checked_reason(row.url, row.status, row.redirect_to) ==
          row.reason);
  }
}
