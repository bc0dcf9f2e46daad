// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <span>
#include <string_view>

#include "base/text.h"
#include "reports/fixes/robots_line.h"

namespace veto::reports {
namespace {

using std::string_view;

// One category under all its names; of drafts past, and of the other family.
struct Category {
  string_view name;
  string_view usage;   // of Content-Usage; "" where that has none
  string_view signal;  // of Content-Signal
};

constexpr Category kCategories[] = {
    {"train-ai", "train-ai", "ai-train"},
    {"ai-train", "train-ai", "ai-train"},
    {"train-genai", "train-ai", "ai-train"},
    {"genai", "train-ai", "ai-train"},
    {"ai-use", "ai-use", "ai-input"},
    {"ai-input", "ai-use", "ai-input"},
    {"ai-output", "ai-use", "ai-input"},
    {"inference", "ai-use", "ai-input"},
    {"search", "search", "search"},
    {"use", "", "use"},
};

constexpr string_view kYes[] = {"y", "yes", "true", "?1", "1"};
constexpr string_view kNo[] = {"n", "no", "false", "?0", "0"};
constexpr string_view kUses[] = {"immediate", "reference", "full"};

bool is_one(string_view word, std::span<const string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

string_view value_in(string_view key, string_view value, bool is_usage) {
  if (key == "use") return is_one(value, kUses) ? value : string_view();
  if (is_one(value, kYes)) return is_usage ? "y" : "yes";
  if (is_one(value, kNo)) return is_usage ? "n" : "no";
  return {};
}

// What may stand in a dictionary, so that an unknown member can be kept.
bool is_plain_word(string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
           c == '.';
  });
}

void read_piece(string_view piece, bool is_usage, Members& members) {
  const std::size_t equals = std::min(piece.find('='), piece.size());
  const std::string key = to_lower(trim(piece.substr(0, equals)));
  std::string value;
  if (equals < piece.size()) value = to_lower(trim(piece.substr(equals + 1)));
  std::erase(value, '"');
  const auto known =
      std::ranges::find(kCategories, string_view(key), &Category::name);
  Member member{key, value};
  if (known != std::end(kCategories)) {
    member.key = is_usage ? known->usage : known->signal;
    member.value = value_in(key, value, is_usage);
  }
  if (!is_plain_word(member.key) || !is_plain_word(member.value)) return;
  std::erase_if(members, [&](const Member& other) {  // the last one counts
    return other.key == member.key;
  });
  members.push_back(std::move(member));
}

}  // namespace

RobotsStatement read_statement(string_view value, bool is_usage) {
  RobotsStatement statement;
  if (value.starts_with('/')) {
    const std::size_t end = std::min(value.find_first_of(" \t"), value.size());
    statement.path = value.substr(0, end);
    value = trim(value.substr(end)).empty()
                ? string_view()
                : value.substr(value.find_first_not_of(" \t", end));
  }
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t end =
        std::min(value.find_first_of(",;", at), value.size());
    read_piece(value.substr(at, end - at), is_usage, statement.members);
    at = end + 1;
  }
  return statement;
}

}  // namespace veto::reports
