// SPDX-License-Identifier: GPL-3.0-or-later
//
// What robots and, should they ever come here, people read.

#include <fmt/format.h>

#include "reports/traps/kit.h"

namespace veto::reports {
namespace {

// The addresses are whole paths: the page is served under several names. The
// picture's alone is not, as its name is to follow the page's.
constexpr std::string_view kPage = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, noimageindex">
<meta name="referrer" content="same-origin">
<title>A test for robots</title>
</head>
<body>
<h1>A test for robots</h1>
<p>This page is a test. It shows which robots keep to this site's robots.txt,
which asks every one of them not to fetch it. No link that people see leads
here.</p>
<p>If you are a person: nothing is wrong, and nobody is tracked. This page sets
no cookie and runs no script. You may close it.</p>
{}</body>
</html>
)";

constexpr std::string_view kBelow =
    R"(<p><a href="{}" rel="nofollow">The second page of the test</a></p>
<p><img src="{}" width="512" height="512"
alt="Fields of plain colours, drawn by a program. It shows nobody."></p>
)";

constexpr std::string_view kLink =
    R"(<!-- A test for robots: nobody sees this link, and robots.txt asks every robot
not to follow it. -->
<a href="{}" rel="nofollow" aria-hidden="true" tabindex="-1"
style="position:absolute;left:-10000px;top:auto;width:1px;height:1px;overflow:hidden">A
test for robots, not for people</a>
)";

constexpr std::string_view kNotice =
    R"(A test for robots. To see which programs keep to our robots.txt, this site has
test pages below {}. No visible link leads to them, and robots.txt asks all
robots not to fetch them. They set no cookie, run no script, and follow nobody.
As with every page of this site, a request for them is written to the server's
log, with the address it came from, the time, and the name that the program gave
itself. A program that says of itself that it is a robot is shown the page under
a name made for that one request; people are not. We keep these lines for
[PERIOD] and use them only to find out which robots did not keep to robots.txt
and to complain about it (Art. 6(1)(f) GDPR). The picture on the test page was
drawn by a program and shows nobody.
)";

}  // namespace

std::string trap_page(const traps::Trap& trap) {
  return fmt::format(kPage,
                     fmt::format(kBelow, trap.deeper, traps::kCanaryPicture));
}

std::string trap_deeper_page() { return fmt::format(kPage, ""); }

std::string trap_link(const traps::Trap& trap) {
  return fmt::format(kLink, trap.path);
}

std::string trap_notice(const traps::Trap& trap) {
  return fmt::format(kNotice, trap.path);
}

}  // namespace veto::reports
