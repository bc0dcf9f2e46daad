// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads veto.toml. The only file that includes toml++, without its exceptions.

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "config/settings_table.h"

namespace veto::config {
namespace {

constexpr std::uint64_t kMaxSettingsBytes = 1u << 20;

RawValue raw_list(const toml::array& array) {
  std::vector<std::string> list;
  for (const toml::node& item : array) {
    const auto* text = item.as_string();
    if (!text) return OtherType{};
    list.push_back(text->get());
  }
  return list;
}

RawValue raw_value(const toml::node& node) {
  if (const auto* value = node.as_string()) return value->get();
  if (const auto* value = node.as_integer()) return value->get();
  if (const auto* value = node.as_floating_point()) return value->get();
  if (const auto* value = node.as_boolean()) return value->get();
  if (const auto* value = node.as_array()) return raw_list(*value);
  if (const auto* value = node.as_date_time()) {
    std::ostringstream text;
    text << value->get();
    return text.str();
  }
  return OtherType{};
}

class Reader {
 public:
  Reader(const std::filesystem::path& path, Origin origin)
      : path_(path), origin_(origin) {}

  std::vector<Given> read(const toml::table& document) {
    for (const auto& [name, node] : document) {
      const std::string section(name.str());
      if (const auto* table = node.as_table())
        for (const auto& [key, value] : *table)
          add(section + "." + std::string(key.str()), key, value);
      else
        add(section, name, node);
    }
    std::ranges::sort(given_, {}, &Line::at);
    std::vector<Given> out;
    for (Line& line : given_) out.push_back(std::move(line.given));
    return out;
  }

 private:
  struct Line {
    std::pair<toml::source_index, toml::source_index> at;  // line, column
    Given given;
  };

  void add(std::string key, const toml::key& written, const toml::node& node) {
    const toml::source_position at = written.source().begin;
    given_.push_back(
        {{at.line, at.column},
         {std::move(key), raw_value(node), origin_,
          fmt::format("{}:{}", path_.string(), at.line), path_.parent_path()}});
  }

  const std::filesystem::path& path_;
  Origin origin_;
  std::vector<Line> given_;
};

}  // namespace

Result<std::vector<Given>> read_settings_file(const std::filesystem::path& path,
                                              Origin origin) {
  auto text = read_file(path, kMaxSettingsBytes);
  if (!text && text.error().kind == ErrorKind::not_found)
    return std::vector<Given>();
  if (!text) return pass(text);
  const toml::parse_result parsed = toml::parse(std::string_view(*text));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return fail(ErrorKind::usage,
                fmt::format("the settings file cannot be read ({})",
                            printable(error.description(), 300)),
                fmt::format("{}:{}", path.string(), error.source().begin.line));
  }
  return Reader(path, origin).read(parsed.table());
}

}  // namespace veto::config
