// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/bag_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <set>

#include "base/fd.h"
#include "base/text.h"
#include "reports/bundle/manifest.h"
#include "reports/bundle/running_hash.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> os_error(std::string_view what, const fs::path& path) {
  const int code = errno;
  return fail(code == ENOENT  ? ErrorKind::not_found
              : code == ELOOP ? ErrorKind::refused
                              : ErrorKind::io,
              fmt::format("{} ({})", what, std::strerror(code)), path.string());
}

// Walks one folder; folders are kept for later, so that depth costs no stack.
struct Walk {
  const fs::path& root;
  std::vector<Problem>& problems;
  const KnownDigests& known;
  std::map<std::string, FileDigests> files;
  std::set<std::string> folded;
  std::vector<std::pair<fs::path, int>> folders;
};

Status take_file(Walk& walk, const fs::path& path, std::string name) {
  if (!walk.folded.insert(to_lower(name)).second)
    walk.problems.push_back(
        {"path", name, "differs from another name in case only"});
  if (walk.files.size() >= kMaxBundleFiles)
    return fail(ErrorKind::too_large,
                fmt::format("more than {} files", kMaxBundleFiles),
                walk.root.string());
  if (const auto known = walk.known.find(name); known != walk.known.end()) {
    walk.files.insert(*known);
    return {};
  }
  auto digests = digest_file(path);
  if (!digests) return pass(digests);
  walk.files.emplace(std::move(name), std::move(*digests));
  return {};
}

Status take_entry(Walk& walk, const fs::directory_entry& entry, int depth) {
  std::error_code code;
  const fs::file_status status = entry.symlink_status(code);
  if (code)
    return fail(ErrorKind::io, "cannot look at a file", entry.path().string());
  std::string name =
      entry.path().lexically_relative(walk.root).generic_string();
  if (!is_bundle_path(name)) {
    walk.problems.push_back(
        {"path", name, "a bundle may not hold such a name"});
    return {};
  }
  if (fs::is_symlink(status)) {
    walk.problems.push_back({"path", name, "a link, which is not followed"});
    return {};
  }
  if (fs::is_directory(status)) {
    if (depth >= kMaxBundleDepth)
      return fail(ErrorKind::too_large,
                  fmt::format("folders deeper than {}", kMaxBundleDepth),
                  entry.path().string());
    walk.folders.emplace_back(entry.path(), depth + 1);
    return {};
  }
  if (!fs::is_regular_file(status)) {
    walk.problems.push_back({"path", name, "not a regular file"});
    return {};
  }
  return take_file(walk, entry.path(), std::move(name));
}

}  // namespace

Result<FileDigests> digest_file(const fs::path& path) {
  // O_NONBLOCK: opening a pipe must not wait for its other end.
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (fd.get() < 0) return os_error("cannot open the file", path);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return os_error("cannot read", path);
  if (!S_ISREG(info.st_mode))
    return fail(ErrorKind::refused, "not a regular file", path.string());
  RunningHash sha256(EVP_sha256());
  RunningHash sha512(EVP_sha512());
  FileDigests digests;
  std::array<char, 65536> piece{};
  for (;;) {
    const ssize_t n = ::read(fd.get(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return os_error("reading failed", path);
    if (n == 0) break;
    const std::string_view got(piece.data(), static_cast<std::size_t>(n));
    sha256.update(got);
    sha512.update(got);
    digests.size += static_cast<std::uint64_t>(n);
  }
  digests.sha256 = sha256.hex();
  digests.sha512 = sha512.hex();
  return digests;
}

Result<std::map<std::string, FileDigests>> digest_tree(
    const fs::path& dir, std::vector<Problem>& problems,
    const KnownDigests& known) {
  Walk walk{dir, problems, known, {}, {}, {{dir, 1}}};
  while (!walk.folders.empty()) {
    const auto [folder, depth] = walk.folders.back();
    walk.folders.pop_back();
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end;
         at.increment(code)) {
      auto taken = take_entry(walk, *at, depth);
      if (!taken) return pass(taken);
    }
    if (code)
      return fail(ErrorKind::io, "cannot list the folder", folder.string());
  }
  return std::move(walk.files);
}

std::string payload_oxum(const std::map<std::string, FileDigests>& files) {
  std::uint64_t octets = 0;
  std::size_t count = 0;
  for (const auto& [path, digests] : files) {
    if (!is_payload(path)) continue;
    octets += digests.size;
    ++count;
  }
  return fmt::format("{}.{}", octets, count);
}

bool is_payload(std::string_view path) { return path.starts_with("data/"); }

}  // namespace veto::reports
