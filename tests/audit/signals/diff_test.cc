// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/diff.h"

#include <doctest/doctest.h>

using namespace veto::signals;

namespace {

ResourcePosture page(const std::string& url, bool noai,
                     std::vector<std::string> directives = {}) {
  ResourcePosture posture;
  posture.url = url;
  posture.kind = "page";
  posture.noai = noai;
  posture.directives = std::move(directives);
  return posture;
}

AgentPosture agent(const std::string& token, bool allowed) {
  AgentPosture posture;
  posture.origin = "https://example.org";
  posture.token = token;
  posture.site_allowed = allowed;
  return posture;
}

}  // namespace

TEST_CASE("signals: what was added and what was taken away, where both know") {
  const SignalsResult before{
      {},
      {agent("GPTBot", true), agent("CCBot", false)},
      {page("a", false, {"noindex"}), page("b", true), page("gone", true)}};
  const SignalsResult after{
      {},
      {agent("GPTBot", false), agent("CCBot", false), agent("New", true)},
      {page("a", true, {"noarchive"}), page("b", true), page("new", true)}};
  const auto diff = diff_signals(before, after);
  REQUIRE(diff.resources.size() == 1);
  CHECK(diff.resources[0].url == "a");
  CHECK(diff.resources[0].added ==
        std::vector<std::string>{"noai", "noarchive"});
  CHECK(diff.resources[0].removed == std::vector<std::string>{"noindex"});
  REQUIRE(diff.agents.size() == 1);
  CHECK(diff.agents[0].after.token == "GPTBot");
  CHECK(diff.agents[0].before.site_allowed);
  CHECK_FALSE(diff.agents[0].after.site_allowed);
}
