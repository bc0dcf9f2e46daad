// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format.h"

#include "audit/logs/address.h"
#include "audit/logs/format_haproxy.h"
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
        {.name = "combined",
         .parse = parse_combined,
         .aside = no_client,
         .settle = settle_combined},
        {.name = "lighttpd", .parse = parse_lighttpd, .aside = no_client},
        {.name = "vhost_combined", .parse = parse_vhost_combined},
        {.name = "common",
         .parse = parse_common,
         .self_delimiting = false,
         .aside = no_client},
        haproxy_format(),
        {.name = "combined_extended",
         .parse = parse_combined_extended,
         .self_delimiting = false,
         .aside = no_client},
        {.name = "envoy",
         .parse = parse_envoy,
         .weakness = "the address is the last of X-Forwarded-For, and nothing "
                     "is escaped",
         .only_named = "the log has no addresses but those of "
                       "X-Forwarded-For, which clients can send"},
    };
    for (Format& format : json_formats()) list.push_back(std::move(format));
    for (Format& format : cloud_formats()) list.push_back(std::move(format));
    list.push_back(w3c_format());
    return list;
  }();
  return all;
}

// In a log of few lines two strays may be more than that.
constexpr std::size_t kStraysOf100 = 5;
constexpr std::size_t kStrays = 2;

bool suffices(std::size_t taken, std::size_t counted) {
  const std::size_t strays = counted - taken;
  return strays * 100 <= counted * kStraysOf100 ||
         (strays <= kStrays && taken >= 3 * strays);
}

constexpr std::string_view kHint =
    "give the server's configuration or the format's text by --format; without "
    "it the formats that nginx, Apache and most others come with are read, and "
    "JSON lines of some servers";

struct Fit {
  const Format* format = nullptr;
  std::size_t taken = 0;
  std::size_t aside = 0;
};

Fit fit_of(const Format& format, const std::vector<std::string>& samples) {
  Fit fit{.format = &format};
  for (const std::string& line : samples) {
    RawLine out;
    if (format.parse(line, out))
      fit.taken += is_address(out.ip);
    else if (format.aside && !format.aside(line).empty())
      ++fit.aside;
  }
  return fit;
}

// A log of objects in one array has no lines of its own.
std::string hint_for(std::string_view line) {
  if (line.starts_with("[{") || line == "[")
    return "the log is one JSON array: write one object a line, as jq -c '.[]' "
           "does";
  return std::string(kHint);
}

Result<Format> detect_bare(const std::vector<std::string>& samples) {
  Fit best;
  for (const Format& format : formats()) {
    if (format.name == "w3c") continue;
    const Fit fit = fit_of(format, samples);
    if (!best.format || fit.taken > best.taken) best = fit;
  }
  const std::size_t counted = samples.size() - best.aside;
  if (suffices(best.taken, counted) && (best.taken > 0 || samples.empty())) {
    if (!best.format->only_named.empty())
      return fail(ErrorKind::unsupported, best.format->only_named, {},
                  "where its last address is the server's own word, say "
                  "--format " +
                      best.format->name);
    return settled(*best.format, samples);
  }
  for (const std::string& line : samples) {
    RawLine out;
    if (!best.format->parse(line, out))
      return fail(ErrorKind::unsupported,
                  "the log is in no format this program reads, for example",
                  printable(line, 200), hint_for(line));
  }
  return fail(ErrorKind::unsupported, "the log names no client addresses", {},
              std::string(kHint));
}

}  // namespace

Format settled(const Format& format, const std::vector<std::string>& lines) {
  return format.settle ? format.settle(lines) : format;
}

std::span<const Format> all_formats() { return formats(); }

const Format* format_named(std::string_view name) {
  for (const Format& format : formats())
    if (format.name == name) return &format;
  return nullptr;
}

Result<Format> detect_format(const std::vector<std::string>& samples) {
  if (!came_through_syslog(samples)) return detect_bare(samples);
  auto format = detect_bare(without_syslog(samples));
  if (!format) return pass(format);
  return behind_syslog(std::move(*format));
}

}  // namespace veto::logs
