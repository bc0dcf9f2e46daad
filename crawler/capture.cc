// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/capture.h"

#include "base/text.h"

namespace veto::crawler {

std::optional<std::string> find_header(const Headers& headers,
                                       std::string_view name) {
  for (const auto& [key, value] : headers)
    if (iequals(key, name)) return value;
  return std::nullopt;
}

std::vector<std::string> all_headers(const Headers& headers,
                                     std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : headers)
    if (iequals(key, name)) values.push_back(value);
  return values;
}

std::string_view to_string(Target target) {
  switch (target) {
    case Target::seed:
      return "seed";
    case Target::page:
      return "page";
    case Target::image:
      return "image";
    case Target::robots:
      return "robots";
    case Target::sitemap:
      return "sitemap";
    case Target::feed:
      return "feed";
    case Target::signal_file:
      return "signal_file";
  }
  return "page";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::fetched:
      return "fetched";
    case Outcome::postponed:
      return "postponed";
    case Outcome::robots_denied:
      return "robots_denied";
    case Outcome::out_of_scope:
      return "out_of_scope";
    case Outcome::failed:
      return "failed";
    case Outcome::too_large:
      return "too_large";
    case Outcome::cancelled:
      return "cancelled";
    case Outcome::over_limit:
      return "over_limit";
    case Outcome::trap:
      return "trap";
  }
  return "failed";
}

std::string_view to_string(Truncation truncation) {
  switch (truncation) {
    case Truncation::none:
      return "";
    case Truncation::length:
      return "length";
    case Truncation::time:
      return "time";
    case Truncation::disconnect:
      return "disconnect";
  }
  return "";
}

}  // namespace veto::crawler
