// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes on their way into a file, in pieces that several threads look at while
// they are written: each file of many gigabytes is read once, and every digest
// of it comes from that one reading.

#ifndef VETO_REPORTS_WACZ_PIECES_H_
#define VETO_REPORTS_WACZ_PIECES_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "base/gunzip.h"

namespace veto::reports {

// Shared and never changed.
using Piece = std::shared_ptr<const std::string>;

inline constexpr std::size_t kPieceBytes = 1u << 20;

// Piece by piece to a thread of its own; at most a few wait, so that memory is
// bounded.
class PieceThread {
 public:
  // `work` takes each piece.
  explicit PieceThread(std::function<void(std::string_view)> work);
  // `work` pulls the bytes; what it leaves is thrown away.
  static std::unique_ptr<PieceThread> pulling(
      std::function<void(const ReadBytes& bytes)> work);
  ~PieceThread() { static_cast<void>(finish()); }
  PieceThread(const PieceThread&) = delete;
  PieceThread& operator=(const PieceThread&) = delete;

  void give(Piece piece);
  // No more come: returns when the work is done. Errors: io (it threw).
  Status finish();

 private:
  PieceThread() = default;
  // On the thread: the work, then the pieces that it left.
  void run(const std::function<void()>& work);
  // Nothing once no more come.
  Piece take();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Piece> waiting_;
  bool ended_ = false;
  Status thrown_;  // the thread's until it is joined
  std::thread thread_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_PIECES_H_
