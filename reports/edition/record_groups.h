// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of a run's WARC files by exchange: what stands for the answer,
// and the request and metadata records that belong to it.

#ifndef VETO_REPORTS_EDITION_RECORD_GROUPS_H_
#define VETO_REPORTS_EDITION_RECORD_GROUPS_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crawler/api/warc_members.h"

namespace veto::reports {

struct RecordGroup {
  // A response, revisit or resource; anything else stands alone.
  crawler::WarcMember head;
  std::string head_digest;  // SHA-256 of its record; "" where it is too large
  std::vector<crawler::WarcMember> others;

  std::string type() const { return head.field("WARC-Type"); }
  // The records as they stand, one gzip member each.
  std::vector<std::string_view> packed() const;
  // Without those of a type that belong to the head; says how many there were.
  std::size_t leave_out(std::string_view type);
};

class RecordGroups {
 public:
  // Records over `max_record` bytes are not read whole.
  RecordGroups(std::vector<std::filesystem::path> files,
               std::uint64_t max_record)
      : files_(std::move(files)), max_record_(max_record) {}

  // Nothing at the end of the last file. Errors: those of WarcMembers.
  Result<std::optional<RecordGroup>> next();

 private:
  Result<std::optional<crawler::WarcMember>> next_member();

  std::vector<std::filesystem::path> files_;
  std::uint64_t max_record_;
  std::size_t at_ = 0;
  std::optional<crawler::WarcMembers> members_;
  std::optional<crawler::WarcMember> ahead_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_RECORD_GROUPS_H_
