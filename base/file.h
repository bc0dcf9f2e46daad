// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files: read whole with a bound, replaced whole or not at all, appended to
// and made durable.

#ifndef VETO_BASE_FILE_H_
#define VETO_BASE_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto {

// Errors: not_found; io (also for a directory); too_large beyond max_bytes.
Result<std::string> read_file(const std::filesystem::path& path,
                              std::uint64_t max_bytes);

enum class Links { followed, refused };

// The same of a regular file alone: never waits for a pipe, never reads a
// device. With Links::refused the path's last part may be no symbolic link.
// Errors: not_found; io; too_large; refused (a folder, a link, anything else).
Result<std::string> read_regular_file(const std::filesystem::path& path,
                                      std::uint64_t max_bytes,
                                      Links links = Links::followed);

// Writes a temporary neighbour, fsyncs it, renames it over `path` and fsyncs
// the folder: after a crash the old or the new file is there, never a half.
// `mode` is chmod's, whatever the umask; 0600 for secrets. Errors: io.
Status write_file_atomic(const std::filesystem::path& path,
                         std::string_view bytes, unsigned mode = 0644);

// Makes the folder and its parents; fine if it is there. Errors: io.
Status make_dirs(const std::filesystem::path& path);

// Makes what was created, renamed or removed in the folder durable; "" is the
// current one. Errors: io.
Status sync_dir(const std::filesystem::path& dir);

// A file that only grows. Not for use from two threads at once.
class AppendFile {
 public:
  AppendFile() = default;
  ~AppendFile();
  AppendFile(AppendFile&&) noexcept;
  AppendFile& operator=(AppendFile&&) noexcept;

  // Opens at the end, creating the file where it is missing. Errors: io.
  static Result<AppendFile> open(const std::filesystem::path& path);

  // Writes all of it or reports; after an error the tail is cut back to the
  // size before, so that no half record stays. Errors: io.
  Status append(std::string_view bytes);
  // Has the kernel begin to write to the disk, so that sync() waits for less.
  void begin_sync();
  // Until this returns without error nothing appended counts as kept.
  Status sync();
  // Cuts the file to `size` bytes; for the tail a crash left. Errors: io.
  Status truncate(std::uint64_t size);
  std::uint64_t size() const { return size_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::filesystem::path path_;
};

}  // namespace veto

#endif  // VETO_BASE_FILE_H_
