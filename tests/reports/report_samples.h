// SPDX-License-Identifier: GPL-3.0-or-later
//
// Report data made by hand, with every kind of finding and hostile texts.

#ifndef VETO_TESTS_REPORTS_REPORT_SAMPLES_H_
#define VETO_TESTS_REPORTS_REPORT_SAMPLES_H_

#include <string>
#include <string_view>

#include "reports/report_data.h"

namespace veto::test {

// Addresses of the sample: a declared scraper that is only a claim, a verified
// one, a program under a browser's name, and a person with no finding.
inline constexpr const char* kClaimed = "203.0.113.7";
inline constexpr const char* kVerified = "198.51.100.4";
inline constexpr const char* kBrowser = "192.0.2.77";
inline constexpr const char* kPerson = "192.0.2.200";

// What a hostile client put in its user agent and in a path.
inline constexpr const char* kHostile = "<script>alert(1)</script>";

reports::ReportData sample_report();
// Nothing ran at all.
reports::ReportData empty_report();

UtcTime at(std::string_view rfc3339);
audit::Finding sample_finding(std::string code, std::string ip,
                              std::string agent, audit::Identity identity);

inline bool has(const std::string& html, std::string_view text) {
  return html.find(text) != std::string::npos;
}

}  // namespace veto::test

#endif  // VETO_TESTS_REPORTS_REPORT_SAMPLES_H_
