// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/message.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace veto::box {
namespace {

constexpr std::uint32_t kMagic = 0x76425831;  // "vBX1"
constexpr std::size_t kPiece = 64u << 10;

struct Header {
  std::uint32_t magic = kMagic;
  std::uint32_t kind = 0;
  std::uint64_t size = 0;
};

std::unexpected<Error> socket_error(const char* what) {
  return fail(ErrorKind::io,
              std::string(what) + " (" + std::strerror(errno) + ")");
}

// Room for one descriptor beside the data (unix(7), SCM_RIGHTS).
struct Ancillary {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};

  void attach(msghdr& message, int fd) {
    message.msg_control = room.data();
    message.msg_controllen = room.size();
    cmsghdr* entry = CMSG_FIRSTHDR(&message);
    entry->cmsg_level = SOL_SOCKET;
    entry->cmsg_type = SCM_RIGHTS;
    entry->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(entry), &fd, sizeof fd);
  }
};

Fd attached(msghdr& message) {
  const cmsghdr* entry = CMSG_FIRSTHDR(&message);
  if (entry == nullptr || entry->cmsg_level != SOL_SOCKET ||
      entry->cmsg_type != SCM_RIGHTS ||
      entry->cmsg_len != CMSG_LEN(sizeof(int)))
    return {};
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(entry), sizeof fd);
  return Fd(fd);
}

}  // namespace

Status send_message(int socket, std::uint32_t kind, std::string_view body,
                    int attachment) {
  Header header{kMagic, kind, body.size()};
  std::string bytes(sizeof header, '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  bytes += body;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    iovec piece{const_cast<char*>(rest.data()), rest.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    Ancillary ancillary;
    const bool first = rest.size() == bytes.size();
    if (first && attachment >= 0) ancillary.attach(message, attachment);
    const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return socket_error("cannot reach the worker");
    rest.remove_prefix(std::size_t(sent));
  }
  return {};
}

Result<std::optional<Message>> MessageReader::read(int socket, Wait wait,
                                                   std::uint64_t most) {
  auto message = assemble(most);
  while (message && !*message) {
    const auto received = receive(socket, wait);
    if (!received) return std::unexpected(received.error());
    if (!*received) return std::nullopt;
    if (**received == 0)
      return fail(ErrorKind::not_found, "the other end is gone");
    message = assemble(most);
    if (wait == Wait::no) break;
  }
  return message;
}

Result<std::optional<Message>> MessageReader::assemble(std::uint64_t most) {
  Header header;
  if (bytes_.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes_.data(), sizeof header);
  if (header.magic != kMagic)
    return fail(ErrorKind::damaged, "this is no message");
  if (header.size > most)
    return fail(ErrorKind::too_large, "the message is too large");
  const std::size_t size = sizeof header + std::size_t(header.size);
  if (bytes_.size() < size) return std::nullopt;
  Message message{header.kind,
                  bytes_.substr(sizeof header, std::size_t(header.size)),
                  std::exchange(attachment_, Fd())};
  bytes_.erase(0, size);
  return message;
}

Result<std::optional<std::size_t>> MessageReader::receive(int socket,
                                                          Wait wait) {
  std::array<char, kPiece> piece;
  iovec place{piece.data(), piece.size()};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = &place;
  message.msg_iovlen = 1;
  // Without room the kernel opens nothing of what comes with the bytes.
  if (attachments_ == Attachments::taken) {
    message.msg_control = ancillary.room.data();
    message.msg_controllen = ancillary.room.size();
  }
  const int flags = MSG_CMSG_CLOEXEC | (wait == Wait::no ? MSG_DONTWAIT : 0);
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket, &message, flags);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return std::nullopt;
  // A worker that died with bytes unread resets the connection.
  if (got < 0 && errno == ECONNRESET) return std::size_t{0};
  if (got < 0) return socket_error("cannot read from the worker");
  if ((message.msg_flags & MSG_CTRUNC) != 0)
    return fail(ErrorKind::damaged, "a file came that nobody asked for");
  if (Fd fd = attached(message); fd.get() >= 0) attachment_ = std::move(fd);
  bytes_.append(piece.data(), std::size_t(got));
  return std::size_t(got);
}

Result<Fd> sealed_memory(std::string_view bytes) {
  Fd memory(::memfd_create("veto", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (memory.get() < 0) return socket_error("cannot make shared memory");
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t n = ::write(memory.get(), rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return socket_error("cannot fill shared memory");
    rest.remove_prefix(std::size_t(n));
  }
  const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  if (::fcntl(memory.get(), F_ADD_SEALS, seals) != 0)
    return socket_error("cannot seal shared memory");
  return memory;
}

// The size comes from lseek: fstat is a path's system call in new kernels, and
// those stop a worker.
Result<MappedBytes> MappedBytes::map(const Fd& memory) {
  MappedBytes mapped;
  if (memory.get() < 0) return mapped;
  const off_t size = ::lseek(memory.get(), 0, SEEK_END);
  if (size < 0) return socket_error("cannot size shared memory");
  if (size == 0) return mapped;
  void* data = ::mmap(nullptr, std::size_t(size), PROT_READ, MAP_PRIVATE,
                      memory.get(), 0);
  if (data == MAP_FAILED) return socket_error("cannot map shared memory");
  mapped.data_ = static_cast<char*>(data);
  mapped.size_ = std::size_t(size);
  return mapped;
}

MappedBytes::MappedBytes(MappedBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

MappedBytes& MappedBytes::operator=(MappedBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedBytes::~MappedBytes() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

}  // namespace veto::box
