// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/signals_file.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

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

Result<Signals> of_image(std::string bytes, const config::Settings& settings) {
  auto examiner = faces::Examiner::open(settings, {}, 1);
  if (!examiner) return pass(examiner);
  std::optional<std::string> left = std::move(bytes);
  Signals all;
  auto done = examiner->examine(
      [&]() -> std::optional<faces::Examiner::Image> {
        if (!left) return std::nullopt;
        faces::Examiner::Image image{0, *std::move(left)};
        left.reset();
        return image;
      },
      [&](std::uint64_t, faces::ImageExamination image) -> Status {
        all = std::move(image.embedded.signals);
        return {};
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
  } else if (!faces::sniff(*bytes).empty()) {
    all = of_image(*std::move(bytes), settings);
  } else {
    return fail(ErrorKind::unsupported,
                "neither an image nor a file of opt-outs", path,
                "pages, WARC and HAR files are taken in by veto import");
  }
  if (!all) return all;
  for (Signal& signal : *all) signal.url = path;
  return all;
}

}  // namespace veto::cli
