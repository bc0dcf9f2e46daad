// SPDX-License-Identifier: GPL-3.0-or-later
//
// What data/00-report/summary.json says of the bundle that it lies in.

#ifndef VETO_REPORTS_BUNDLE_SUMMARY_FACTS_H_
#define VETO_REPORTS_BUNDLE_SUMMARY_FACTS_H_

#include <cstdint>
#include <filesystem>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/bundle.h"

namespace veto::reports {

// What summary.json lists of a finding, as one value to compare.
struct ListedFinding {
  std::string id, code, identity;
  std::uint64_t grade = 0;
  bool withdrawn = false;

  Digest digest() const;
};

// As summary.json counts and lists them, in order.
struct FindingsListed {
  std::map<std::string, std::uint64_t> by_code;  // those not withdrawn
  std::uint64_t withdrawn = 0;
  std::vector<Digest> list;
};

struct SummaryFacts {
  std::optional<std::string> edition;   // name; nothing in a confidential one
  std::vector<std::uint64_t> left_out;  // counts, in order
  std::optional<std::uint64_t> events;  // of the custody log, as of the report
  std::string custody_head;             // SHA-256 of the last of them
  std::optional<FindingsListed> findings;
};

// Reads a stranger's file once and keeps these alone. Nothing where it is no
// JSON object, or nested deeper than a summary is.
std::optional<SummaryFacts> read_summary_facts(std::istream& in);

inline constexpr std::string_view kSummaryFile = "data/00-report/summary.json";

// The same of the bundle in `dir`; nothing where it has none that is as its
// lists say. One that cannot be read is a problem ("edition").
std::optional<SummaryFacts> summary_facts_of(
    const std::filesystem::path& dir,
    const std::map<std::string, FileDigests>& files,
    std::vector<Problem>& problems);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_SUMMARY_FACTS_H_
