// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/rsl_links.h"

#include <fmt/format.h>

#include "base/link_header.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::signals {
namespace {

// "Application/RSL+xml; charset=utf-8" too.
bool is_rsl_type(std::string_view type) {
  return iequals(trim(type.substr(0, type.find(';'))), kRslMediaType);
}

Signal license_at(std::string_view target, std::string_view base,
                  std::string_view raw, const Signal& stem) {
  Signal signal = stem;
  signal.family = Family::rsl;
  signal.name = "license";
  signal.raw = printable(raw);
  const auto from = Url::parse(base);
  const auto url = from ? Url::parse(target, *from) : Url::parse(target);
  if (url && url->is_http()) {
    signal.value = url->without_fragment();
  } else {
    signal.value = printable(target);
    signal.problem = "not_url";
  }
  return signal;
}

}  // namespace

Signal rsl_license_record(std::string_view value, int line,
                          const Signal& stem) {
  const std::string_view target = trim(value);
  const std::string raw = fmt::format("License: {}", target);
  Signal signal = license_at(target, "", raw, stem);
  signal.line = line;
  if (signal.problem.empty()) return signal;
  // Of what is no address by itself, the rest may be meant as relative.
  const bool relative =
      !target.empty() && target.find_first_of(" \t:") == target.npos;
  if (relative) signal.problem = "relative_url";
  return signal;
}

std::vector<Signal> rsl_license_links(std::string_view field,
                                      const Signal& stem) {
  std::vector<Signal> signals;
  for (const LinkValue& link : parse_link_header(field)) {
    // One with an anchor speaks of something else.
    if (link.anchor || !has_relation(link.rel, "license")) continue;
    if (!is_rsl_type(link.type)) continue;
    signals.push_back(license_at(link.target, stem.url,
                                 fmt::format("Link: {}", trim(field)), stem));
  }
  return signals;
}

std::optional<Signal> rsl_license_element(std::string_view rel,
                                          std::string_view type,
                                          std::string_view href,
                                          std::string_view base,
                                          const Signal& stem) {
  if (!has_relation(rel, "license") || !is_rsl_type(type)) return std::nullopt;
  const std::string raw =
      fmt::format("<link rel=\"{}\" type=\"{}\" href=\"{}\">", escape_html(rel),
                  escape_html(type), escape_html(href));
  return license_at(trim(href), base, raw, stem);
}

}  // namespace veto::signals
