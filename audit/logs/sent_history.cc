// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/sent_history.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace veto::logs {

std::string_view to_string(Ask ask) {
  switch (ask) {
    case Ask::noai:
      return "noai";
    case Ask::noimageai:
      return "noimageai";
    case Ask::tdm_reservation:
      return "tdm-reservation";
  }
  return "";
}

const Statement* find_statement(const std::vector<Statement>& said, Ask ask,
                                std::string_view token) {
  const auto found = std::ranges::find_if(said, [&](const Statement& one) {
    return one.ask == ask && (one.agent.empty() || iequals(one.agent, token));
  });
  return found == said.end() ? nullptr : &*found;
}

std::uint32_t SentHistory::find(std::string_view target) const {
  const auto found = targets_.find(target);
  return found == targets_.end() ? kNone : found->second;
}

bool SentHistory::add(std::string_view target, Sighting sighting) {
  std::uint32_t at = find(target);
  if (at == kNone && sighting.said.empty()) return true;
  if (sightings_ >= kMaxSightings) return false;
  if (at == kNone) {
    at = static_cast<std::uint32_t>(resources_.size());
    targets_.emplace(target, at);
    resources_.emplace_back();
  }
  ++sightings_;
  resources_[at].sightings.push_back(std::move(sighting));
  return true;
}

void SentHistory::add_shown(std::string_view page, std::string_view image) {
  const std::uint32_t from = find(page);
  const std::uint32_t at = find(image);
  if (from == kNone || at == kNone) return;
  auto& pages = resources_[at].shown_by;
  if (pages.size() < kMaxShown && std::ranges::find(pages, from) == pages.end())
    pages.push_back(from);
}

SentHistory::Neighbours SentHistory::about(std::uint32_t target,
                                           UtcTime time) const {
  const auto& all = resources_[target].sightings;
  Neighbours found;
  for (auto it = all.rbegin(); it != all.rend() && !found.before; ++it)
    if (it->latest <= time) found.before = &*it;
  for (auto it = all.begin(); it != all.end() && !found.behind; ++it)
    if (it->earliest >= time) found.behind = &*it;
  return found;
}

const Sighting* SentHistory::in_force(std::uint32_t target, UtcTime time,
                                      Ask ask, std::string_view token,
                                      const Statement** statement) const {
  *statement = nullptr;
  const auto [before, behind] = about(target, time);
  if (!before || !behind || !find_statement(behind->said, ask, token))
    return nullptr;
  // A look that took some time, tdmrep.json included, may lie across it.
  if (behind - before > 1) return nullptr;
  *statement = find_statement(before->said, ask, token);
  return *statement ? before : nullptr;
}

std::int64_t SentHistory::bytes(std::uint32_t target, UtcTime time) const {
  const auto [before, behind] = about(target, time);
  return before && behind && before->bytes == behind->bytes ? before->bytes
                                                            : -1;
}

}  // namespace veto::logs
