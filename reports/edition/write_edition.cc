// SPDX-License-Identifier: GPL-3.0-or-later

#include <chrono>
#include <deque>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <utility>

#include "audit/faces/boxed.h"
#include "base/file.h"
#include "crawler/api/capture_reader.h"
#include "crawler/api/record_payload.h"
#include "reports/edition/edition.h"
#include "reports/edition/edition_files.h"
#include "reports/edition/groups_ahead.h"
#include "reports/edition/waiting_answers.h"
#include "reports/edition/work.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Larger records are not handed on: nobody looks at pictures of that size.
constexpr std::uint64_t kMaxRecord = 48u << 20;
constexpr std::uint64_t kMaxPayload = 64u << 20;

constexpr std::string_view kTooLarge = "too large to be looked at";

class Editor {
 public:
  Editor(Case& the_case, const config::Settings& settings,
         const EditionOrder& order, PictureChoices choices, RecordGroups groups,
         WarcSink& sink)
      : case_(the_case),
        settings_(settings),
        order_(order),
        choices_(std::move(choices)),
        groups_(std::move(groups)),
        reader_(the_case),
        files_(sink, order.run_id, the_case.clock().now()) {}

  // Lines that are written as they come.
  Status begin() {
    for (const auto& [path, file] : {std::pair(&order_.derivatives, &lines_),
                                     std::pair(&order_.salts, &salts_)}) {
      if (auto made = make_dirs(path->parent_path()); !made) return made;
      // Nobody but the owner reads the salts, from their first byte on.
      if (auto written =
              write_file_atomic(*path, "", path == &order_.salts ? 0600 : 0644);
          !written)
        return written;
      auto opened = AppendFile::open(*path);
      if (!opened) return pass(opened);
      *file = *std::move(opened);
    }
    return line(lines_, head_line());
  }

  Status walk() {
    Status done;
    for (;;) {
      auto more = advance();
      if (!more) return pass(more);
      if (!jobs_.empty()) {
        if (done = draw(); !done) return done;
      }
      if (!*more) break;
    }
    for (Work& work : waiting_.finish())
      if (done = settle(std::move(work)); !done) return done;
    return add_holders();
  }

  Result<EditionCounts> finish() {
    if (auto synced = lines_.sync(); !synced) return pass(synced);
    if (auto synced = salts_.sync(); !synced) return pass(synced);
    return std::move(counts_);
  }

 private:
  // A picture for a worker: which exchange, and which picture of it.
  struct Job {
    std::uint64_t work = 0;
    std::size_t picture = 0;
  };

  json head_line() const {
    const auto& detector = choices_.detector();
    return {{"schema", "veto.derivatives/1"},
            {"run", order_.run_id},
            {"tool", "veto " VETO_VERSION},
            {"own_faces_clear", order_.own_faces_clear},
            {"detector",
             {{"name", detector.name},
              {"version", detector.version},
              {"weights_sha256", detector.weights_sha256}}},
            {"method",
             {{"name",
               "cells, smoothed; painted over where a face is found "
               "again"},
              {"cells_a_side", faces::kRenditionCells},
              {"margin", faces::kRenditionMargin},
              {"margin_of_animations", faces::kRenditionMarginMoving}}},
            {"boxes", "x, y, width, height; pixels of the upright picture"},
            {"commitment",
             "SHA-256 of 32 random bytes and the payload without "
             "its content coding"}};
  }

  static Status line(AppendFile& file, const json& entry) {
    return file.append(entry.dump() + "\n");
  }

  // Takes groups in until one has to wait for a worker; false at the end.
  Result<bool> advance() {
    while (jobs_.empty()) {
      auto group = groups_.next();
      if (!group) return pass(group);
      if (!*group) return false;
      if (auto taken = take(std::move(**group)); !taken) return pass(taken);
    }
    return true;
  }

