// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/agent.h"

#include <algorithm>

#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxText = 1024;
constexpr std::size_t kMaxToken = 64;

// Programs with a person in front of them that do not begin "Mozilla/".
constexpr std::string_view kOtherBrowsers[] = {
    "opera/", "lynx/", "w3m/",  "links ",  "elinks/",    "dillo/", "netsurf/",
    "amaya/", "uzbl",  "nokia", "samsung", "blackberry", "ucweb/"};

// How programs on a telephone or a player name themselves, which fetch what the
// person who holds it looks at. They name no browser, send no referer and embed
// nothing.
constexpr std::string_view kDevices[] = {"dalvik/", "applecoremedia/",
                                         "whatsapp/"};
constexpr std::string_view kAppleApps = " cfnetwork/";

// What a browser puts after "(compatible; ".
constexpr std::string_view kCompatibleBrowsers[] = {
    "msie", "konqueror", "netscape", "opera", "icab", "omniweb"};

constexpr std::string_view kRobotWords[] = {
    "bot", "crawl", "spider", "scrap", "fetcher", "archiver", "harvest"};

// Browsers that run without a window or under a script's control.
constexpr std::string_view kAutomated[] = {
    "headless", "phantomjs",      "puppeteer", "playwright",
    "selenium", "electron-fetch", "splash"};

// RFC 9110, section 5.6.2, without "/".
bool is_token_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view token_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_token_char(text[end])) ++end;
  return text.substr(0, std::min(end, kMaxToken));
}

template <std::size_t n>
bool begins_with_any(std::string_view lower,
                     const std::string_view (&words)[n]) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return lower.starts_with(word); });
}

template <std::size_t n>
bool holds_any(std::string_view lower, const std::string_view (&words)[n]) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return lower.find(word) != std::string_view::npos;
  });
}

// "Mozilla/5.0 (compatible; AcmeBot/1.0; +https://acme.test)": the name it
// gives itself, or "" for a browser's string.
std::string_view robot_in_browser_string(std::string_view text,
                                         std::string_view lower) {
  constexpr std::string_view kCompatible = "compatible;";
  if (const auto at = lower.find(kCompatible); at != std::string_view::npos) {
    const std::size_t name = std::min(
        lower.find_first_not_of(' ', at + kCompatible.size()), lower.size());
    if (!begins_with_any(lower.substr(name), kCompatibleBrowsers))
      return token_at(text.substr(name));
  }
  // A name with a version or an address to ask at: a telephone may well be
  // called "CUBOT X18".
  const bool has_address = lower.find("+http") != std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view token = token_at(text.substr(at));
    const std::size_t end = at + token.size();
    const bool versioned = end < text.size() && text[end] == '/';
    if ((versioned || has_address) && !lower.substr(at).starts_with("cubot") &&
        holds_any(lower.substr(at, token.size()), kRobotWords))
      return token;
    at = std::max(end, at + 1);
  }
  return {};
}

// "python-requests/2.31 AcmeBot-Image/1.0": also "acmebot-image", "acmebot".
std::string names_besides(const Agent& agent) {
  constexpr std::size_t kMost = 16;
  constexpr std::size_t kShortest = 3;
  const std::string lower = to_lower(agent.text);
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (name.size() >= kShortest && names.size() < kMost &&
        !iequals(name, agent.token) &&
        std::ranges::find(names, name) == names.end())
      names.push_back(name);
  };
  for (std::size_t at = 0; at < lower.size();) {
    const std::string_view name = token_at(std::string_view(lower).substr(at));
    add(name);
    for (std::size_t cut = name.rfind('-');
         cut != std::string_view::npos && cut > 0;
         cut = name.rfind('-', cut - 1))
      add(name.substr(0, cut));
    at += std::max<std::size_t>(name.size(), 1);
  }
  std::string all;
  for (std::string_view name : names) (all += all.empty() ? "" : " ") += name;
  return all;
}

void read_unknown(Agent& agent, std::string_view lower) {
  if (lower.starts_with("mozilla/")) {
    agent.automated = holds_any(lower, kAutomated);
    const auto name = robot_in_browser_string(agent.text, lower);
    if (name.empty()) {
      agent.browser = true;
      return;
    }
    agent.token = name;
  } else if (begins_with_any(lower, kOtherBrowsers)) {
    agent.browser = true;
    return;
  } else if (begins_with_any(lower, kDevices) || lower.contains(kAppleApps)) {
    agent.browser = agent.device = true;
    return;
  } else {
    agent.token = token_at(agent.text);
  }
  if (agent.token.empty() || agent.token == "-")
    agent.token = "*";
  else
    agent.identity = audit::Identity::i1;
}

}  // namespace

bool is_same_program(const Agent& one, const Agent& other) {
  if (iequals(one.token, other.token))
    return one.token != "*" || one.browser == other.browser;
  return one.scraper && other.scraper && !one.scraper->operator_name.empty() &&
         one.scraper->operator_name == other.scraper->operator_name;
}

Agent read_agent(std::string_view user_agent, bool present,
                 const config::ScraperRegistry& registry,
                 std::string_view own_token) {
  Agent agent;
  agent.text = user_agent.substr(0, kMaxText);
  agent.token = "*";
  if (!present || user_agent.empty()) return agent;
  const std::string lower = to_lower(agent.text);
  // As our crawler puts it, at the front: who merely mentions it is another.
  agent.own = !own_token.empty() && iequals(token_at(agent.text), own_token);
  const config::Scraper* scraper = registry.match(agent.text);
  if (!scraper || scraper->token.empty()) {
    read_unknown(agent, lower);
    if (!agent.browser) agent.other_names = names_besides(agent);
    return agent;
  }
  agent.scraper = scraper;
  agent.token = scraper->token;
  agent.identity = audit::Identity::i1;
  // A library's name says nothing of what was made with it.
  if (scraper->purpose == "generic-client")
    agent.other_names = names_besides(agent);
  agent.automated = holds_any(lower, kAutomated);
  // A browser that a script drives loads what its pages embed.
  agent.browser = agent.automated && scraper->purpose == "generic-client" &&
                  lower.starts_with("mozilla/") &&
                  robot_in_browser_string(agent.text, lower).empty();
  return agent;
}

AgentTable::AgentTable(const config::ScraperRegistry& registry,
                       std::string own_token)
    : registry_(registry), own_token_(std::move(own_token)) {
  Agent many;
  many.token = "*";
  many.forgotten = true;
  agents_.push_back(std::move(many));
}

bool AgentTable::hold_program(const std::vector<std::uint32_t>& these,
                              const Agent& agent) const {
  return std::ranges::any_of(these, [&](std::uint32_t one) {
    return is_same_program(agents_[one], agent);
  });
}

std::uint32_t AgentTable::index_of(std::string_view user_agent, bool present) {
  user_agent = user_agent.substr(0, kMaxText);
  // An absent agent shares the entry of "-": neither names anything.
  if (!present) user_agent = "-";
  if (const auto known = index_.find(user_agent); known != TextIndex::kNone)
    return known + 1;
  if (agents_.size() > kMax) return 0;
  agents_.push_back(read_agent(user_agent, present, registry_, own_token_));
  return index_.find_or_add(user_agent) + 1;
}

}  // namespace veto::logs
