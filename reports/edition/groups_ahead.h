// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of a run, read, unpacked and digested by a thread of its own
// while those before them are looked into.
// Less than 8 MB and one group more wait at a time.

#ifndef VETO_REPORTS_EDITION_GROUPS_AHEAD_H_
#define VETO_REPORTS_EDITION_GROUPS_AHEAD_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.h"
#include "reports/edition/record_groups.h"

namespace veto::reports {

class GroupsAhead {
 public:
  explicit GroupsAhead(RecordGroups groups);
  ~GroupsAhead();
  GroupsAhead(const GroupsAhead&) = delete;
  GroupsAhead& operator=(const GroupsAhead&) = delete;

  // As RecordGroups::next(); an error comes again. Errors: also io (what the
  // thread threw).
  Result<std::optional<RecordGroup>> next();

 private:
  using Group = Result<std::optional<RecordGroup>>;

  void read();
  // Once there is room; false when nobody wants more.
  bool may_read();
  Group next_group();
  void put(Group group);

  RecordGroups groups_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Group> waiting_;
  std::uint64_t bytes_ = 0;  // of those that wait
  bool ended_ = false;       // nobody wants more
  std::thread thread_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_GROUPS_AHEAD_H_
