// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/groups_ahead.h"

#include <exception>
#include <utility>

namespace veto::reports {
namespace {

// From so many bytes on no more are read.
constexpr std::uint64_t kMaxWaiting = 8u << 20;

std::uint64_t size_of(const Result<std::optional<RecordGroup>>& group) {
  if (!group || !*group) return 0;
  const auto of = [](const crawler::WarcMember& member) {
    return member.record.size() + member.packed.size();
  };
  std::uint64_t size = of((*group)->head);
  for (const auto& other : (*group)->others) size += of(other);
  return size;
}

}  // namespace

GroupsAhead::GroupsAhead(RecordGroups groups)
    : groups_(std::move(groups)), thread_([this] { read(); }) {}

GroupsAhead::~GroupsAhead() {
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

Result<std::optional<RecordGroup>> GroupsAhead::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !waiting_.empty(); });
  if (!waiting_.front() || !*waiting_.front()) return waiting_.front();
  Group group = std::move(waiting_.front());
  waiting_.pop_front();
  bytes_ -= size_of(group);
  changed_.notify_all();
  return group;
}

void GroupsAhead::read() {
  for (bool more = true; more && may_read();) {
    Group group = next_group();
    more = group && *group;
    put(std::move(group));
  }
}

bool GroupsAhead::may_read() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || bytes_ < kMaxWaiting; });
  return !ended_;
}

GroupsAhead::Group GroupsAhead::next_group() {
  try {
    return groups_.next();
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::io, "cannot read the captures", thrown.what());
  }
}

void GroupsAhead::put(Group group) {
  const std::scoped_lock lock(mutex_);
  bytes_ += size_of(group);
  waiting_.push_back(std::move(group));
  changed_.notify_all();
}

}  // namespace veto::reports
