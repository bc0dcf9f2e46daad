// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "base/text.h"
#include "reports/diff.h"

namespace veto::reports {
namespace {

constexpr std::size_t kMaxLines = 20;  // of one list
constexpr std::size_t kMaxBytes = 300;

// A heading with its number, then one line an item.
template <typename Item, typename Line>
void list(std::string& text, std::string_view heading,
          const std::vector<Item>& items, Line line) {
  if (items.empty()) return;
  text += fmt::format("{}: {}\n", heading, items.size());
  std::size_t shown = 0;
  for (const Item& item : items) {
    if (shown++ == kMaxLines) {
      text += fmt::format("  and {} more; --json lists all\n",
                          items.size() - kMaxLines);
      break;
    }
    text += fmt::format("  {}\n", line(item));
  }
}

std::string shown(std::string_view text) { return printable(text, kMaxBytes); }

std::string run_line(const RunRecord& run) {
  return fmt::format("{}  {}", run.id, run.outcome);
}

void resources(std::string& text, std::string_view kind,
               const crawler::ResourceDiff& diff) {
  list(text, fmt::format("new {}", kind), diff.added,
       [](const auto& one) { return shown(one.url); });
  list(text, fmt::format("{} not seen again", kind), diff.missing,
       [](const auto& one) {
         return fmt::format("{}: {}{}{}", shown(one.before.url),
                            crawler::to_string(one.state),
                            one.detail.empty() ? "" : ", ", shown(one.detail));
       });
  list(text, fmt::format("changed {}", kind), diff.changed,
       [](const auto& one) { return shown(one.after.url); });
}

std::string faces_line(const faces::FacesOfImage& image) {
  return fmt::format(
      "{}: {} {}{}",
      image.urls.empty() ? image.digest.hex() : shown(image.urls.front()),
      image.faces.size(), image.faces.size() == 1 ? "region" : "regions",
      image.image_in_both ? ", the image is the same" : "");
}

std::string joined(const std::vector<std::string>& words, char sign) {
  std::string text;
  for (const auto& word : words) text += fmt::format(" {}{}", sign, word);
  return text;
}

std::string asked(const signals::AgentPosture& agent) {
  return fmt::format("{}{}",
                     agent.site_allowed ? "allowed" : "asked to stay out",
                     agent.named ? ", named" : "");
}

std::string agent_line(const logs::AgentSeen& agent) {
  return fmt::format("{}: {} requests by {} clients, first {}",
                     agent.name.empty() ? "(no user agent)" : shown(agent.name),
                     agent.requests, agent.clients, to_rfc3339(agent.first));
}

void stages(std::string& text, const RunDiff& diff) {
  if (diff.faces) {
    list(text, "images with new faces", diff.faces->added, faces_line);
    list(text, "images whose faces were not seen again", diff.faces->missing,
         faces_line);
  }
  if (diff.signals) {
    list(text, "changed signals", diff.signals->resources, [](const auto& one) {
      return shown(one.url + ":" + joined(one.added, '+') +
                   joined(one.removed, '-'));
    });
    list(text, "robots.txt speaks differently to", diff.signals->agents,
         [](const auto& one) {
           return shown(fmt::format("{} at {}: {} -> {}", one.after.token,
                                    one.after.origin, asked(one.before),
                                    asked(one.after)));
         });
  }
  if (diff.agents) {
    list(text, "new agents in the logs", diff.agents->added, agent_line);
    list(text, "agents not in the logs any more", diff.agents->missing,
         agent_line);
  }
}

}  // namespace

std::string diff_text(const RunDiff& diff) {
  std::string changes;
  resources(changes, "pages", diff.captures.pages);
  resources(changes, "images", diff.captures.images);
  list(changes, "changed robots.txt", diff.captures.robots,
       [](const auto& one) {
         return fmt::format("{}: {} -> {}, {} -> {}", shown(one.after.url),
                            one.before.status, one.after.status,
                            one.before.digest.hex().substr(0, 12),
                            one.after.digest.hex().substr(0, 12));
       });
  stages(changes, diff);
  std::string text = fmt::format(
      "before    {}\nafter     {}\n\n{}", run_line(diff.before),
      run_line(diff.after),
      changes.empty() ? "no difference in what both runs looked at\n"
                      : changes);
  text += fmt::format("same      {} pages, {} images\n",
                      diff.captures.pages.same, diff.captures.images.same);
  for (const auto& note : diff.notes)
    text += fmt::format("note      {}\n", shown(note));
  return text;
}

}  // namespace veto::reports
