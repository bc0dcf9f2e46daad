// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files of a bundle are worth reading, before any is: a stranger's may
// hold, beside what its lists name, files without end.

#ifndef VETO_REPORTS_BUNDLE_LISTED_FILES_H_
#define VETO_REPORTS_BUNDLE_LISTED_FILES_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "reports/bundle/bag_files.h"

namespace veto::reports {

// No file beside data/ is larger.
inline constexpr std::uint64_t kMaxTagFile = 256u << 20;
// So many bytes more than all of data/ has by bag-info.txt are read of a file:
// up to there an altered file is told from an altered bag-info.txt.
inline constexpr std::uint64_t kMoreThanSaid = 1u << 30;

class ListedFiles {
 public:
  // `files` is of list_tree(); both outlive it. What cannot be read lists
  // nothing.
  ListedFiles(const std::filesystem::path& dir,
              const std::map<std::string, FileDigests>& files);

  // Whether some list names it, or it is the tag manifest, and it is no larger
  // than it can have been when the bundle was made: beside data/ kMaxTagFile;
  // below it, where bag-info.txt is as the tag manifest lists it, what that
  // says of all files together (Payload-Oxum) and kMoreThanSaid.
  bool wants(const std::string& path, std::uint64_t size) const;

 private:
  std::optional<std::string> read(std::string_view path, std::uint64_t most);
  void add(std::string_view list, std::size_t digits);
  void find_octets();
  std::uint64_t most(std::string_view path) const;

  const std::filesystem::path& dir_;
  const std::map<std::string, FileDigests>& files_;
  std::set<std::string, std::less<>> listed_;
  std::string info_sha256_;  // as the tag manifest lists it
  std::optional<std::uint64_t> octets_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_LISTED_FILES_H_
