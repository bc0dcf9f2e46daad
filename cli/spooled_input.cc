// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/spooled_input.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

namespace veto::cli {
namespace {

constexpr std::size_t kSpoolChunk = 1 << 20;
constexpr const char* kSpooled = "/dev/stdin";

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

Status copy_input(int file, std::stop_token stop) {
  std::vector<char> chunk(kSpoolChunk);
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    if (got == 0) return {};
    if (got < 0) {
      if (errno == EINTR) continue;
      return fail(ErrorKind::io, "cannot read standard input");
    }
    if (!write_all(file, {chunk.data(), static_cast<std::size_t>(got)}))
      return fail(ErrorKind::io, "cannot keep standard input", {},
                  "name a folder with more room by TMPDIR");
  }
}

}  // namespace

Result<std::filesystem::path> spool_input(std::stop_token stop) {
  struct stat about {};
  if (::fstat(STDIN_FILENO, &about) == 0 && S_ISREG(about.st_mode))
    return kSpooled;
  std::error_code error;
  std::string name =
      (std::filesystem::temp_directory_path(error) / "veto-XXXXXX").string();
  const int file = error ? -1 : ::mkstemp(name.data());
  if (file < 0)
    return fail(ErrorKind::io, "cannot keep standard input", name,
                "name a folder that can be written by TMPDIR");
  ::unlink(name.c_str());
  auto copied = copy_input(file, stop);
  const bool moved = copied && ::dup2(file, STDIN_FILENO) == STDIN_FILENO;
  ::close(file);
  if (!copied) return pass(copied);
  if (!moved) return fail(ErrorKind::io, "cannot keep standard input");
  return kSpooled;
}

}  // namespace veto::cli
