// SPDX-License-Identifier: GPL-3.0-or-later
//
// How our own requests name themselves: "veto/0.1 (+https://example.org/us)".

#ifndef VETO_CRAWLER_USER_AGENT_H_
#define VETO_CRAWLER_USER_AGENT_H_

#include <string>

#include "config/settings.h"

namespace veto::crawler {

// Product token and version, and whom to write to where the user said so.
std::string user_agent_of(const config::Settings& settings);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_USER_AGENT_H_