  Status take(RecordGroup group) {
    const std::string type = group.type();
    if (type == "warcinfo") return {};  // the edition has its own
    // Certificates are no capture.
    if (type == "resource" && !group.head.too_large &&
        group.head.field("WARC-Target-URI").starts_with("urn:veto:tls-chain:"))
      return files_.append(group.packed());
    Work work;
    work.group = std::move(group);
    if (!order_.requests) counts_.requests += work.group.leave_out("request");
    if (auto read = read_payload(work); !read) return read;
    look_into(work, choices_);
    if (work.open == 0) return decided(std::move(work));
    const std::uint64_t id = next_id_++;
    for (std::size_t i = 0; i < work.pictures.size(); ++i)
      if (work.pictures[i].choice.what == PictureChoice::Do::draw)
        jobs_.push_back({id, i});
    under_way_.emplace(id, std::move(work));
    return {};
  }

  // Errors: io; what else is amiss withholds it.
  Status read_payload(Work& work) {
    if (work.group.head.too_large) {
      work.withheld = kTooLarge;
      return {};
    }
    auto capture = reader_.capture(work.group.head_digest);
    if (!capture && capture.error().kind == ErrorKind::io) return pass(capture);
    if (!capture) {
      work.withheld = "not in the index";
      return {};
    }
    work.capture = *std::move(capture);
    // A revisit's lies in another record.
    auto payload = work.capture->revisit_of.empty()
                       ? crawler::record_payload(
                             *work.capture, work.group.head.record, kMaxPayload)
                       : reader_.payload(*work.capture, kMaxPayload);
    if (!payload && payload.error().kind == ErrorKind::io) return pass(payload);
    if (payload) {
      work.payload = *std::move(payload);
      return {};
    }
    if (work.capture->mime.starts_with("image/"))
      work.kind = PayloadKind::picture;
    work.withheld = payload.error().kind == ErrorKind::too_large
                        ? kTooLarge
                        : "its payload cannot be read";
    return {};
  }

  // Has all pictures drawn that wait, and takes further groups in meanwhile.
  Status draw() {
    if (!examiner_) {
      auto opened = faces::Examiner::open(settings_, case_.dir());
      if (!opened) return pass(opened);
      examiner_ = *std::move(opened);
    }
    Status failed;
    const auto source = [&]() -> std::optional<faces::Examiner::ToRender> {
      if (!failed) return std::nullopt;
      if (auto more = advance(); !more) failed = pass(more);
      if (!failed || jobs_.empty()) return std::nullopt;
      const Job job = jobs_.front();
      jobs_.pop_front();
      const std::uint64_t id = next_job_++;
      given_.emplace(id, job);
      WorkPicture& picture = under_way_.at(job.work).pictures[job.picture];
      return faces::Examiner::ToRender{id, picture.place.bytes,
                                       picture.choice.order};
    };
    const auto sink = [&](std::uint64_t id,
                          Result<faces::Rendition> rendition) -> Status {
      const Job job = given_.extract(id).mapped();
      return answered(job, std::move(rendition));
    };
    auto drawn = examiner_->render(source, sink);
    return failed ? drawn : failed;
  }

  Status answered(const Job& job, Result<faces::Rendition> rendition) {
    const auto at = under_way_.find(job.work);
    WorkPicture& picture = at->second.pictures[job.picture];
    if (rendition)
      picture.rendition = *std::move(rendition);
    else
      picture.failed = rendition.error().what;
    if (--at->second.open > 0) return {};
    Work work = std::move(at->second);
    under_way_.erase(at);
    return decided(std::move(work));
  }

  Status decided(Work work) {
    if (waiting_.take(work)) return {};
    return settle(std::move(work));
  }

