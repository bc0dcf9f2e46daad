// SPDX-License-Identifier: GPL-3.0-or-later
//
// One finding as a card: what was observed, its grade, excuses and evidence.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/text.h"
#include "reports/html/view.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

constexpr std::size_t kMaxCards = 10;  // of one client and code
constexpr std::size_t kMaxRawLines = 25;
constexpr std::size_t kMaxEvidence = 12;

json grade_parts(const ViewContext& c, const audit::Grade& grade) {
  const std::pair<const char*, int> parts[] = {{"identity", grade.identity},
                                               {"rules", grade.rules},
                                               {"log", grade.log},
                                               {"predicate", grade.predicate}};
  json rows = json::array();
  for (const auto& [name, value] : parts) {
    const std::string key = std::string("grade.") + name + ".";
    rows.push_back({{"label", c.texts.say(key + "label")},
                    {"value", value},
                    {"meaning", c.texts.say(key + std::to_string(value))}});
  }
  return rows;
}

json excuses_of(const ViewContext& c, const Finding& finding) {
  json rows = json::array();
  for (const auto& excuse : finding.excuses) {
    const std::string key = "excuse." + excuse.name;
    rows.push_back(
        {{"name",
          c.texts.has(key) ? c.texts.say(key) : printable(excuse.name, 100)},
         {"result", c.texts.say(excuse.applies ? "excuse_result.applies"
                                               : "excuse_result.not")},
         {"detail", excuse.detail.empty() ? c.texts.say("excuse_none")
                                          : printable(excuse.detail, 500)}});
  }
  return rows;
}

// Everything but log lines, which are printed as they are.
json evidence_of(const ViewContext& c, const Finding& finding) {
  json rows = json::array();
  for (const auto& item : finding.evidence) {
    if (item.kind == "log_line" || rows.size() == kMaxEvidence) continue;
    const std::string key = "evidence." + item.kind;
    rows.push_back({{"kind", c.texts.has(key) ? c.texts.say(key)
                                              : printable(item.kind, 100)},
                    {"where", printable(item.where, 300)},
                    {"text", printable(item.raw, 500)},
                    {"sha256", printable(item.sha256, 100)}});
  }
  return rows;
}

json raw_lines(const ViewContext& c, const Finding& finding) {
  const std::string ip = fact_text(finding, "client_ip");
  json rows = json::array();
  for (const auto& item : finding.evidence) {
    if (item.kind != "log_line" || item.raw.empty() ||
        rows.size() == kMaxRawLines)
      continue;
    rows.push_back(
        printable(c.words.addresses().shown_line(item.raw, ip), 4000));
  }
  return rows;
}

// A cell of a list of facts: times as everywhere, all else as it is.
std::string cell(const json& item, const char* name) {
  const auto at = item.is_object() ? item.find(name) : item.end();
  if (!item.is_object() || at == item.end() || at->is_null()) return {};
  if (at->is_string())
    return printable(shown_time(at->get<std::string>()), 500);
  return at->dump();
}

struct Column {
  const char* fact;   // of each item
  const char* label;  // text
};

constexpr Column kRequestColumns[] = {{"target", "items.request.target"},
                                      {"time", "items.request.time"},
                                      {"status", "items.request.status"},
                                      {"bytes", "items.request.bytes"},
                                      {"rule", "items.request.rule"}};
constexpr Column kImageColumns[] = {{"url", "items.image.url"},
                                    {"count", "items.image.count"},
                                    {"bytes", "items.image.bytes"},
                                    {"first", "items.image.first"},
                                    {"last", "items.image.last"}};

json table_of(const ViewContext& c, const json& list, const char* caption,
              std::span<const Column> columns) {
  json head = json::array(), rows = json::array();
  for (const auto& column : columns) head.push_back(c.texts.say(column.label));
  for (const auto& item : list) {
    json cells = json::array();
    for (const auto& column : columns) {
      std::string text = cell(item, column.fact);
      if (std::string_view(column.fact) == "rule")
        text = text.empty() ? text : cell(item, "line") + ": " + text;
      cells.push_back(std::move(text));
    }
    rows.push_back({{"cells", std::move(cells)}});
  }
  return {{"caption", c.texts.say(caption)},
          {"head", std::move(head)},
          {"body", std::move(rows)}};
}

json tables_of(const ViewContext& c, const Finding& finding) {
  json tables = json::array();
  const auto add = [&](const char* fact, const char* caption,
                       std::span<const Column> columns) {
    const auto list = finding.facts.find(fact);
    if (list != finding.facts.end() && list->is_array() && !list->empty())
      tables.push_back(table_of(c, *list, caption, columns));
  };
  add("targets", "items.requests", kRequestColumns);
  add("images", "items.images", kImageColumns);
  return tables;
}

