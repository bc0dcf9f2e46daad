// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bundle under check: what the walk over it saw. The checks read these files
// and no others.

#ifndef VETO_REPORTS_BUNDLE_WALKED_BUNDLE_H_
#define VETO_REPORTS_BUNDLE_WALKED_BUNDLE_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reports/bundle/bag.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/summary_facts.h"

namespace veto::reports {

struct WalkedBundle {
  std::filesystem::path dir;
  std::map<std::string, FileDigests> files;  // regular ones, by path below it
  std::map<std::string, std::string> info;   // of bag-info.txt, where readable
  std::optional<SummaryFacts> summary;       // of summary.json, where readable

  bool has(std::string_view path) const {
    return files.contains(std::string(path));
  }
  // What bag-info.txt says under a label; "" for nothing.
  std::string says(std::string_view label) const { return said(info, label); }
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_WALKED_BUNDLE_H_
