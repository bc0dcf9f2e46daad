// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/rederive_compare.h"

#include "base/text.h"

namespace veto::logs {

using nlohmann::json;

namespace {

// "3, byte 250, file sha256 ..." of "access.log:3, byte 250, ...".
std::string behind_name(const std::string& where) {
  return where.substr(where.rfind(':') + 1);
}

}  // namespace

std::vector<std::string> differences(const json& stated, const json& found) {
  std::vector<std::string> paths;
  std::set<std::string> seen;
  for (const json& step : json::diff(stated, found)) {
    std::string path = printable(step.at("path").get<std::string>(), 200);
    if (!seen.insert(path).second) continue;
    paths.push_back(std::move(path));
    if (paths.size() == kMostDifferences) break;
  }
  return paths;
}

json comparable(const audit::Finding& finding,
                const std::set<std::string_view>& without, bool whole) {
  json j = to_json(finding);
  for (std::string_view name : without) j["facts"].erase(std::string(name));
  if (!whole)
    for (json& excuse : j["excuses"]) excuse.erase("detail");
  for (json& item : j["evidence"])
    if (whole && item["kind"] == "log_line")
      item["where"] = behind_name(item["where"].get<std::string>());
  return j;
}

}  // namespace veto::logs
