// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"
#include "audit/faces/faces.h"
#include "audit/faces/stage.h"
#include "crawler/api/capture_reader.h"

namespace veto::faces {
namespace {

Result<Gathered> gather_images(crawler::CaptureReader& reader,
                               const std::string& run_id) {
  Gatherer gatherer;
  const auto add = [&gatherer](const auto& item) -> Status {
    gatherer.add(item);
    return {};
  };
  if (auto read = reader.for_each_capture(run_id, add); !read) {
    return pass(read);
  }
  if (auto read = reader.for_each_page(run_id, add); !read) return pass(read);
  return gatherer.finish();
}

}  // namespace

Result<StageReport> run_faces(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop) {
  crawler::CaptureReader reader(the_case);
  auto gathered = gather_images(reader, the_case.run_id());
  if (!gathered) return pass(gathered);
  return examine_run(the_case, settings, sinks, stop, *std::move(gathered),
                     [&reader](const crawler::Capture& capture) {
                       return reader.payload(capture, kMaxImageBytes);
                     });
}

}  // namespace veto::faces
