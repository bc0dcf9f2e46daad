// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was judged, on its way to a sink: written out by a thread of its own
// while the next requests are judged, in the order in which they come.

#ifndef VETO_AUDIT_LOGS_VERDICT_THREAD_H_
#define VETO_AUDIT_LOGS_VERDICT_THREAD_H_

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "audit/logs/findings.h"
#include "audit/logs/logs.h"
#include "audit/logs/summary.h"
#include "base/error.h"

namespace veto::logs {

class VerdictThread {
 public:
  // All must outlive this, and the material stays as it is but for its tally.
  VerdictThread(const Material& material, const VerdictSink& sink);
  // What was given and not yet written is dropped.
  ~VerdictThread();
  VerdictThread(const VerdictThread&) = delete;
  VerdictThread& operator=(const VerdictThread&) = delete;

  // Errors: the sink's, of an earlier one.
  Status add(Judged one);
  // Waits until all are written. Errors: the sink's.
  Status finish();

 private:
  static constexpr std::size_t kBatch = 1024;
  static constexpr std::size_t kWaiting = 4;  // batches

  Status hand_over();
  void write_all();
  Status write(const std::vector<Judged>& batch);

  const Material& material_;
  const VerdictSink& sink_;
  LogSummary files_;  // as the sink gets it
  std::vector<Judged> batch_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<Judged>> waiting_;
  bool ended_ = false, dropped_ = false;
  Status written_;
  std::jthread thread_;  // the last member: it is joined first
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_VERDICT_THREAD_H_
