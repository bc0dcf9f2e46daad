// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format.h"

#include "audit/logs/address.h"
#include "audit/logs/format_json.h"
#include "audit/logs/format_text.h"
#include "audit/logs/format_w3c.h"
#include "audit/logs/syslog_prefix.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// A narrower grammar before a wider one: of equals the first is taken.
const std::vector<Format>& formats() {
  static const std::vector<Format> all = [] {
    std::vector<Format> list = {
        {"combined", parse_combined, true},
        {"vhost_combined", parse_vhost_combined, true},
        {"common", parse_common, false},
        {"combined_extended", parse_combined_extended, false},
    };
    for (Format& format : json_formats()) list.push_back(std::move(format));
    for (Format& format : cloud_formats()) list.push_back(std::move(format));
    list.push_back(w3c_format());
    return list;
  }();
  return all;
}

std::vector<std::string> without_prefix(const std::vector<std::string>& lines) {
  std::vector<std::string> bare;
  for (const std::string& line : lines)
    bare.push_back(line.substr(syslog_prefix_size(line)));
  return bare;
}

constexpr int kNeeded = 95;  // of 100 lines

constexpr std::string_view kHint =
    "give the format's text by --format, as in the server's configuration; "
    "without it nginx and Apache logs are read in the combined, common or "
    "vhost_combined format, and JSON lines of some servers";

Result<Format> detect_bare(const std::vector<std::string>& samples) {
  const Format* best = nullptr;
  std::size_t best_count = 0;
  for (const Format& format : formats()) {
    if (format.name == "w3c") continue;
    std::size_t count = 0;
    for (const std::string& line : samples) {
      RawLine out;
      if (format.parse(line, out) && is_address(out.ip)) ++count;
    }
    if (!best || count > best_count) {
      best = &format;
      best_count = count;
    }
  }
  if (best_count * 100 >= samples.size() * kNeeded) return *best;
  for (const std::string& line : samples) {
    RawLine out;
    if (!best->parse(line, out))
      return fail(ErrorKind::unsupported,
                  "the log is in no format this program reads, for example",
                  printable(line, 200), std::string(kHint));
  }
  return fail(ErrorKind::unsupported, "the log names no client addresses", {},
              std::string(kHint));
}

}  // namespace

std::span<const Format> all_formats() { return formats(); }

const Format* format_named(std::string_view name) {
  for (const Format& format : formats())
    if (format.name == name) return &format;
  return nullptr;
}

Result<Format> detect_format(const std::vector<std::string>& samples) {
  if (!came_through_syslog(samples)) return detect_bare(samples);
  auto format = detect_bare(without_prefix(samples));
  if (!format) return pass(format);
  return behind_syslog(std::move(*format));
}

}  // namespace veto::logs
