// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/fd.h"

namespace veto {
namespace {

std::unexpected<Error> os_error(std::string what,
                                const std::filesystem::path& path) {
  const int code = errno;
  std::string hint;
  if (code == ENOSPC || code == EDQUOT) hint = "free some space and run again";
  if (code == EACCES || code == EPERM) hint = "check the permissions";
  return fail(code == ENOENT ? ErrorKind::not_found : ErrorKind::io,
              fmt::format("{} ({})", what, std::strerror(code)), path.string(),
              std::move(hint));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

Result<std::string> read_all(int fd, const std::filesystem::path& path,
                             std::uint64_t max_bytes) {
  std::string bytes;
  char piece[65536];
  for (;;) {
    const ssize_t n = ::read(fd, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return os_error("reading failed", path);
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<std::uint64_t>(n) > max_bytes)
      return fail(ErrorKind::too_large,
                  fmt::format("larger than {} bytes", max_bytes),
                  path.string());
    bytes.append(piece, static_cast<std::size_t>(n));
  }
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path,
                              std::uint64_t max_bytes) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return os_error("cannot open the file", path);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return os_error("cannot read", path);
  if (S_ISDIR(info.st_mode))
    return fail(ErrorKind::io, "this is a folder, not a file", path.string());
  return read_all(fd.get(), path, max_bytes);
}

Result<std::string> read_regular_file(const std::filesystem::path& path,
                                      std::uint64_t max_bytes, Links links) {
  // O_NONBLOCK: opening a pipe that nobody writes to would wait.
  const int how = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  Fd fd(::open(path.c_str(), links == Links::refused ? how | O_NOFOLLOW : how));
  if (fd.get() < 0 && errno == ELOOP)
    return fail(ErrorKind::refused, "this is a link, not a file",
                path.string());
  if (fd.get() < 0 && errno != ENXIO)
    return os_error("cannot open the file", path);
  struct stat info {};
  // A socket cannot be opened at all (ENXIO).
  if (fd.get() >= 0 && ::fstat(fd.get(), &info) != 0)
    return os_error("cannot read", path);
  if (S_ISDIR(info.st_mode))
    return fail(ErrorKind::refused, "this is a folder, not a file",
                path.string());
  if (!S_ISREG(info.st_mode))
    return fail(ErrorKind::refused, "not a regular file", path.string());
  return read_all(fd.get(), path, max_bytes);
}

Status write_file_atomic(const std::filesystem::path& path,
                         std::string_view bytes, unsigned mode) {
  std::string temporary = path.string() + ".XXXXXX";
  Fd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) return os_error("cannot create the file", path);
  const bool written =
      write_all(fd.get(), bytes) && ::fchmod(fd.get(), mode) == 0 &&
      ::fsync(fd.get()) == 0 && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    auto error = os_error("cannot write the file", path);
    ::unlink(temporary.c_str());
    return error;
  }
  return sync_dir(path.parent_path());
}

Status make_dirs(const std::filesystem::path& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code)
    return fail(ErrorKind::io,
                fmt::format("cannot create the folder ({})", code.message()),
                path.string());
  return {};
}

Status sync_dir(const std::filesystem::path& dir) {
  Fd fd(::open(dir.empty() ? "." : dir.c_str(),
               O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0)
    return os_error("cannot make the folder durable", dir);
  return {};
}

AppendFile::~AppendFile() {
  if (fd_ >= 0) ::close(fd_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      size_(std::exchange(other.size_, 0)),
      path_(std::move(other.path_)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(size_, other.size_);
  std::swap(path_, other.path_);
  return *this;
}

Result<AppendFile> AppendFile::open(const std::filesystem::path& path) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (fd.get() < 0) return os_error("cannot open the file", path);
  const off_t end = ::lseek(fd.get(), 0, SEEK_END);
  if (end < 0) return os_error("cannot read the file's size", path);
  auto synced = sync_dir(path.parent_path());
  if (!synced) return pass(synced);
  AppendFile file;
  file.fd_ = fd.release();
  file.size_ = static_cast<std::uint64_t>(end);
  file.path_ = path;
  return file;
}

Status AppendFile::append(std::string_view bytes) {
  if (!write_all(fd_, bytes)) {
    auto error = os_error("cannot append", path_);
    // A failing cut leaves a half record; the next open finds it by size.
    if (::ftruncate(fd_, static_cast<off_t>(size_)) != 0)
      error.error().what += "; a half record is left at the end";
    return error;
  }
  size_ += bytes.size();
  return {};
}

void AppendFile::begin_sync() {
  // Only a hint: what fails here fails in sync(), too.
  static_cast<void>(::sync_file_range(fd_, 0, 0, SYNC_FILE_RANGE_WRITE));
}

Status AppendFile::sync() {
  if (::fdatasync(fd_) != 0) return os_error("cannot make durable", path_);
  return {};
}

Status AppendFile::truncate(std::uint64_t size) {
  if (::ftruncate(fd_, static_cast<off_t>(size)) != 0)
    return os_error("cannot cut the file", path_);
  size_ = size;
  return {};
}

}  // namespace veto
