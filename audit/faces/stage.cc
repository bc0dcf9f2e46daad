// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/stage.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "audit/embedded/store.h"
#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "audit/faces/documents.h"
#include "audit/faces/exposure.h"
#include "audit/faces/store.h"
#include "audit/faces/words.h"

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

bool is_thinned(const ImageRecord& image) {
  return image.skipped.empty() && image.format != "svg" &&
         most_frames(image.width, image.height) <
             std::min(image.frames, kMaxFrames);
}

class Stage {
 public:
  Stage(Case& the_case, const config::Settings& settings, const Sinks& sinks,
        const Payload& payload, const Surround& surround)
      : case_(the_case),
        settings_(settings),
        sinks_(sinks),
        payload_(payload),
        surround_(surround) {}

  Status prepare() {
    if (auto opened = open_store(case_.db()); !opened) return opened;
    if (auto opened = open_words(case_.db()); !opened) return opened;
    auto examiner = Examiner::open(settings_, case_.dir());
    if (!examiner) return pass(examiner);
    examiner_ = *std::move(examiner);
    result_.detector = examiner_->detector();
    if (const std::string& why = examiner_->unconfined(); !why.empty()) {
      sinks_.warning({ErrorKind::unsupported,
                      "images are decoded in processes of their own, but the "
                      "kernel does not confine them: " +
                          why,
                      "", "run it where seccomp is allowed"});
    }
    if (result_.detector.weights_sha256.empty()) {
      sinks_.warning({ErrorKind::not_found,
                      "no face detector weights; " + result_.detector.name +
                          " is used and misses most faces",
                      "", "fetch them: veto models get"});
    }
    if (auto begun = embedded::begin_store(case_.db(), case_.run_id()); !begun)
      return begun;
    return begin_store(case_.db(), case_.run_id(), result_.detector);
  }

  Status examine_all(Gathered gathered, std::stop_token stop) {
    pages_beyond_limit_ = gathered.pages_beyond_limit;
    const std::size_t total = gathered.images.size();
    std::vector<bool> done(total);
    std::optional<Error> unreadable;  // the disk failed
    std::size_t next = 0;
    const auto source = [&]() -> std::optional<Examiner::Image> {
      while (next < total && !stop.stop_requested() && !unreadable) {
        const std::size_t at = next++;
        auto bytes = read(gathered.images[at]);
        if (bytes) return Examiner::Image{at, *std::move(bytes)};
        if (bytes.error().kind == ErrorKind::io) unreadable = bytes.error();
        // Why it is not examined is in its record already.
        if (!unreadable) unreadable = keep(gathered.images[at].record, total);
        done[at] = true;
      }
      return std::nullopt;
    };
    auto examined = examiner_->examine(
        source, [&](std::uint64_t at, ImageExamination image) -> Status {
          if (auto stored =
                  keep(gathered.images[at].record.digest, image.embedded);
              !stored)
            return stored;
          take(gathered.images[at], std::move(image));
          done[at] = true;
          const auto failed = keep(gathered.images[at].record, total);
          return failed ? Status(std::unexpected(*failed)) : Status();
        });
    if (unreadable) return std::unexpected(*unreadable);
    if (!examined) return examined;
    auto documents =
        read_documents(case_, *examiner_, gathered, payload_, stop);
    if (!documents) return pass(documents);
    documents_ = *std::move(documents);
    for (std::size_t at = 0; at < total; ++at) {
      if (!done[at]) continue;
      result_.images.push_back(std::move(gathered.images[at].record));
    }
    left_ = total - result_.images.size();
    if (auto read = read_words(); !read) return read;
    stopped_ =
        stop.stop_requested() && left_ + documents_.left + pages_unread_ > 0;
    return audit::store_findings(case_, "faces", exposure_findings(result_));
  }

  StageReport report() const {
    StageReport report;
    report.counts = counts();
    report.incomplete = losses();
    report.interrupted = stopped_;
    return report;
  }

