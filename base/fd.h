// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file descriptor that is closed with its owner.

#ifndef VETO_BASE_FD_H_
#define VETO_BASE_FD_H_

#include <unistd.h>

#include <utility>

namespace veto {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }  // negative: none
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

}  // namespace veto

#endif  // VETO_BASE_FD_H_
