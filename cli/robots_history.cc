// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto robots history: every robots.txt that a case has seen, by origin, with
// where its bytes and header are kept.

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/flags.h"
#include "cli/robots.h"
#include "cli/terminal.h"
#include "crawler/api/robots_history.h"
#include "crawler/api/robots_seen.h"

namespace veto::cli {
namespace {

using crawler::Capture;
using crawler::SeenRobots;
using nlohmann::json;

std::string_view means(const SeenRobots& version) {
  switch (crawler::availability_of(version.status)) {
    case crawler::Availability::rules:
      return "rules";
    case crawler::Availability::unavailable:
      return "no restriction";
    case crawler::Availability::unreachable:
      return "complete disallow";
  }
  return "rules";
}

json to_json(const Capture& capture) {
  json headers = json::array();
  for (const auto& [name, value] : capture.headers)
    headers.push_back({to_valid_utf8(name), to_valid_utf8(value)});
  return {{"id", capture.id},
          {"url", capture.url},
          {"time", to_rfc3339(capture.time)},
          {"ip", capture.remote_ip},
          {"warc_file", capture.warc_file},
          {"warc_offset", capture.warc_offset},
          {"warc_length", capture.warc_length},
          {"payload_digest", capture.payload_digest.labelled()},
          {"payload_size", capture.payload_size},
          {"truncated", capture.truncation != crawler::Truncation::none},
          {"headers", std::move(headers)}};
}

json to_json(const std::vector<SeenRobots>& seen) {
  json origins = json::array();
  for (const SeenRobots& version : seen) {
    if (origins.empty() || origins.back()["origin"] != version.origin)
      origins.push_back(
          {{"origin", version.origin}, {"versions", json::array()}});
    origins.back()["versions"].push_back(
        {{"first_seen", to_rfc3339(version.first_seen)},
         {"last_seen", to_rfc3339(version.last_seen)},
         {"status", version.status},
         {"means", means(version)},
         {"size", version.text.size()},
         {"digest", version.digest.labelled()},
         {"file", version.file},
         {"capture_id", version.source},
         {"capture",
          version.capture ? to_json(*version.capture) : json(nullptr)}});
  }
  return {{"schema", "veto.robots-history/1"}, {"origins", std::move(origins)}};
}

std::string to_text(const std::vector<SeenRobots>& seen) {
  std::string text;
  std::string_view origin;
  for (const SeenRobots& version : seen) {
    if (version.origin != origin) text += version.origin + "\n";
    origin = version.origin;
    text += fmt::format("  {} to {}  {} ({})  {} bytes\n",
                        to_rfc3339(version.first_seen),
                        to_rfc3339(version.last_seen), version.status,
                        means(version), version.text.size());
    if (!version.file.empty())
      text +=
          fmt::format("    {}  {}\n", version.file, version.digest.labelled());
    if (version.capture && !version.capture->warc_file.empty())
      text += fmt::format("    capture {}  {} at byte {}, {} bytes\n",
                          version.source, version.capture->warc_file,
                          version.capture->warc_offset,
                          version.capture->warc_length);
  }
  return text;
}

ExitCode history(const Flags& flags, const Session& session) {
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto seen = crawler::seen_robots(*the_case);
  if (!seen) return print_error(seen.error());
  print_result(flags.json ? to_json(*seen).dump(2) + "\n" : to_text(*seen));
  return ExitCode::done;
}

}  // namespace

void add_robots_history(CLI::App& robots, Session& session) {
  auto* command = robots.add_subcommand(
      "history", "which robots.txt each origin of a case served when");
  auto flags = std::make_shared<Flags>();
  command->add_option("case,--case", flags->case_dir,
                      "the case; the current folder where none is named");
  command->add_flag("--json", flags->json, "one JSON document");
  command->callback([flags, &session] {
    session.run = [flags, &session] { return history(*flags, session); };
  });
}

}  // namespace veto::cli