json notes_of(const ViewContext& c, const Finding& finding) {
  json notes = json::array();
  const auto list = finding.facts.find("targets");
  const std::uint64_t count = fact_count(finding, "count");
  if (list != finding.facts.end() && list->is_array() && list->size() < count)
    notes.push_back(c.texts.count("items.more", count - list->size()));
  if (const auto n = withdrawn_images(c.data, finding); n > 0)
    notes.push_back(c.texts.count("items.withdrawn", n));
  const auto lines_left_out =
      std::ranges::count_if(finding.evidence, [](const auto& item) {
        return item.kind == "log_line" && item.raw.empty();
      });
  if (c.data.edition && lines_left_out > 0)
    notes.push_back(c.texts.count("items.lines_left_out",
                                  static_cast<std::uint64_t>(lines_left_out)));
  const std::string sign = "automation." + fact_text(finding, "automation");
  if (c.texts.has(sign)) notes.push_back(c.texts.say(sign));
  const std::string by =
      "provenance." + fact_text(finding, "version_provenance");
  if (c.texts.has(by))
    notes.push_back(c.texts.say(
        "items.version",
        {{"known_by", c.texts.say(by)},
         {"version_from", shown_time(fact_text(finding, "version_from"))},
         {"version_digest", fact_text(finding, "version_digest")}}));
  if (const std::string size = fact_text(finding, "robots_read_by_size");
      !size.empty())
    notes.push_back(c.texts.say(size == "true" ? "items.received_by_size.yes"
                                               : "items.received_by_size.no"));
  return notes;
}

json agents_of(const Finding& finding) {
  json agents = json::array();
  const auto list = finding.facts.find("user_agents");
  if (list == finding.facts.end() || !list->is_array()) return agents;
  for (const auto& agent : *list)
    if (agent.is_string())
      agents.push_back(printable(agent.get<std::string>(), 500));
  return agents;
}

json limits_of(const ViewContext& c, const Finding& finding) {
  json limits = json::array();
  const bool verified = finding.identity == audit::Identity::i3 ||
                        finding.identity == audit::Identity::i4;
  for (const auto& name : finding.does_not_show) {
    if (name == "claim" && verified) continue;
    const std::string key = "does_not_show." + name;
    limits.push_back(c.texts.has(key) ? c.texts.say(key)
                                      : printable(name, 200));
  }
  return limits;
}

}  // namespace

json card_view(const ViewContext& c, const Finding& finding) {
  json card = {{"code", finding.code},
               {"heading", c.words.title(finding)},
               {"standing", c.words.standing(finding)},
               {"sentence", c.words.sentence(finding)},
               {"graded", is_about_client(finding)},
               {"grade", finding.grade.value()},
               {"parts", grade_parts(c, finding.grade)},
               {"excuses", excuses_of(c, finding)},
               {"evidence", evidence_of(c, finding)},
               {"raw", raw_lines(c, finding)},
               {"tables", tables_of(c, finding)},
               {"card_notes", notes_of(c, finding)},
               {"sent", agents_of(finding)},
               {"card_limits", limits_of(c, finding)},
               {"id", finding.id}};
  for (const char* list : {"excuses", "evidence", "raw", "sent"})
    card[std::string("any_") + list] = !card[list].empty();
  card["any_limits"] = !card["card_limits"].empty();
  card["masked"] = !card["raw"].empty() &&
                   c.words.addresses().hides(fact_text(finding, "client_ip"));
  return card;
}

json groups_view(const ViewContext& c, const FindingList& findings) {
  struct Group {
    std::string who;
    std::map<std::string, std::size_t> by_code;
    json cards = json::array();
  };
  std::vector<Group> groups;
  for (const Finding* finding : findings) {
    // Cards about the site need no name above them: they bear their own.
    const std::string who =
        is_about_client(*finding) ? c.words.who(*finding) : std::string();
    auto group = std::ranges::find(groups, who, &Group::who);
    if (group == groups.end()) group = groups.insert(group, Group{who, {}});
    if (++group->by_code[finding->code] <= kMaxCards)
      group->cards.push_back(card_view(c, *finding));
  }
  json list = json::array();
  for (auto& group : groups) {
    json notes = json::array();
    for (const auto& [code, count] : group.by_code)
      if (count > kMaxCards)
        notes.push_back(
            c.texts.count("scrapers.more_findings", count - kMaxCards));
    // A heading begins with a capital.
    if (!group.who.empty() && group.who[0] >= 'a' && group.who[0] <= 'z')
      group.who[0] = static_cast<char>(group.who[0] - 'a' + 'A');
    list.push_back({{"has_name", !group.who.empty()},
                    {"group_name", group.who},
                    {"cards", std::move(group.cards)},
                    {"notes", std::move(notes)}});
  }
  return list;
}

}  // namespace veto::reports
