// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files below a folder, and their digests, without ever following a link.

#ifndef VETO_REPORTS_BUNDLE_BAG_FILES_H_
#define VETO_REPORTS_BUNDLE_BAG_FILES_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reports/bundle/bundle.h"

namespace veto::reports {

// A bundle with more files or deeper folders than this is not read.
inline constexpr std::size_t kMaxBundleFiles = 100'000;
inline constexpr int kMaxBundleDepth = 8;

struct FileDigests {
  std::string sha256;  // lower-case hexadecimal; "" where it was not read
  std::string sha512;
  std::uint64_t size = 0;
};

// Of files that whoever wrote them hashed meanwhile, by path below the folder.
using KnownDigests = std::map<std::string, FileDigests>;

// One pass over a regular file. Errors: not_found; io; refused (a link, a
// device, a pipe, a folder); interrupted.
Result<FileDigests> digest_file(const std::filesystem::path& path,
                                std::stop_token stop = {});

struct ListedTree {
  std::map<std::string, FileDigests> files;  // sizes alone
  std::vector<std::string> empty_folders;
};

// Every regular file below `dir`, by its path relative to it with "/" between;
// none is read. Whatever is not a regular file or a folder, bears a name that a
// bundle may not hold, or differs from another in case only, is a problem
// instead. Errors: io, too_large.
Result<ListedTree> list_tree(const std::filesystem::path& dir,
                             std::vector<Problem>& problems);

// Reads those of a list_tree() that are wanted. Errors: as of digest_file().
Status digest_files(const std::filesystem::path& dir,
                    std::map<std::string, FileDigests>& files,
                    const std::function<bool(const std::string& path,
                                             std::uint64_t size)>& wanted,
                    std::stop_token stop = {});

// All of them; one that is `known` is not read. Errors: of both.
Result<std::map<std::string, FileDigests>> digest_tree(
    const std::filesystem::path& dir, std::vector<Problem>& problems,
    const KnownDigests& known = {});

// What is said of a file that should not be there, and of one that the computer
// left there (.DS_Store and its like) that nobody meant to.
std::string with_reason(std::string detail, std::string_view name);

// Sum of sizes and number of files below data/, as "octets.count" (RFC 8493,
// section 2.2.2).
std::string payload_oxum(const std::map<std::string, FileDigests>& files);

bool is_payload(std::string_view path);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_BAG_FILES_H_
