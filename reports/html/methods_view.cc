// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "base/text.h"
#include "config/scrapers.h"
#include "reports/headlines.h"
#include "reports/html/view.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxVersions = 60;
constexpr std::size_t kMaxSkipped = 60;

json rows_of(const ViewContext& c) {
  json rows = json::array();
  auto row = [&](const char* label, const std::string& value) {
    rows.push_back({{"label", c.texts.say(label)}, {"value", value}});
  };
  row("about.tool",
      c.texts.say("about.tool_value", {{"version", c.data.tool_version}}));
  row("about.run", c.data.run.id);
  row("methods.command", printable(c.data.run.command, 1000));
  row("methods.agent", *c.data.settings.user_agent_token);
  row("methods.reading", c.texts.say("methods.reading_value"));
  row("methods.registry", config::ScraperRegistry::built_in().date());
  if (!c.data.faces) return rows;
  const auto& detector = c.data.faces->detector;
  row("methods.detector",
      c.texts.say("methods.detector_value",
                  {{"name", detector.name}, {"version", detector.version}}));
  row("methods.weights", detector.weights_sha256.empty()
                             ? c.texts.say("methods.no_weights")
                             : detector.weights_sha256);
  row("methods.limits", detector.known_limits);
  return rows;
}

template <typename T>
json setting(const ViewContext& c, const char* name,
             const config::Setting<T>& value, std::string shown) {
  return {
      {"label", c.texts.say(std::string("settings.") + name)},
      {"value", std::move(shown)},
      {"set_by", c.texts.say("methods.set_by." +
                             std::to_string(static_cast<int>(value.origin)))}};
}

json settings_of(const ViewContext& c) {
  const auto& s = c.data.settings;
  auto count = [&](const char* name, const auto& value) {
    return setting(c, name, value, grouped(static_cast<std::uint64_t>(*value)));
  };
  auto score = [&](const char* name, const config::Setting<double>& value) {
    return setting(c, name, value, fmt::format("{:.2f}", *value));
  };
  auto choice = [&](const char* name, const config::Setting<bool>& value) {
    return setting(c, name, value,
                   c.texts.say(*value ? "methods.yes" : "methods.no"));
  };
  return json::array(
      {setting(c, "scope", s.scope, *s.scope), count("max_pages", s.max_pages),
       count("max_images", s.max_images), count("max_depth", s.max_depth),
       count("max_body", s.max_body),
       setting(c, "delay", s.delay, std::to_string(s.delay->count())),
       score("face_score", s.face_score),
       score("possible_face_score", s.possible_face_score),
       choice("faces_thorough", s.faces_thorough),
       choice("faces_turns", s.faces_turns)});
}

json logs_of(const ViewContext& c) {
  json rows = json::array();
  if (!c.data.logs) return rows;
  for (const auto& file : c.data.logs->files) {
    const bool same = file.file_digest == file.stream_digest;
    rows.push_back(
        {{"name", printable(file.path.filename().string(), 300)},
         {"lines", grouped(file.lines)},
         {"aside", grouped(file.set_aside)},
         {"period", file.parsed == 0 ? c.texts.say("methods.period_none")
                                     : shown_time(file.first) + ", " +
                                           shown_time(file.last)},
         {"digest", file.file_digest.hex()},
         {"digest_label",
          c.texts.say(c.data.edition ? "edition.digest"
                                     : "html.methods.log_digest")},
         {"stream", same ? c.texts.say("methods.same_digest")
                         : file.stream_digest.hex()}});
  }
  return rows;
}

json imports_of(const ViewContext& c) {
  json rows = json::array();
  for (const auto& source : c.data.imports)
    rows.push_back({{"name", printable(source.name, 300)},
                    {"kind", source.kind},
                    {"entries", grouped(source.entries)},
                    {"kept", grouped(source.kept)},
                    {"date", shown_time(source.imported)},
                    {"digest", source.digest.hex()},
                    {"digest_label",
                     c.texts.say(c.data.edition ? "edition.digest"
                                                : "methods.import_digest")}});
  return rows;
}

json robots_of(const ViewContext& c) {
  json rows = json::array();
  for (const auto& [origin, version] : robots_versions(c.data)) {
    if (rows.size() == kMaxVersions) break;
    const std::string how =
        "provenance." + std::string(crawler::to_string(version->provenance));
    rows.push_back({{"origin", printable(origin, 300)},
                    {"from", shown_time(version->seen_from)},
                    {"to", shown_time(version->seen_to)},
                    {"status", version->status},
                    {"how", c.texts.say(how)},
                    {"digest", version->digest.hex()}});
  }
  return rows;
}

json skipped_of(const ViewContext& c) {
  json rows = json::array();
  if (!c.data.faces) return rows;
  for (const auto& image : c.data.faces->images) {
    if (image.skipped.empty() || rows.size() == kMaxSkipped) continue;
    rows.push_back(
        {{"url", image.urls.empty() ? image.digest.hex()
                                    : printable(image.urls.front(), 500)},
         {"reason", printable(image.skipped, 300)}});
  }
  return rows;
}

}  // namespace

json limits_view(const ViewContext& c) {
  json list = json::array();
  auto say = [&](const char* key, const Values& values = {}) {
    list.push_back(c.texts.say(key, values));
  };
  say("limits.use");
  say("limits.claim");
  say("limits.identity");
  if (c.data.faces)
    say("limits.detector", {{"limits", c.data.faces->detector.known_limits}});
  else
    say("limits.detector_none");
  if (const auto skipped = skipped_images(c.data))
    list.push_back(c.texts.count("limits.skipped", skipped));
  say(c.data.imports.empty() ? "limits.coverage" : "limits.imported");
  if (c.data.logs) say("limits.log_coverage");
  if (const auto& from = *c.data.settings.complete_from; c.data.logs && from)
    say("limits.log_declared", {{"from", shown_time(*from)}});
  say("limits.robots");
  say("limits.law");
  return list;
}

json methods_view(const ViewContext& c) {
  json problems = json::array();
  for (const auto& problem : c.data.crawl.problems)
    problems.push_back(printable(problem, 500));
  json view = {{"rows", rows_of(c)},      {"settings", settings_of(c)},
               {"logs", logs_of(c)},      {"imports", imports_of(c)},
               {"robots", robots_of(c)},  {"problems", problems},
               {"skipped", skipped_of(c)}};
  for (const char* list : {"logs", "imports", "robots", "problems", "skipped"})
    view[std::string("any_") + list] = !view[list].empty();
  return view;
}

json check_view(const ViewContext& c) {
  json list = json::array();
  const std::string suffix = c.data.edition ? "_edition" : "";
  for (const std::string& key : {"check.1" + suffix, "check.2" + suffix,
                                 std::string("check.3"), "check.4" + suffix})
    list.push_back(c.texts.say(key));
  return list;
}

}  // namespace veto::reports
