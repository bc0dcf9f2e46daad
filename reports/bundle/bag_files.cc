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

// Of what is in there, whatever it is.
constexpr std::size_t kMaxEntries = 2 * kMaxBundleFiles;

// Walks one folder; folders are kept for later, so that depth costs no stack.
struct Walk {
  const fs::path& root;
  std::vector<Problem>& problems;
  std::map<std::string, FileDigests> files;
  std::set<std::string> folded;
  std::vector<std::pair<fs::path, int>> folders;
  std::size_t entries = 0;
};

// What file browsers leave in the folders that they show, or beside files that
// they copied.
bool is_of_file_browser(std::string_view name) {
  const std::string last = to_lower(name.substr(name.rfind('/') + 1));
  return last == ".ds_store" || last == ".directory" || last == "thumbs.db" ||
         last == "desktop.ini" || last.starts_with("._");
}

Status take_file(Walk& walk, const fs::directory_entry& entry,
                 std::string name) {
  if (!walk.folded.insert(to_lower(name)).second)
    walk.problems.push_back(
        {"path", name, "differs from another name in case only"});
  if (walk.files.size() >= kMaxBundleFiles)
    return fail(ErrorKind::too_large,
                fmt::format("more than {} files", kMaxBundleFiles),
                walk.root.string());
  std::error_code code;
  FileDigests digests;
  digests.size = entry.file_size(code);
  if (code)
    return fail(ErrorKind::io, "cannot look at a file", entry.path().string());
  walk.files.emplace(std::move(name), std::move(digests));
  return {};
}

Status take_entry(Walk& walk, const fs::directory_entry& entry, int depth) {
  if (++walk.entries > kMaxEntries)
    return fail(ErrorKind::too_large,
                fmt::format("more than {} files and folders", kMaxEntries),
                walk.root.string());
  std::error_code code;
  const fs::file_status status = entry.symlink_status(code);
  if (code)
    return fail(ErrorKind::io, "cannot look at a file", entry.path().string());
  std::string name =
      entry.path().lexically_relative(walk.root).generic_string();
  if (!is_bundle_path(name)) {
    walk.problems.push_back(
        {"path", name, with_reason("a bundle may not hold such a name", name)});
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
  return take_file(walk, entry, std::move(name));
}

}  // namespace

std::string with_reason(std::string detail, std::string_view name) {
  if (is_of_file_browser(name))
    detail += "; the computer's file browser puts such a file there: delete it";
  return detail;
}

Result<FileDigests> digest_file(const fs::path& path, std::stop_token stop) {
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
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading",
                  path.string());
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

Result<ListedTree> list_tree(const fs::path& dir,
                             std::vector<Problem>& problems) {
  Walk walk{dir, problems, {}, {}, {{dir, 1}}};
  std::vector<std::string> empty;
  while (!walk.folders.empty()) {
    const auto [folder, depth] = walk.folders.back();
    walk.folders.pop_back();
    const std::size_t before = walk.entries;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end;
         at.increment(code)) {
      auto taken = take_entry(walk, *at, depth);
      if (!taken) return pass(taken);
    }
    if (code)
      return fail(ErrorKind::io, "cannot list the folder", folder.string());
    if (walk.entries == before)
      empty.push_back(folder.lexically_relative(dir).generic_string());
  }
  return ListedTree{std::move(walk.files), std::move(empty)};
}

Status digest_files(const fs::path& dir,
                    std::map<std::string, FileDigests>& files,
                    const std::function<bool(const std::string& path,
                                             std::uint64_t size)>& wanted,
                    std::stop_token stop) {
  for (auto& [path, digests] : files) {
    if (!wanted(path, digests.size)) continue;
    auto read = digest_file(dir / path, stop);
    if (!read) return pass(read);
    digests = *std::move(read);
  }
  return {};
}

Result<std::map<std::string, FileDigests>> digest_tree(
    const fs::path& dir, std::vector<Problem>& problems,
    const KnownDigests& known) {
  auto tree = list_tree(dir, problems);
  if (!tree) return pass(tree);
  auto files = std::move(tree->files);
  auto read = digest_files(dir, files, [&](const std::string& path, auto) {
    return !known.contains(path);
  });
  if (!read) return pass(read);
  for (auto& [path, digests] : files)
    if (const auto at = known.find(path); at != known.end())
      digests = at->second;
  return files;
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
