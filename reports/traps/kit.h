// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files with which a site's owner sets a trap for robots
// (docs/logs/traps.md): what goes into robots.txt, the pages and the picture,
// the hidden link, what three servers need, and a notice for visitors.

#ifndef VETO_REPORTS_TRAPS_KIT_H_
#define VETO_REPORTS_TRAPS_KIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/traps/trap.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

// All of it; names are relative paths, "site/trap-TOKEN/index.html".
std::vector<FixFile> trap_kit(const traps::Trap& trap);

// The entry's page and the one below it. Both say what they are, name nobody,
// set nothing and run nothing.
std::string trap_page(const traps::Trap& trap);
std::string trap_deeper_page();
// For a page that visitors see: no sight of it, no stop of the tabulator key,
// nothing for a screen reader.
std::string trap_link(const traps::Trap& trap);
std::string trap_notice(const traps::Trap& trap);

// A PNG of 512 by 512 pixels: eight by eight fields of plain colours drawn from
// the trap's path, so that each trap has a picture of its own. It shows nobody.
std::string trap_picture(std::string_view path);

// For the server that answers: Cache-Control: private, and for clients whose
// user agent says that they are robots a name of its own for each request.
std::string trap_nginx(const traps::Trap& trap);
std::string trap_apache(const traps::Trap& trap);
std::string trap_caddy(const traps::Trap& trap);

}  // namespace veto::reports

#endif  // VETO_REPORTS_TRAPS_KIT_H_