 private:
  // The image's bytes. Errors: io; any other is the image's own, and then it is
  // said in its record why it is not examined.
  Result<std::string> read(GatheredImage& image) {
    ImageRecord& record = image.record;
    if (image.beyond_limit) {
      record.skipped =
          "on none of the first " + std::to_string(kMaxPages) + " pages";
      return fail(ErrorKind::refused, record.skipped);
    }
    auto bytes = payload_(image);
    if (!bytes && bytes.error().kind != ErrorKind::io) {
      record.skipped = "its capture cannot be read: " + bytes.error().what;
    }
    return bytes;
  }

  void take(GatheredImage& image, ImageExamination examined) {
    ImageRecord& record = image.record;
    record.format = std::move(examined.format);
    record.width = examined.width;
    record.height = examined.height;
    record.orientation = examined.orientation;
    record.frames = examined.frames;
    record.truncated = examined.truncated ||
                       image.capture.truncation != crawler::Truncation::none;
    record.skipped = std::move(examined.skipped);
    record.faces = std::move(examined.faces);
    record.look = examined.look;
    record.metadata = std::move(examined.metadata);
    record.carries = examined.carries;
  }

  Status read_words() {
    if (!surround_) return {};
    auto unread = surround_(result_.images);
    if (!unread) return pass(unread);
    pages_unread_ = *unread;
    return store_words(case_.db(), case_.run_id(), result_.images);
  }

  Status keep(const Digest& digest, const embedded::Embedded& embedded) {
    return embedded::store_embedded(case_.db(), case_.run_id(), digest,
                                    embedded);
  }

  // What failed, if it could not be stored.
  std::optional<Error> keep(const ImageRecord& record, std::size_t total) {
    auto stored = store_image(case_.db(), case_.run_id(), record);
    if (!stored) return stored.error();
    faces_ += std::uint64_t(
        std::ranges::count(record.faces, Band::face, &Face::band));
    sinks_.step("examined", ++kept_, total);
    sinks_.step("faces", faces_, 0);
    return std::nullopt;
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
    return {{"images", images},
            {"examined", images - skipped},
            {"skipped", skipped},
            {"images with faces", with_faces},
            {"faces", faces},
            {"possible faces", possible},
            {"documents", documents_.read}};
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
    if (const auto thinned = std::ranges::count_if(result_.images, is_thinned);
        thinned > 0) {
      sentences.push_back("animations of frames so large that fewer than " +
                          std::to_string(kMaxFrames) +
                          " were looked at: " + std::to_string(thinned));
    }
    if (pages_beyond_limit_ > 0) {
      sentences.push_back("pages beyond the limit of " +
                          std::to_string(kMaxPages) +
                          " whose images were not looked at: " +
                          std::to_string(pages_beyond_limit_));
    }
    if (pages_unread_ > 0) {
      sentences.push_back("pages not read for the words beside faces: " +
                          std::to_string(pages_unread_));
    }
    std::ranges::copy(documents_.losses, std::back_inserter(sentences));
    if (documents_.left > 0) {
      sentences.push_back("PDF and EPUB files left when asked to stop: " +
                          std::to_string(documents_.left));
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
  const Surround& surround_;
  std::optional<Examiner> examiner_;
  FacesResult result_;
  std::uint64_t pages_beyond_limit_ = 0;
  std::uint64_t pages_unread_ = 0;
  std::uint64_t left_ = 0;
  DocumentsRead documents_;
  bool stopped_ = false;  // before all was done
  std::uint64_t kept_ = 0;
  std::uint64_t faces_ = 0;  // of band "face", for the progress line
};

}  // namespace

Result<StageReport> examine_run(Case& the_case,
                                const config::Settings& settings,
                                const Sinks& sinks, std::stop_token stop,
                                Gathered gathered, const Payload& payload,
                                const Surround& surround) {
  Stage stage(the_case, settings, sinks, payload, surround);
  if (auto ready = stage.prepare(); !ready) return pass(ready);
  if (auto done = stage.examine_all(std::move(gathered), stop); !done) {
    return pass(done);
  }
  return stage.report();
}

}  // namespace veto::faces
