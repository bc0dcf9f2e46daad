// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/time_stamp_authorities.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/url.h"
#include "embedded/time_stamp_authorities.h"

namespace veto::config {
namespace {

using nlohmann::json;

constexpr std::string_view kAuthoritiesSchema = "veto.time-stamp-authorities/1";
constexpr std::string_view kAuthorityLevels[] = {
    "vendor-doc", "observed", "source-code", "secondary", "memory"};
constexpr std::string_view kQualifiedWords[] = {"unknown", "yes", "no"};

template <std::size_t n>
bool is_one_of(const std::string& word, const std::string_view (&words)[n]) {
  return std::ranges::find(words, word) != std::end(words);
}

// "" for an entry that is fine. A name is never taken for an address.
std::string_view fault_of(const TimeStampAuthority& one) {
  if (one.name.empty() ||
      one.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") !=
          std::string::npos)
    return "a name has small letters, digits, \"-\" and \".\"";
  const auto url = Url::parse(one.url);
  if (!url || !url->is_http()) return "no http or https address";
  if (!is_one_of(one.level, kAuthorityLevels)) return "no known level";
  if (one.source.empty()) return "no source";
  if (!is_one_of(one.qualified, kQualifiedWords))
    return "qualified is unknown, yes or no";
  if (one.qualified == "yes" && one.level != "vendor-doc")
    return "nobody but the trusted lists or the authority itself makes it one";
  return {};
}

TimeStampAuthority authority_from(const json& entry) {
  return {entry.at("name").get<std::string>(),
          entry.at("url").get<std::string>(),
          entry.at("level").get<std::string>(),
          entry.at("source").get<std::string>(),
          entry.at("qualified").get<std::string>()};
}

}  // namespace

Result<TimeStampAuthorities> TimeStampAuthorities::parse(
    std::string_view text) {
  TimeStampAuthorities list;
  try {
    const json document = json::parse(text);
    if (document.at("schema") != kAuthoritiesSchema)
      return fail(ErrorKind::damaged, "no list of time stamp authorities");
    list.date = document.at("date").get<std::string>();
    list.note = document.at("note").get<std::string>();
    for (const json& entry : document.at("authorities"))
      list.entries.push_back(authority_from(entry));
  } catch (const json::exception& thrown) {
    return fail(ErrorKind::damaged, "the list of authorities cannot be read",
                thrown.what());
  }
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    const TimeStampAuthority& one = list.entries[i];
    std::string_view fault = fault_of(one);
    if (fault.empty() && i > 0 && list.entries[i - 1].name >= one.name)
      fault = "not in order of names";
    if (!fault.empty())
      return fail(ErrorKind::damaged, std::string(fault), one.name);
  }
  return list;
}

const TimeStampAuthorities& TimeStampAuthorities::built_in() {
  static const TimeStampAuthorities list = [] {
    auto parsed = parse(embedded::time_stamp_authorities());
    // The file is part of the program; a test loads it.
    VETO_CHECK(parsed.has_value());
    return *std::move(parsed);
  }();
  return list;
}

const TimeStampAuthority* TimeStampAuthorities::find(
    std::string_view name) const {
  const auto at = std::ranges::find(entries, name, &TimeStampAuthority::name);
  return at == entries.end() ? nullptr : &*at;
}

std::string authority_address(std::string_view text) {
  const auto* known = TimeStampAuthorities::built_in().find(text);
  return known ? known->url : std::string(text);
}

}  // namespace veto::config
