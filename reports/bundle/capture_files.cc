// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/capture_files.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "base/file.h"
#include "reports/bundle/copy.h"
#include "reports/seal/capture_stamps.h"
#include "reports/wacz/wacz_writer.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

// In the case, of all captures of the run.
Result<std::set<std::string>> warc_files(crawler::CaptureReader& reader,
                                         std::string_view run_id) {
  std::set<std::string> files;
  auto read = reader.for_each_capture(
      run_id, [&](const crawler::Capture& capture) -> Status {
        if (!capture.warc_file.empty()) files.insert(capture.warc_file);
        if (capture.revisit_of.empty()) return {};
        // Its payload may lie in an earlier run's file.
        auto holder = reader.capture(capture.revisit_of);
        if (!holder) return pass(holder);
        files.insert(holder->warc_file);
        return {};
      });
  if (!read) return pass(read);
  return files;
}

// The pages that were read, each at the time of its capture.
Status hand_over_pages(crawler::CaptureReader& reader, std::string_view run_id,
                       const VisitWaczPage& visit) {
  return reader.for_each_page(run_id, [&](const crawler::Page& page) -> Status {
    auto capture = reader.capture(page.capture_id);
    if (!capture) return pass(capture);
    if (capture->warc_file.empty()) return {};
    return visit({page.capture_id, capture->url, page.title, capture->time});
  });
}

// With query and chain.
Status copy_stamps(const WaczSource& warc, const fs::path& to,
                   std::vector<std::string>& stamps) {
  const fs::path from = warc.path.parent_path();
  for (const std::string& stamp : stamps_beside(from, warc.name)) {
    for (const std::string& file : {stamp, query_of(stamp), chain_of(stamp)})
      if (auto s = copy_evidence(from / file, to / file); !s) return s;
    stamps.push_back(stamp);
  }
  return {};
}

}  // namespace

Result<CaptureFiles> write_capture_files(Case& the_case,
                                         std::string_view run_id,
                                         const fs::path& bundle,
                                         const SigningKey* key) {
  crawler::CaptureReader reader(the_case);
  const auto files = warc_files(reader, run_id);
  if (!files) return std::unexpected(files.error());
  if (files->empty()) return CaptureFiles{};
  WaczOrder order;
  for (const std::string& file : *files)
    order.warcs.push_back(
        {the_case.path(file), fs::path(file).filename().string()});
  order.pages = [&](const VisitWaczPage& visit) {
    return hand_over_pages(reader, run_id, visit);
  };
  order.title = fmt::format("Captures of veto, run {}", run_id);
  order.description =
      "What the site sent, or files handed over hold. Check the bundle that "
      "this file lies in before looking at it: a viewer is no verifier.";
  order.created = the_case.clock().now();
  order.software = "veto " VETO_VERSION;
  order.key = key;
  if (auto made = make_dirs(bundle / kCapturesFolder); !made) return pass(made);
  auto written = write_wacz(bundle / kCapturesWacz, order);
  if (!written) return pass(written);
  CaptureFiles done{{{std::string(kCapturesWacz), written->digests}}, {}};
  for (const WaczSource& source : order.warcs)
    if (auto s = copy_stamps(source, bundle / kCapturesFolder, done.stamps); !s)
      return pass(s);
  return done;
}

}  // namespace veto::reports
