// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format.h"

#include "audit/logs/address.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// A narrower grammar before a wider one: of equals the first is taken.
constexpr Format kFormats[] = {
    {"combined", parse_combined, true},
    {"vhost_combined", parse_vhost_combined, true},
    {"common", parse_common, false},
    {"combined_extended", parse_combined_extended, false},
};

constexpr int kNeeded = 95;  // of 100 lines

constexpr std::string_view kHint =
    "give nginx or Apache logs in the combined, common or vhost_combined "
    "format, written with the server's default escaping";

}  // namespace

std::span<const Format> all_formats() { return kFormats; }

const Format* format_named(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

Result<const Format*> detect_format(const std::vector<std::string>& samples) {
  const Format* best = nullptr;
  std::size_t best_count = 0;
  for (const Format& format : kFormats) {
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
  if (best_count * 100 >= samples.size() * kNeeded) return best;
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

}  // namespace veto::logs
