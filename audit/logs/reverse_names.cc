// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/reverse_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "audit/logs/address.h"
#include "audit/logs/identity.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxAnswerTexts = 64;

std::optional<std::vector<std::string>> texts_of(const json& list) {
  if (!list.is_array() || list.size() > kMaxAnswerTexts) return std::nullopt;
  std::vector<std::string> texts;
  for (const json& one : list) {
    if (!one.is_string()) return std::nullopt;
    texts.push_back(one.get<std::string>());
  }
  return texts;
}

std::optional<NameAnswer> read_answer(std::string_view line) {
  if (line.size() > kMaxAnswerLine) return std::nullopt;
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  const auto ip = object.find("ip");
  const auto asked = object.find("asked_at");
  const auto names = object.find("names");
  const auto forward = object.find("addresses");
  if (ip == object.end() || !ip->is_string() || asked == object.end() ||
      !asked->is_string() || names == object.end() || forward == object.end() ||
      !forward->is_object() || forward->size() > kMaxAnswerTexts)
    return std::nullopt;
  const auto address = parse_address(ip->get<std::string>());
  const auto time = parse_rfc3339(asked->get<std::string>());
  auto all = texts_of(*names);
  if (!address || !time || !all) return std::nullopt;
  NameAnswer answer{address->text, *time, std::move(*all), {}};
  for (const auto& [name, list] : forward->items()) {
    auto addresses = texts_of(list);
    if (!addresses) return std::nullopt;
    answer.addresses.emplace(name, std::move(*addresses));
  }
  return answer;
}

}  // namespace

std::string answer_line(const NameAnswer& answer) {
  json forward = json::object();
  for (const auto& [name, addresses] : answer.addresses)
    forward[to_valid_utf8(name)] = addresses;
  return json({{"ip", answer.ip},
               {"asked_at", to_rfc3339(answer.asked)},
               {"names", answer.names},
               {"addresses", std::move(forward)}})
             .dump() +
         '\n';
}

bool is_under(std::string_view host, const std::vector<std::string>& suffixes) {
  const std::string name = to_lower(host);
  return std::ranges::any_of(suffixes, [&](const std::string& suffix) {
    return suffix.starts_with('.') && name.size() > suffix.size() &&
           name.ends_with(to_lower(suffix));
  });
}

std::string_view confirmed_name(const NameAnswer& answer,
                                const std::vector<std::string>& suffixes) {
  const auto own = parse_address(answer.ip);
  if (!own) return {};
  for (const std::string& name : answer.names) {
    const auto forward = answer.addresses.find(name);
    if (forward == answer.addresses.end() || !is_under(name, suffixes))
      continue;
    for (const std::string& text : forward->second) {
      const auto address = parse_address(text);
      if (address && address->bytes == own->bytes) return name;
    }
  }
  return {};
}

Result<NameAnswers> NameAnswers::load(const std::filesystem::path& path,
                                      const Sinks& sinks) {
  auto text = veto::read_file(path, kMaxAnswerBytes);
  if (!text && text.error().kind == ErrorKind::not_found) return NameAnswers();
  if (!text) return pass(text);
  NameAnswers answers;
  std::size_t number = 0;
  for (std::string_view line : split(*text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    auto answer = read_answer(line);
    if (answer)
      answers.add({std::move(*answer), std::string(line)});
    else
      sinks.warning({ErrorKind::usage,
                     "this is no answer of the DNS",
                     fmt::format("{}, line {}", path.string(), number),
                     {}});
  }
  return answers;
}

void NameAnswers::add(Kept kept) {
  by_ip_[kept.answer.ip].push_back(std::move(kept));
}

const NameAnswers::Kept* NameAnswers::nearest(const std::string& ip,
                                              UtcTime first,
                                              UtcTime last) const {
  const auto found = by_ip_.find(ip);
  if (found == by_ip_.end()) return nullptr;
  return &*std::ranges::min_element(found->second, {}, [&](const Kept& kept) {
    return distance_of(kept.answer, first, last);
  });
}

bool NameAnswers::has_answer(const std::string& ip, UtcTime last) const {
  const auto found = by_ip_.find(ip);
  return found != by_ip_.end() &&
         std::ranges::any_of(found->second, [&](const Kept& kept) {
           return kept.answer.asked >= last - kListReach;
         });
}

UtcTime::duration distance_of(const NameAnswer& answer, UtcTime first,
                              UtcTime last) {
  using std::chrono::abs;
  return std::max(abs(first - answer.asked), abs(last - answer.asked));
}

}  // namespace veto::logs
