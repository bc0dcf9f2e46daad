// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_files.h"

#include <fmt/format.h>

#include "base/file.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxName = 80;
constexpr std::uint64_t kMaxText = 8u << 20;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-';
}

}  // namespace

std::string robots_folder(std::string_view origin) {
  std::string name;
  bool exact = true;
  const auto scheme = origin.find("://");
  for (std::size_t i = 0; i < origin.size(); ++i) {
    if (is_plain(origin[i])) {
      name += origin[i];
    } else if (i == scheme) {
      name += '_';
      i += 2;
    } else {
      exact &= origin[i] == ':';
      name += '_';
    }
  }
  if (exact && name.size() <= kMaxName) return name;
  // Different origins keep different folders.
  return name.substr(0, kMaxName) + "-" + sha256(origin).hex().substr(0, 12);
}

Result<std::string> write_robots(const std::filesystem::path& case_dir,
                                 const RobotsSighting& sighting) {
  const std::string folder = "robots/" + robots_folder(sighting.origin);
  auto made = make_dirs(case_dir / folder);
  if (!made) return pass(made);
  UtcTime time = sighting.time;
  std::error_code code;
  const auto base = [&] { return case_dir / folder / to_compact(time); };
  while (std::filesystem::exists(base().string() + ".txt", code) ||
         std::filesystem::exists(base().string() + ".status", code))
    time += std::chrono::seconds(1);
  const bool has_text = sighting.status >= 200 && sighting.status < 300;
  if (sighting.status != 200) {
    auto written = write_file_atomic(base().string() + ".status",
                                     fmt::format("{}\n", sighting.status));
    if (!written) return pass(written);
  }
  if (!has_text) return std::string();
  auto written = write_file_atomic(base().string() + ".txt", sighting.text);
  if (!written) return pass(written);
  return folder + "/" + to_compact(time) + ".txt";
}

Result<std::string> read_robots(const std::filesystem::path& case_dir,
                                const std::string& file, const Digest& digest) {
  if (file.empty()) return std::string();
  auto text = read_file(case_dir / file, kMaxText);
  if (text && sha256(*text) != digest)
    return fail(ErrorKind::damaged, "a robots.txt version was altered", file,
                "restore the file from a copy of the case");
  return text;
}

}  // namespace veto::crawler
