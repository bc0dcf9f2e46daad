// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/stage.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "audit/faces/decode.h"
#include "audit/faces/detector.h"
#include "audit/faces/examine.h"
#include "audit/faces/exposure.h"
#include "audit/faces/store.h"

namespace veto::faces {
namespace {

// What the report says about images that were not, or not wholly, examined.
using Reasons = std::map<std::string, std::uint64_t>;

// Pictures too small or too narrow to show a face are left out by design.
bool is_loss(std::string_view skipped) {
  return !skipped.empty() && skipped != "too small" &&
         skipped != "too long and narrow";
}

// The part before ": " groups the many ways to be damaged.
std::string reason_group(const ImageRecord& image) {
  return image.skipped.substr(0, image.skipped.find(": "));
}

bool has_band(const ImageRecord& image, Band band) {
  return std::ranges::any_of(image.faces,
                             [&](const Face& f) { return f.band == band; });
}

class Stage {
 public:
  Stage(Case& the_case, const config::Settings& settings, const Sinks& sinks,
        const Payload& payload)
      : case_(the_case),
        settings_(settings),
        sinks_(sinks),
        payload_(payload) {}

  Status prepare() {
    if (auto opened = open_store(case_.db()); !opened) return opened;
    auto detector = open_detector(settings_, case_.dir());
    if (!detector) return pass(detector);
    detector_ = *std::move(detector);
    result_.detector = detector_->info();
    if (result_.detector.weights_sha256.empty()) {
      sinks_.warning({ErrorKind::not_found,
                      "no face detector weights; " + result_.detector.name +
                          " is used and misses most faces",
                      "", "fetch them: veto models get"});
    }
    return begin_store(case_.db(), case_.run_id(), result_.detector);
  }

  Status examine_all(Gathered gathered, std::stop_token stop) {
    pages_beyond_limit_ = gathered.pages_beyond_limit;
    const std::uint64_t total = gathered.images.size();
    for (GatheredImage& image : gathered.images) {
      if (stop.stop_requested()) {
        left_ = total - result_.images.size();
        break;
      }
      if (auto done = examine(image); !done) return done;
      auto stored = store_image(case_.db(), case_.run_id(), image.record);
      if (!stored) return stored;
      result_.images.push_back(std::move(image.record));
      sinks_.step("examined", result_.images.size(), total);
      sinks_.step("faces", faces_, 0);
    }
    return audit::store_findings(case_, "faces", exposure_findings(result_));
  }

  StageReport report() const {
    StageReport report;
    report.counts = counts();
    report.incomplete = losses();
    report.interrupted = left_ > 0;
    return report;
  }

 private:
  Status examine(GatheredImage& image) {
    ImageRecord& record = image.record;
    if (image.beyond_limit) {
      record.skipped =
          "on none of the first " + std::to_string(kMaxPages) + " pages";
      return {};
    }
    auto bytes = payload_(image.capture);
    if (!bytes) {
      if (bytes.error().kind == ErrorKind::io) return pass(bytes);
      record.skipped = "its capture cannot be read: " + bytes.error().what;
      return {};
    }
    auto examined = examine_image(*bytes, *detector_, bands_of(settings_));
    if (!examined) return pass(examined);
    record.format = std::move(examined->format);
    record.width = examined->width;
    record.height = examined->height;
    record.orientation = examined->orientation;
    record.frames = examined->frames;
    record.truncated = examined->truncated ||
                       image.capture.truncation != crawler::Truncation::none;
    record.skipped = std::move(examined->skipped);
    record.faces = std::move(examined->faces);
    faces_ += static_cast<std::uint64_t>(
        std::ranges::count(record.faces, Band::face, &Face::band));
    return {};
  }

  std::vector<StageReport::Count> counts() const {
    std::uint64_t skipped = 0, with_faces = 0, faces = 0, possible = 0;
    for (const ImageRecord& image : result_.images) {
      if (!image.skipped.empty()) ++skipped;
      if (has_band(image, Band::face)) ++with_faces;
      for (const Face& face : image.faces) {
        ++(face.band == Band::face ? faces : possible);
      }
    }
    const std::uint64_t images = result_.images.size();
    return {{"images", images},   {"examined", images - skipped},
            {"skipped", skipped}, {"images with faces", with_faces},
            {"faces", faces},     {"possible faces", possible}};
  }

  std::vector<std::string> losses() const {
    Reasons reasons;
    std::uint64_t truncated = 0;
    for (const ImageRecord& image : result_.images) {
      if (is_loss(image.skipped)) ++reasons[reason_group(image)];
      if (image.truncated) ++truncated;
    }
    std::vector<std::string> sentences;
    for (const auto& [reason, count] : reasons) {
      sentences.push_back("images not examined, " + reason + ": " +
                          std::to_string(count));
    }
    if (truncated > 0) {
      sentences.push_back(
          "images examined in part, the rest is missing or "
          "damaged: " +
          std::to_string(truncated));
    }
    if (pages_beyond_limit_ > 0) {
      sentences.push_back("pages beyond the limit of " +
                          std::to_string(kMaxPages) +
                          " whose images were not looked at: " +
                          std::to_string(pages_beyond_limit_));
    }
    if (left_ > 0) {
      sentences.push_back("images left when asked to stop: " +
                          std::to_string(left_));
    }
    return sentences;
  }

  Case& case_;
  const config::Settings& settings_;
  const Sinks& sinks_;
  const Payload& payload_;
  std::unique_ptr<Detector> detector_;
  FacesResult result_;
  std::uint64_t pages_beyond_limit_ = 0;
  std::uint64_t left_ = 0;
  std::uint64_t faces_ = 0;  // of band "face", for the progress line
};

}  // namespace

Result<StageReport> examine_run(Case& the_case,
                                const config::Settings& settings,
                                const Sinks& sinks, std::stop_token stop,
                                Gathered gathered, const Payload& payload) {
  Stage stage(the_case, settings, sinks, payload);
  if (auto ready = stage.prepare(); !ready) return pass(ready);
  if (auto done = stage.examine_all(std::move(gathered), stop); !done) {
    return pass(done);
  }
  return stage.report();
}

}  // namespace veto::faces
