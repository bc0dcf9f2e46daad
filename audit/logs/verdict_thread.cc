// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/verdict_thread.h"

#include <exception>
#include <utility>

namespace veto::logs {

VerdictThread::VerdictThread(const Material& material, const VerdictSink& sink)
    : material_(material), sink_(sink) {
  files_.files = material.files;
  thread_ = std::jthread([this] { write_all(); });
}

VerdictThread::~VerdictThread() {
  const std::lock_guard lock(mutex_);
  ended_ = dropped_ = true;
  changed_.notify_all();
}

Status VerdictThread::add(Judged one) {
  batch_.push_back(std::move(one));
  return batch_.size() < kBatch ? Status() : hand_over();
}

Status VerdictThread::hand_over() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < kWaiting || !written_; });
  if (!written_) return written_;
  waiting_.push_back(std::exchange(batch_, {}));
  batch_.reserve(kBatch);
  changed_.notify_all();
  return {};
}

Status VerdictThread::finish() {
  if (auto handed = hand_over(); !handed) return handed;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  thread_.join();
  return written_;
}

// Nothing more is written after the first error.
void VerdictThread::write_all() {
  for (;;) {
    std::vector<Judged> batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
      if (dropped_ || !written_ || waiting_.empty()) return;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
      changed_.notify_all();
    }
    Status written;
    try {
      written = write(batch);
    } catch (const std::exception& thrown) {
      written = fail(ErrorKind::io, "cannot write verdicts", thrown.what());
    }
    if (written) continue;
    const std::lock_guard lock(mutex_);
    written_ = std::move(written);
    changed_.notify_all();
    return;
  }
}

Status VerdictThread::write(const std::vector<Judged>& batch) {
  for (const Judged& one : batch)
    if (auto taken = sink_(files_, verdict_of(material_, one)); !taken)
      return taken;
  return {};
}

}  // namespace veto::logs
