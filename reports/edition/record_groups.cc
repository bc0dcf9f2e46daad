// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/record_groups.h"

#include <utility>

#include "base/digest.h"

namespace veto::reports {
namespace {

bool belongs_to(const crawler::WarcMember& member,
                const crawler::WarcMember& head) {
  const std::string type = member.field("WARC-Type");
  return (type == "request" || type == "metadata") && !member.too_large &&
         member.field("WARC-Concurrent-To") == head.field("WARC-Record-ID");
}

}  // namespace

std::vector<std::string_view> RecordGroup::packed() const {
  std::vector<std::string_view> members = {head.packed};
  for (const auto& other : others) members.push_back(other.packed);
  return members;
}

std::size_t RecordGroup::leave_out(std::string_view type) {
  return std::erase_if(others, [&](const crawler::WarcMember& other) {
    return other.field("WARC-Type") == type;
  });
}

Result<std::optional<crawler::WarcMember>> RecordGroups::next_member() {
  for (;;) {
    if (!members_) {
      if (at_ == files_.size()) return std::optional<crawler::WarcMember>();
      auto opened = crawler::WarcMembers::open(files_[at_++], max_record_);
      if (!opened) return pass(opened);
      members_ = *std::move(opened);
    }
    auto member = members_->next();
    if (!member || *member) return member;
    members_.reset();
  }
}

Result<std::optional<RecordGroup>> RecordGroups::next() {
  if (!ahead_) {
    auto first = next_member();
    if (!first) return pass(first);
    ahead_ = *std::move(first);
    if (!ahead_) return std::optional<RecordGroup>();
  }
  RecordGroup group{*std::exchange(ahead_, std::nullopt), {}, {}};
  if (!group.head.too_large)
    group.head_digest = sha256(group.head.record).hex();
  for (;;) {
    auto member = next_member();
    if (!member) return pass(member);
    ahead_ = *std::move(member);
    if (!ahead_ || !belongs_to(*ahead_, group.head))
      return std::optional(std::move(group));
    group.others.push_back(*std::exchange(ahead_, std::nullopt));
  }
}

}  // namespace veto::reports
