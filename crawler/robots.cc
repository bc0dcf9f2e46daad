// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots.h"

#include <array>
#include <mutex>
#include <optional>

#include "base/text.h"
#include "crawler/robots_groups.h"
#include "crawler/robots_lines.h"
#include "crawler/robots_records.h"

namespace veto::crawler {

std::optional<Reading> parse_reading(std::string_view name) {
  for (Reading reading : {Reading::rfc, Reading::google, Reading::lenient})
    if (name == to_string(reading)) return reading;
  return std::nullopt;
}

std::string_view to_string(Reading reading) {
  switch (reading) {
    case Reading::rfc:
      return "rfc";
    case Reading::google:
      return "google";
    case Reading::lenient:
      return "lenient";
  }
  return "rfc";
}

// The bytes, and what points into them. Neither copied nor moved.
struct RobotsRules::Text {
  explicit Text(std::string_view all)
      : bytes(all.substr(0, kMaxBytes + 1)), lines(split_robots_lines(bytes)) {}
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  const RobotsGroups& as(Reading reading) const {
    const auto index = static_cast<std::size_t>(reading);
    std::call_once(made[index], [&] { groups[index].emplace(lines, reading); });
    return *groups[index];
  }

  std::vector<std::string> values(RobotsField field) const {
    std::vector<std::string> found;
    for (const RobotsLine& line : lines) {
      const RobotsEntry record = read_robots_entry(line, Reading::rfc);
      if (record.field == field) found.emplace_back(record.value);
    }
    return found;
  }

  // One byte more than is read tells that there is more.
  const std::string bytes;
  const std::vector<RobotsLine> lines;
  // Each reading is made when it is first asked for, once for all threads:
  // most questions are asked in one of them.
  mutable std::array<std::once_flag, 3> made;
  mutable std::array<std::optional<RobotsGroups>, 3> groups;
};

RobotsRules::RobotsRules() {
  static const auto kNoText = std::make_shared<const Text>("");
  text_ = kNoText;
}

RobotsRules RobotsRules::parse(std::string_view bytes) {
  return RobotsRules(std::make_shared<const Text>(bytes));
}

RobotsVerdict RobotsRules::verdict(std::string_view token,
                                   std::string_view target,
                                   Reading reading) const {
  return text_->as(reading).verdict(token, target);
}

RobotsDecision RobotsRules::decide(std::string_view token,
                                   std::string_view target,
                                   Reading reading) const {
  return text_->as(reading).decide(token, target);
}

bool RobotsRules::names(std::string_view token, Reading reading) const {
  return text_->as(reading).names(token);
}

std::optional<double> RobotsRules::crawl_delay(std::string_view token) const {
  return text_->as(Reading::rfc).crawl_delay(token);
}

std::vector<std::string> RobotsRules::sitemaps() const {
  return text_->values(RobotsField::sitemap);
}

std::vector<std::string> RobotsRules::agents() const {
  return text_->values(RobotsField::user_agent);
}

std::vector<RobotsRecord> RobotsRules::records() const {
  return read_robots_records(text_->lines);
}

}  // namespace veto::crawler
