// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_records.h"

#include <set>
#include <string>
#include <utility>

#include "base/text.h"

namespace veto::crawler {
namespace {

class RecordCollector {
 public:
  explicit RecordCollector(const std::vector<RobotsLine>& lines) {
    for (const RobotsLine& line : lines)
      read(line, read_robots_entry(line, Reading::rfc));
    close_group();
  }

  std::vector<RobotsRecord> take() { return std::move(records_); }

 private:
  void read(const RobotsLine& line, const RobotsEntry& entry) {
    switch (entry.field) {
      case RobotsField::user_agent:
        if (!in_agents_) close_group();
        in_agents_ = true;
        if (known_.insert(to_lower(entry.value)).second)
          agents_.emplace_back(entry.value);
        break;
      case RobotsField::allow:
      case RobotsField::disallow:
        in_agents_ = false;
        break;
      case RobotsField::sitemap:
      case RobotsField::crawl_delay:
        break;
      case RobotsField::none:
        add(line, entry);
        break;
    }
  }

  void add(const RobotsLine& line, const RobotsEntry& entry) {
    if (entry.key.empty() || full_ ||
        records_.size() >= RobotsRules::kMaxRecords)
      return;
    records_.push_back({line.number,
                        to_lower(entry.key),
                        std::string(entry.value),
                        std::string(shown_robots_line(line)),
                        {}});
  }

  // Only now are all names of the group known.
  void close_group() {
    for (; named_ < records_.size() && !full_; ++named_) {
      full_ = agents_.size() > spare_agents_;
      if (full_) break;
      spare_agents_ -= agents_.size();
      records_[named_].agents = agents_;
    }
    if (full_) records_.resize(named_);
    agents_.clear();
    known_.clear();
  }

  std::vector<RobotsRecord> records_;
  std::size_t named_ = 0;  // records whose agents are known
  std::vector<std::string> agents_;
  std::set<std::string> known_;  // of them, in lower case
  bool in_agents_ = false;
  bool full_ = false;
  std::size_t spare_agents_ = RobotsRules::kMaxRecordAgents;
};

}  // namespace

std::vector<RobotsRecord> read_robots_records(
    const std::vector<RobotsLine>& lines) {
  return RecordCollector(lines).take();
}

}  // namespace veto::crawler
