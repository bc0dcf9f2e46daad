// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/environment.h"

#include <sys/utsname.h>

#include "base/file.h"
#include "base/text.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxOsRelease = 64 * 1024;

// PRETTY_NAME of os-release(5), without its quotes.
std::string distribution() {
  const auto text = read_file("/etc/os-release", kMaxOsRelease);
  if (!text) return {};
  constexpr std::string_view kName = "PRETTY_NAME=";
  for (std::string_view line : split(*text, '\n')) {
    if (!line.starts_with(kName)) continue;
    line.remove_prefix(kName.size());
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
      line = line.substr(1, line.size() - 2);
    return to_valid_utf8(line);
  }
  return {};
}

json host_json() {
  utsname name{};
  if (::uname(&name) != 0) return {{"os", distribution()}};
  return {{"os", distribution()},
          {"kernel", to_valid_utf8(name.sysname)},
          {"release", to_valid_utf8(name.release)},
          {"version", to_valid_utf8(name.version)},
          {"machine", to_valid_utf8(name.machine)}};
}

json part(const json& summary, const char* name) {
  const auto at = summary.find(name);
  return at == summary.end() ? json(nullptr) : *at;
}

}  // namespace

json environment_json(const RunRecord& run, UtcTime now, const json& summary) {
  const json faces = part(summary, "faces");
  return {
      {"schema", "veto.environment/1"},
      {"tool", {{"name", "veto"}, {"version", VETO_VERSION}}},
      {"bundled", to_rfc3339(now)},
      {"host", host_json()},
      {"run",
       {{"id", run.id},
        {"started", to_rfc3339(run.started)},
        {"command", to_valid_utf8(run.command)},
        {"outcome", run.outcome}}},
      {"report_written", part(summary, "written")},
      {"settings", part(summary, "settings")},
      {"detector", faces.is_object() ? part(faces, "detector") : json(nullptr)},
      {"not_recorded",
       {"network address of the machine", "clock synchronisation",
        "TLS certificates"}}};
}

json lesser_environment_json(const RunRecord& run, UtcTime now,
                             const json& summary) {
  json whole = environment_json(run, now, summary);
  whole["run"].erase("command");
  for (const char* detail : {"release", "version"}) whole["host"].erase(detail);
  for (const char* what : {"command line", "version of the kernel"})
    whole["not_recorded"].push_back(what);
  return whole;
}

}  // namespace veto::reports