  Status settle(Work work) {
    const auto replacement = replacement_of(work);
    if (!replacement) {
      ++counts_.kept;
      if (!work.capture->revisit_of.empty())
        holders_.insert(work.capture->revisit_of);
      counts_.old_names += leave_out_old_names(work);
      return files_.append(work.group.packed());
    }
    waiting_.replaced(work);
    auto salted = Salted::draw();
    if (!salted) return pass(salted);
    const Replaced replaced =
        replace(work.group, work.capture ? &*work.capture : nullptr,
                work.payload, *replacement, *salted, now_for(work.group));
    count(*replacement);
    if (auto added = files_.append(replaced.members); !added) return added;
    if (auto added = line(lines_, replaced.derivative); !added) return added;
    return line(salts_, replaced.salt);
  }

  // A viewer finds records by URL and second: a conversion within its
  // resource's second would be taken for it, and is not shown. All captures
  // were made before the edition is: one wait, of less than a second, is
  // enough.
  UtcTime now_for(const RecordGroup& group) {
    constexpr std::size_t kToTheSecond = 19;  // "2026-11-23T10:00:00"
    const UtcTime now = case_.clock().now();
    const std::string taken =
        group.head.field("WARC-Date").substr(0, kToTheSecond);
    if (waited_ || !to_rfc3339(now).starts_with(taken)) return now;
    waited_ = true;
    std::this_thread::sleep_for(std::chrono::ceil<std::chrono::seconds>(now) -
                                now);
    return case_.clock().now();
  }

  void count(const Replacement& replacement) {
    if (replacement.done == "blurred")
      ++counts_.blurred;
    else if (replacement.done == "redrawn")
      ++counts_.redrawn;
    else if (replacement.done == "withheld")
      ++counts_.withheld[replacement.reason];
    else
      ++counts_.texts;
  }

  // What kept revisits refer to and an earlier run's file holds.
  Status add_holders() {
    for (const std::string& id : holders_) {
      auto holder = reader_.capture(id);
      if (!holder) return pass(holder);
      if (holder->run_id == order_.run_id) continue;
      auto record = reader_.record(*holder, kMaxRecord);
      if (!record) return pass(record);
      auto packed = files_.append(crawler::packed_as_is(*record));
      if (!packed) return packed;
    }
    return {};
  }

  Case& case_;
  const config::Settings& settings_;
  const EditionOrder& order_;
  PictureChoices choices_;
  GroupsAhead groups_;
  crawler::CaptureReader reader_;
  EditionFiles files_;
  AppendFile lines_, salts_;
  std::optional<faces::Examiner> examiner_;
  std::map<std::uint64_t, Work> under_way_;
  std::deque<Job> jobs_;
  std::map<std::uint64_t, Job> given_;
  std::uint64_t next_id_ = 0, next_job_ = 0;
  std::set<std::string> holders_;
  WaitingAnswers waiting_;
  EditionCounts counts_;
  bool waited_ = false;  // for the second after the last capture
};

// Those that the run itself wrote.
Result<std::vector<fs::path>> warc_files(Case& the_case,
                                         const std::string& run_id) {
  std::set<std::string> names;
  crawler::CaptureReader reader(the_case);
  auto read = reader.for_each_capture(
      run_id, [&](const crawler::Capture& capture) -> Status {
        if (!capture.warc_file.empty()) names.insert(capture.warc_file);
        return {};
      });
  if (!read) return pass(read);
  std::vector<fs::path> files;
  for (const std::string& name : names) files.push_back(the_case.path(name));
  return files;
}

}  // namespace

Result<EditionCounts> write_edition(Case& the_case,
                                    const config::Settings& settings,
                                    const EditionOrder& order, WarcSink& sink) {
  auto files = warc_files(the_case, order.run_id);
  if (!files) return pass(files);
  auto choices =
      PictureChoices::load(the_case, order.run_id, order.own_faces_clear);
  if (!choices) return pass(choices);
  Editor editor(the_case, settings, order, *std::move(choices),
                RecordGroups(*std::move(files), kMaxRecord), sink);
  if (auto begun = editor.begin(); !begun) return pass(begun);
  if (auto walked = editor.walk(); !walked) return pass(walked);
  return editor.finish();
}

}  // namespace veto::reports
