// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/signals_file.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include "audit/embedded/document.h"
#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "audit/faces/sniff.h"
#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/rsl_links.h"
#include "audit/signals/families/tdmrep.h"
#include "audit/signals/families/trust_txt.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::cli {
namespace {

using signals::Signal;
using Signals = std::vector<Signal>;

Signals of_robots(const std::string& text, const Signal& stem) {
  const auto records = crawler::RobotsRules::parse(text).records();
  Signals all = signals::read_content_usage_robots(records);
  std::ranges::move(signals::read_content_signal_robots(records),
                    std::back_inserter(all));
  for (const crawler::RobotsRecord& record : records)
    if (iequals(record.key, "license"))
      all.push_back(
          signals::rsl_license_record(record.value, record.line, stem));
  return all;
}

faces::Examiner::Source once(std::string bytes) {
  return [left = std::optional(std::move(
              bytes))]() mutable -> std::optional<faces::Examiner::Image> {
    if (!left) return std::nullopt;
    faces::Examiner::Image image{0, *std::move(left)};
    left.reset();
    return image;
  };
}

// Of an image or a document.
Result<Signals> of_metadata(std::string bytes,
                            const config::Settings& settings) {
  auto examiner = faces::Examiner::open(settings, {}, 1);
  if (!examiner) return pass(examiner);
  Result<Signals> all = Signals();
  const auto take = [&](Result<embedded::Embedded> found) -> Status {
    if (!found) return pass(found);
    all = std::move(found->signals);
    return {};
  };
  const bool is_document = embedded::is_document(bytes);
  const auto source = once(std::move(bytes));
  auto done =
      is_document
          ? examiner->read_documents(source,
                                     [&](std::uint64_t, auto found) {
                                       return take(std::move(found));
                                     })
          : examiner->examine(
                source, [&](std::uint64_t, faces::ImageExamination image) {
                  return take(std::move(image.embedded));
                });
  if (!done) return pass(done);
  return all;
}

}  // namespace

Result<std::vector<signals::Signal>> signals_of_file(
    const std::string& path, const config::Settings& settings) {
  auto bytes = read_file(path, faces::kMaxImageBytes);
  if (!bytes) return pass(bytes);
  const std::string name = std::filesystem::path(path).filename().string();
  Signal stem;
  stem.source = signals::Source::file;
  stem.url = path;
  Result<Signals> all = Signals();
  if (name == "robots.txt") {
    all = of_robots(*bytes, stem);
  } else if (name == "tdmrep.json") {
    all = signals::read_tdmrep_file(*bytes);
  } else if (name == "ai.txt") {
    all = signals::read_ai_txt(*bytes, stem);
  } else if (name == "trust.txt") {
    all = signals::read_trust_txt(*bytes, stem);
  } else if (!faces::sniff(*bytes).empty() || embedded::is_document(*bytes)) {
    all = of_metadata(*std::move(bytes), settings);
  } else {
    return fail(ErrorKind::unsupported,
                "neither an image, a PDF or an EPUB nor a file of opt-outs",
                path, "pages, WARC and HAR files are taken in by veto import");
  }
  if (!all) return all;
  for (Signal& signal : *all) signal.url = path;
  return all;
}

}  // namespace veto::cli
