// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "config/settings.h"
#include "config/settings_table.h"

namespace veto::config {
namespace {

// A relative path means another place once it stands in another folder.
void make_absolute(std::filesystem::path& path) {
  std::error_code failed;
  if (path.empty()) return;
  auto absolute = std::filesystem::absolute(path, failed);
  if (!failed) path = std::move(absolute);
}

struct Anchor {
  Settings& settings;

  void operator()(const PathField& field) const {
    make_absolute((settings.*field.member).value);
  }
  void operator()(const PathsField& field) const {
    for (auto& path : (settings.*field.member).value) make_absolute(path);
  }
  void operator()(const auto&) const {}
};

}  // namespace

std::string settings_text(Settings settings) {
  std::string text, section;
  for (const Row& row : settings_table()) {
    std::visit(Anchor{settings}, row.field);
    const auto dot = row.key.find('.');
    const std::string_view name = row.key.substr(0, dot);
    const std::string value = show_value(settings, row);
    if (value == "\"\"") continue;  // not set
    if (name != section) {
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", name);
      section = name;
    }
    text += fmt::format("{} = {}\n", row.key.substr(dot + 1), value);
  }
  return text;
}

}  // namespace veto::config
