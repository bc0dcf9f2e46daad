// SPDX-License-Identifier: GPL-3.0-or-later
//
// WARC files as the crawl writes them, and a WACZ of them.

#ifndef VETO_TESTS_REPORTS_WACZ_SAMPLES_H_
#define VETO_TESTS_REPORTS_WACZ_SAMPLES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "base/time.h"
#include "reports/wacz/wacz_writer.h"

namespace veto::test {

// "2026-11-27T04:05:06.000Z"
UtcTime sample_time();

// A gzip member for each: warcinfo, then for every URL a response, its request
// and its metadata.
std::string sample_warc(const std::vector<std::string>& urls,
                        std::string_view body = "<title>Club</title>");

// An order for the files, with a page for each of `urls`.
reports::WaczOrder sample_order(std::vector<reports::WaczSource> warcs,
                                std::vector<std::string> urls);

// Writes the WACZ of one WARC file with those URLs; its bytes.
std::string sample_wacz(const std::filesystem::path& folder,
                        const reports::SigningKey* key = nullptr);

}  // namespace veto::test

#endif  // VETO_TESTS_REPORTS_WACZ_SAMPLES_H_
