// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/pieces.h"

#include <algorithm>
#include <cstring>

namespace veto::reports {
namespace {

constexpr std::size_t kMaxWaiting = 8;

}  // namespace

PieceThread::PieceThread(std::function<void(std::string_view)> work) {
  thread_ = std::thread([this, work = std::move(work)] {
    run([&] {
      while (const Piece piece = take()) work(*piece);
    });
  });
}

std::unique_ptr<PieceThread> PieceThread::pulling(
    std::function<void(const ReadBytes& bytes)> work) {
  std::unique_ptr<PieceThread> made(new PieceThread);
  made->thread_ = std::thread([self = made.get(), work = std::move(work)] {
    Piece piece;
    std::size_t used = 0;
    const auto pull = [&](char* into, std::size_t size) -> Result<std::size_t> {
      while (!piece || used == piece->size()) {
        piece = self->take();
        used = 0;
        if (!piece) return std::size_t{0};
      }
      const std::size_t taken = std::min(size, piece->size() - used);
      std::memcpy(into, piece->data() + used, taken);
      used += taken;
      return taken;
    };
    self->run([&] { work(pull); });
  });
  return made;
}

void PieceThread::run(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& thrown) {
    thrown_ = fail(ErrorKind::io, "cannot write the archive", thrown.what());
  }
  while (take()) {
  }
}

void PieceThread::give(Piece piece) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < kMaxWaiting; });
  waiting_.push_back(std::move(piece));
  changed_.notify_all();
}

Piece PieceThread::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
  if (waiting_.empty()) return nullptr;
  Piece piece = std::move(waiting_.front());
  waiting_.pop_front();
  changed_.notify_all();
  return piece;
}

Status PieceThread::finish() {
  if (thread_.joinable()) {
    {
      const std::scoped_lock lock(mutex_);
      ended_ = true;
      changed_.notify_all();
    }
    thread_.join();
  }
  return thrown_;
}

}  // namespace veto::reports
