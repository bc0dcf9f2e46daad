// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/capture_files.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/copy.h"
#include "reports/edition/originals.h"
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

// A page's id in the archive: its capture's, or one that its bytes, which may
// hold a picture, are not in.
std::string page_id(const crawler::Capture& capture,
                    const EditionPolicy& policy) {
  if (policy.lookup_keys) return capture.id;
  return sha256(capture.url + "\n" + to_rfc3339(capture.time)).hex();
}

// The pages that were read, each at the time of its capture.
Status hand_over_pages(crawler::CaptureReader& reader, std::string_view run_id,
                       const EditionPolicy& policy,
                       const VisitWaczPage& visit) {
  return reader.for_each_page(run_id, [&](const crawler::Page& page) -> Status {
    auto capture = reader.capture(page.capture_id);
    if (!capture) return pass(capture);
    if (capture->warc_file.empty()) return {};
    return visit(
        {page_id(*capture, policy), capture->url, page.title, capture->time});
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

// The WARC files of the case as they are named in an archive.
std::vector<WaczSource> sources_of(const Case& the_case,
                                   const std::set<std::string>& files) {
  std::vector<WaczSource> sources;
  for (const std::string& file : files)
    sources.push_back(
        {the_case.path(file), fs::path(file).filename().string()});
  return sources;
}

Result<FileDigests> write_captures_wacz(Case& the_case, std::string_view run_id,
                                        const fs::path& bundle,
                                        const EditionPolicy& policy,
                                        WaczOrder order) {
  crawler::CaptureReader reader(the_case);
  order.pages = [&](const VisitWaczPage& visit) {
    return hand_over_pages(reader, run_id, policy, visit);
  };
  order.title = fmt::format("Captures of veto, run {}", run_id);
  order.description =
      "What the site sent, or files handed over hold. Check the bundle that "
      "this file lies in before looking at it: a viewer is no verifier.";
  order.created = the_case.clock().now();
  order.software = "veto " VETO_VERSION;
  if (auto made = make_dirs(bundle / kCapturesFolder); !made) return pass(made);
  auto written = write_wacz(bundle / kCapturesWacz, order);
  if (!written) return pass(written);
  return std::move(written->digests);
}

Result<std::vector<std::string>> copy_all_stamps(
    const std::vector<WaczSource>& warcs, const fs::path& bundle) {
  std::vector<std::string> stamps;
  for (const WaczSource& source : warcs)
    if (auto s = copy_stamps(source, bundle / kCapturesFolder, stamps); !s)
      return pass(s);
  return stamps;
}

Result<CaptureFiles> write_edition_of(Case& the_case, std::string_view run_id,
                                      const CapturePlaces& places,
                                      const CapturesOrder& captures,
                                      const EditionPolicy& policy,
                                      const std::set<std::string>& files,
                                      const SigningKey* key) {
  Originals originals;
  for (const std::string& file : files)
    originals.warcs.push_back(the_case.path(file));
  originals.salts = places.salts;
  originals.dir = places.bundle / kSealedFolder;
  originals.run_id = run_id;
  originals.now = the_case.clock().now();
  if (captures.originals_to) originals.to = &*captures.originals_to;
  std::optional<OriginalsWriter> committing;
  if (policy.originals) committing.emplace(originals);
  EditionOrder order;
  order.run_id = run_id;
  order.own_faces_clear = policy.own_faces;
  order.requests = policy.user;
  order.derivatives = places.bundle / kDerivatives;
  order.salts = places.salts;
  EditionCounts counts;
  WaczOrder wacz;
  wacz.key = key;
  wacz.write_warcs = [&](WarcSink& sink) -> Status {
    auto edition = write_edition(the_case, captures.settings, order, sink);
    if (!edition) return pass(edition);
    counts = *std::move(edition);
    return {};
  };
  auto digests = write_captures_wacz(the_case, run_id, places.bundle, policy,
                                     std::move(wacz));
  if (!digests) return pass(digests);
  if (committing)
    if (auto kept = committing->finish(); !kept) return pass(kept);
  return CaptureFiles{{{std::string(kCapturesWacz), *std::move(digests)}},
                      {},
                      std::move(counts)};
}

}  // namespace

Result<CaptureFiles> write_capture_files(Case& the_case,
                                         std::string_view run_id,
                                         const CapturePlaces& places,
                                         const CapturesOrder& captures,
                                         const EditionPolicy& policy,
                                         const SigningKey* key) {
  crawler::CaptureReader reader(the_case);
  const auto files = warc_files(reader, run_id);
  if (!files) return std::unexpected(files.error());
  if (files->empty()) return CaptureFiles{};
  if (!captures.clear_originals)
    return write_edition_of(the_case, run_id, places, captures, policy, *files,
                            key);
  const auto warcs = sources_of(the_case, *files);
  WaczOrder wacz;
  wacz.warcs = warcs;
  wacz.key = key;
  auto digests = write_captures_wacz(the_case, run_id, places.bundle, policy,
                                     std::move(wacz));
  if (!digests) return pass(digests);
  auto stamps = copy_all_stamps(warcs, places.bundle);
  if (!stamps) return pass(stamps);
  return CaptureFiles{{{std::string(kCapturesWacz), *std::move(digests)}},
                      *std::move(stamps),
                      std::nullopt};
}

}  // namespace veto::reports
