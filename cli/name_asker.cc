// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/name_asker.h"

#include <chrono>
#include <optional>
#include <utility>

#include "crawler/reverse_dns.h"

namespace veto::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::minutes kLongestAsking{5};

}  // namespace

Result<logs::NameAsker> name_asker(const Flags& flags,
                                   const config::Settings& settings,
                                   const Session& session) {
  if (!flags.dns) return logs::NameAsker();
  if (settings.address_lists->empty())
    return fail(ErrorKind::usage,
                "there is no folder to keep the answers of the DNS in", "--dns",
                "name one with --address-lists");
  return logs::NameAsker(
      [servers = flags.dns_server, clock = session.clock,
       end = std::optional<SteadyClock::time_point>()](
          const std::string& ip,
          const auto& follows) mutable -> Result<logs::NameAnswer> {
        if (!end) end = SteadyClock::now() + kLongestAsking;
        if (SteadyClock::now() > *end)
          return fail(ErrorKind::too_large, "the DNS took too long");
        const UtcTime asked = clock->now();
        auto found = crawler::reverse_dns(ip, follows, servers);
        if (!found) return pass(found);
        return logs::NameAnswer{ip, asked, std::move(found->names),
                                std::move(found->addresses)};
      });
}

}  // namespace veto::cli
