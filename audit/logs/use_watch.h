// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds each response against what it carried about use: by the log's own line,
// where it has the response's X-Robots-Tag or tdm-reservation, else by the
// captures of the case. Where neither tells, nothing is said.

#ifndef VETO_AUDIT_LOGS_USE_WATCH_H_
#define VETO_AUDIT_LOGS_USE_WATCH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/image_taken.h"
#include "audit/logs/recrawled_page.h"
#include "audit/logs/request_line.h"
#include "audit/logs/reserved_work.h"

namespace veto::logs {

class UseWatch {
 public:
  // Both must outlive this.
  UseWatch(const SentHistory& sent, const config::ScraperRegistry& registry)
      : sent_(sent), registry_(registry) {}

  struct Response {
    const RawLine& raw;
    Place place;
    std::uint32_t actor = 0;
    std::uint32_t agent_index = 0;
    const Agent& agent;
    std::string_view method, target;
    TargetKind kind = TargetKind::page;
  };
  void add(const Response& response);

  const RecrawledPages& recrawled() const { return recrawled_; }
  const ImagesTaken& images() const { return images_; }
  const UseRecords& reserved() const { return reserved_; }
  // Requests beyond the limits of use_record.h.
  std::uint64_t passed_over() const {
    return passed_over_ + recrawled_.passed_over() + images_.passed_over();
  }

 private:
  std::optional<SentWord> word_of(const Response& response, Ask ask) const;
  UseRequest request_of(const Response& response, SentWord word) const;
  void read_header(std::string_view value);
  void page(const Response& response, bool meant);
  void image(const Response& response, bool meant);
  void reserved(const Response& response);

  const SentHistory& sent_;
  const config::ScraperRegistry& registry_;
  std::string header_;  // X-Robots-Tag of the line, and what it says
  std::vector<Statement> header_said_;
  std::uint32_t at_ = SentHistory::kNone;  // of the line's target
  RecrawledPages recrawled_;
  ImagesTaken images_;
  UseRecords reserved_;
  std::uint64_t passed_over_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_USE_WATCH_H_
