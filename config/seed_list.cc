// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/seed_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/file.h"
#include "base/text.h"
#include "config/settings_check.h"

namespace veto::config {
namespace {

Error too_large(std::string_view name) {
  return {ErrorKind::too_large,
          fmt::format("a list of seeds may have {} URLs and {} bytes",
                      kMaxSeeds, kMaxSeedListBytes),
          std::string(name),
          {}};
}

Result<std::string> read_stdin() {
  std::string text;
  char piece[64 * 1024];
  std::size_t size = 0;
  while ((size = std::fread(piece, 1, sizeof piece, stdin)) > 0) {
    text.append(piece, size);
    if (text.size() > kMaxSeedListBytes)
      return std::unexpected(too_large("standard input"));
  }
  if (std::ferror(stdin))
    return fail(ErrorKind::io, "cannot read standard input");
  return text;
}

}  // namespace

Result<std::vector<std::string>> parse_seed_list(std::string_view text,
                                                 std::string_view name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string> seeds;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    std::string line(trim(text.substr(0, end)));
    const bool crlf = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (crlf ? 2 : 1), text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    // A URL may hold spaces, encoded; here they are a comment or a slip.
    const auto expected = line.find_first_of(" \t") == std::string::npos
                              ? check_seed(line)
                              : "must be one URL a line";
    if (!expected.empty())
      return fail(
          ErrorKind::usage,
          fmt::format("seeds {}, not \"{}\"", expected, printable(line, 200)),
          fmt::format("{}:{}", name, number));
    if (seeds.size() == kMaxSeeds) return std::unexpected(too_large(name));
    seeds.push_back(std::move(line));
  }
  if (seeds.empty())
    return fail(ErrorKind::usage, "the list of seeds names no URL",
                std::string(name), "one http or https URL a line");
  return seeds;
}

Result<std::vector<std::string>> read_seed_list(const std::string& path) {
  auto text = path == "-" ? read_stdin() : read_file(path, kMaxSeedListBytes);
  if (!text) return pass(text);
  return parse_seed_list(*text, path == "-" ? "standard input" : path);
}

}  // namespace veto::config
