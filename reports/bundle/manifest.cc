// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/manifest.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace veto::reports {
namespace {

constexpr std::string_view kSeparator = "  ";

bool is_name_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// "" when the line is an entry.
std::string fault_of(std::string_view line, std::size_t digits) {
  const std::string_view hex = line.substr(0, digits);
  if (hex.size() < digits || !std::ranges::all_of(hex, is_hex_digit))
    return "does not begin with a digest in lower-case hexadecimal digits";
  if (line.substr(digits, kSeparator.size()) != kSeparator)
    return "two spaces do not follow the digest";
  if (!is_bundle_path(line.substr(digits + kSeparator.size())))
    return "names a path that a bundle may not hold";
  return {};
}

}  // namespace

bool is_bundle_path(std::string_view path) {
  if (path.empty() || path.size() > kMaxBundlePath) return false;
  return std::ranges::all_of(split(path, '/'), [](std::string_view segment) {
    return !segment.empty() && segment.front() != '.' &&
           std::ranges::all_of(segment, is_name_byte);
  });
}

Manifest parse_manifest(std::string_view text, std::size_t digits) {
  Manifest manifest;
  // Two names that differ in case only are one file on some systems.
  std::set<std::string> seen;
  std::size_t number = 0;
  while (!text.empty() && manifest.faults.size() < kMaxManifestFaults) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    ++number;
    if (std::string why = fault_of(line, digits); !why.empty()) {
      manifest.faults.push_back({number, std::move(why)});
    } else {
      const std::string path(line.substr(digits + kSeparator.size()));
      if (!seen.insert(to_lower(path)).second)
        manifest.faults.push_back({number, "names a path a second time"});
      else
        manifest.entries.push_back(
            {std::string(line.substr(0, digits)), path, number});
    }
    if (end == std::string_view::npos) {
      manifest.faults.push_back({number, "does not end in a line feed"});
      break;
    }
    text.remove_prefix(end + 1);
  }
  return manifest;
}

std::string format_manifest(std::vector<ManifestEntry> entries) {
  std::ranges::sort(entries, {}, &ManifestEntry::path);
  std::string text;
  for (const auto& entry : entries)
    text += entry.hex + std::string(kSeparator) + entry.path + '\n';
  return text;
}

}  // namespace veto::reports
