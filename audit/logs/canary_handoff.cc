// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/canary_handoff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "audit/logs/trap_judge.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::logs {
namespace {

bool is_sent_on(const TrapHit& hit) {
  return hit.entry && hit.status / 100 == 3 && hit.status != 304;
}

bool is_archive(const Agent& agent) {
  return agent.scraper && agent.scraper->purpose == "archive";
}

// "acmebot-web" and "acmebot-image" are "acmebot".
std::string_view family_of(const Agent& agent) {
  const std::string_view token = agent.token;
  return token.substr(0, token.find('-'));
}

// Where its user agent says to ask: "+https://acme.test/bot".
std::string contact_of(const Agent& agent) {
  const std::string_view text = agent.text;
  const auto at = text.find("+http");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + 1);
  const auto url = Url::parse(rest.substr(0, rest.find_first_of(" ;,)")));
  return url ? std::string(url->host()) : std::string();
}

// One operator's by what they say of themselves.
bool are_kin(const Agent& one, const Agent& other) {
  if (one.browser || other.browser) return false;
  const std::string contact = contact_of(one);
  return (one.token != "*" && iequals(family_of(one), family_of(other))) ||
         (!contact.empty() && contact == contact_of(other));
}

bool names_a_cache(const Agent& agent) {
  const std::string text = to_lower(agent.text);
  return text.find("cache") != std::string::npos ||
         text.find("proxy") != std::string::npos;
}

class Finder {
 public:
  explicit Finder(const Collector& collector) : collector_(collector) {}

  std::vector<Handoff> find() {
    for (const TrapHit& hit : collector_.trap_hits().all()) take(hit);
    return std::move(found_);
  }

 private:
  struct Name {
    const TrapHit* sent_on = nullptr;
    const TrapHit* given = nullptr;  // null: nothing says to whom
    bool shared = false;             // persons have it, too
  };

  const Agent& agent(const TrapHit& hit) const {
    return collector_.agents()[hit.agent];
  }
  const Actor& actor(const TrapHit& hit) const {
    return collector_.actors().all()[hit.actor];
  }

  void take(const TrapHit& hit) {
    if (is_sent_on(hit)) sent_on_[{hit.trap, hit.actor, hit.agent}] = &hit;
    if (hit.canary == TrapHit::kNoCanary) return;
    const auto [at, fresh] = names_.try_emplace({hit.trap, hit.canary});
    Name& name = at->second;
    if (fresh) {
      name = first_use(hit);
      return;
    }
    if (!name.given || is_same(*name.given, hit)) return;
    const std::string_view excuse = excuse_of(name, hit);
    name.shared = name.shared || excuse == "person_possible" ||
                  excuse == "user_triggered";
    found_.push_back({name.sent_on, name.given, &hit, excuse});
  }

  Name first_use(const TrapHit& hit) const {
    Name name;
    const auto sent = sent_on_.find({hit.trap, hit.actor, hit.agent});
    // Before the page, not with it: the order of lines within a second is that
    // of the file, so the same second is as good.
    if (hit.picture || sent == sent_on_.end() || agent(hit).forgotten ||
        !agent(hit).declared())
      return name;
    name.sent_on = sent->second;
    name.given = &hit;
    return name;
  }

  // The same client, or one of its fleet's.
  bool is_same(const TrapHit& given, const TrapHit& hit) const {
    if (given.actor == hit.actor ||
        actor(given).address.network == actor(hit).address.network)
      return true;
    const Agent& one = agent(given);
    const Agent& other = agent(hit);
    if (are_kin(one, other)) return true;
    return one.scraper && other.scraper &&
           one.scraper->operator_name == other.scraper->operator_name;
  }

  std::string_view excuse_of(const Name& name, const TrapHit& hit) const {
    const Agent& by = agent(hit);
    const Agent& from = agent(*name.given);
    const auto& uses = actor(hit).uses;
    const auto use = std::ranges::find(uses, hit.agent, &AgentUse::agent);
    if (by.forgotten) return "agent_unknown";
    if (by.browser && sign_of_automation(
                          actor(hit), use == uses.end() ? AgentUse{} : *use, by)
                          .empty())
      return "person_possible";
    if (acts_for_persons(by) || acts_for_persons(from)) return "user_triggered";
    if (name.shared || hit.from_elsewhere) return "link_shared";
    if (collector_.trap_hits().is_scanner(hit.actor)) return "security_scanner";
    if (is_archive(by) || is_archive(from)) return "archive";
    if (names_a_cache(by) || names_a_cache(from)) return "cache";
    return {};
  }

  const Collector& collector_;
  // Trap, actor and agent: the last time it was sent on.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>,
           const TrapHit*>
      sent_on_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Name> names_;
  std::vector<Handoff> found_;
};

}  // namespace

std::vector<Handoff> find_handoffs(const Collector& collector) {
  return Finder(collector).find();
}

}  // namespace veto::logs
