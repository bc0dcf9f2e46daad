// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/full_edition.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/bounded_json.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/bundle.h"
#include "reports/edition/policy.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr int kEventDepth = 4;

// What bag-info.txt says; empty where it cannot be read.
std::map<std::string, std::string> info_in(const fs::path& bundle) {
  const auto text = read_regular_file(bundle / "bag-info.txt", kMaxBagInfo);
  if (!text) return {};
  auto info = parse_bag_info(*text);
  return info ? *std::move(info) : std::map<std::string, std::string>();
}

bool is_full_edition(const fs::path& bundle, std::string_view run_id) {
  const auto info = info_in(bundle);
  return said(info, kEditionLabel) == to_string(EditionKind::confidential) &&
         said(info, kRunLabel) == run_id;
}

std::string text_of(const nlohmann::json& event, const char* name) {
  const auto at = event.find(name);
  return at != event.end() && at->is_string() ? at->get<std::string>() : "";
}

// Of those folders, the one whose making the case's custody log tells last; ""
// where it tells of none.
std::string last_made(const Case& the_case,
                      const std::set<std::string>& names) {
  std::ifstream in(the_case.path("custody.jsonl"), std::ios::binary);
  std::string last, line;
  while (std::getline(in, line)) {
    bool too_deep = false;
    const auto event =
        parse_bounded_json<nlohmann::json>(line, kEventDepth, too_deep);
    const std::string action = text_of(event, "action");
    if (action != "bundle" && action != "seal") continue;
    const fs::path item = text_of(event, "item");
    if (item.filename() != kTagManifest) continue;
    const std::string name = item.parent_path().filename().string();
    if (names.contains(name)) last = name;
  }
  return last;
}

// A name may begin with what the case was called then, so that its order says
// little: only among those that the custody log is silent of, "-10" is later
// than "-9", which is later than no number.
Result<fs::path> newest(Case& the_case, std::string_view run_id) {
  std::set<std::string> names;
  std::error_code code;
  for (fs::directory_iterator at(the_case.path("bundles"), code), end;
       !code && at != end; at.increment(code))
    if (!at->path().filename().string().ends_with(".partial") &&
        is_full_edition(at->path(), run_id))
      names.insert(at->path().filename().string());
  if (names.empty())
    return fail(ErrorKind::not_found,
                "there is no confidential edition of this run to make it from",
                the_case.path("bundles").string(),
                "write one first: veto bundle --edition confidential; or name "
                "it: --of FOLDER");
  std::string name = last_made(the_case, names);
  if (name.empty())
    name = *std::ranges::max_element(names, {}, [](const std::string& one) {
      return std::pair(one.size(), one);
    });
  return the_case.path("bundles") / name;
}

}  // namespace

Result<FullEdition> find_full_edition(Case& the_case, std::string_view run_id,
                                      const fs::path& given) {
  auto dir = given.empty() ? newest(the_case, run_id) : Result<fs::path>(given);
  if (!dir) return pass(dir);
  std::error_code code;
  if (!fs::is_directory(*dir, code))
    return fail(ErrorKind::not_found, "there is no such folder", dir->string());
  if (!is_full_edition(*dir, run_id))
    return fail(ErrorKind::usage,
                "that folder is no confidential edition of this run",
                dir->string(), "name one of the run " + std::string(run_id));
  auto verified = verify_bundle(*dir);
  if (!verified) return pass(verified);
  if (!verified->problems.empty())
    return fail(ErrorKind::damaged, "the confidential edition is not whole",
                dir->string(),
                "see what is amiss: veto verify " + dir->string());
  return FullEdition{*std::move(dir), verified->tagmanifest_sha256};
}

}  // namespace veto::reports
