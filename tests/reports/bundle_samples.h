// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small whole bundle to damage.

#ifndef VETO_TESTS_REPORTS_BUNDLE_SAMPLES_H_
#define VETO_TESTS_REPORTS_BUNDLE_SAMPLES_H_

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/bundle/bag.h"
#include "reports/bundle/bundle.h"

namespace veto::test {

// Three custody events, chained.
std::string sample_custody();
// Findings V1 and F1, of which the second is withdrawn, as findings.jsonl has
// them, and what summary.json says of them.
std::string sample_findings();
nlohmann::json sample_findings_summary();
// What every edition has, its report with the first two of those events and, of
// a lesser one, what summary.json says of the `edition`.
void write_common_parts(const std::filesystem::path& dir,
                        const nlohmann::json& edition = nullptr);
// Fills `dir` (which must not exist) with a bundle that verifies; returns the
// digest of its tag manifest.
std::string write_sample_bundle(const std::filesystem::path& dir);

// A small publishable edition that verifies.
void write_lesser_bundle(const std::filesystem::path& dir);

// Writes the lists of a bundle anew, and bag-info.txt with these labels beside
// Payload-Oxum: as whoever changed it may.
void relist_bundle(const std::filesystem::path& dir,
                   const reports::BagInfo& info);
// The same with the labels that bag-info.txt has.
void relist_as_said(const std::filesystem::path& dir);

void write_text(const std::filesystem::path& path, std::string_view text);
std::string read_text(const std::filesystem::path& path);

// Every file below dir, relative, sorted.
std::vector<std::string> files_below(const std::filesystem::path& dir);

// "what file" of every problem, joined with "; ".
std::string problems_of(const std::filesystem::path& dir);

// Exit status of `sha256sum -c --strict` over the tag manifest and then the
// manifest, as VERIFY.txt tells people to run it.
bool sha256sum_agrees(const std::filesystem::path& dir);

}  // namespace veto::test

#endif  // VETO_TESTS_REPORTS_BUNDLE_SAMPLES_H_
