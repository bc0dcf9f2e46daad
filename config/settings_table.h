// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one table of settings: files, environment, flags and the listing of
// origins all read it, so a setting exists everywhere or nowhere.

#ifndef VETO_CONFIG_SETTINGS_TABLE_H_
#define VETO_CONFIG_SETTINGS_TABLE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/settings.h"

namespace veto::config {

// What a flag or the environment says: text, whatever type is wanted.
struct Untyped {
  std::string text;
};

// A value of a type no setting has: a table, a list of numbers.
struct OtherType {};

using RawValue = std::variant<Untyped, std::string, std::int64_t, double, bool,
                              std::vector<std::string>, OtherType>;

// One value as somebody wrote it.
struct Given {
  std::string key;
  RawValue value;
  Origin origin = Origin::built_in;
  std::string where;  // "veto.toml:12", "VETO_CRAWL_SCOPE", "command line"
  std::filesystem::path folder;  // that relative paths begin at; "" for cwd
};

template <typename T>
struct NumberField {
  Setting<T> Settings::*member;
  std::int64_t least;
  std::int64_t most;
};
struct FlagField {
  Setting<bool> Settings::*member;
};
struct ScoreField {  // 0 to 1
  Setting<double> Settings::*member;
};
// A check returns what the value should be ("" when it is fine) and may bring
// it into its normal form.
using TextCheck = std::string_view (*)(std::string& text);
struct TextField {
  Setting<std::string> Settings::*member;
  TextCheck check;
};
struct TextsField {
  Setting<std::vector<std::string>> Settings::*member;
  TextCheck check;
};
struct PathField {
  Setting<std::filesystem::path> Settings::*member;
};
struct PathsField {
  Setting<std::vector<std::filesystem::path>> Settings::*member;
};
struct TimeField {
  Setting<std::optional<UtcTime>> Settings::*member;
};

struct Row {
  std::string_view key;  // "crawl.delay_ms"
  std::variant<NumberField<int>, NumberField<std::uint64_t>,
               NumberField<std::chrono::milliseconds>,
               NumberField<std::chrono::seconds>, FlagField, ScoreField,
               TextField, TextsField, PathField, PathsField, TimeField>
      field;
};

// In the order in which they are shown.
std::span<const Row> settings_table();
// Null for a key nobody knows.
const Row* find_row(std::string_view key);

// Errors: usage (unknown key, wrong type, out of range), naming key and place.
Status apply(Settings& settings, const Given& given);

// As TOML writes it: 500, "site", ["a", "b"].
std::string show_value(const Settings& settings, const Row& row);
Origin origin_of(const Settings& settings, const Row& row);

// Every value of a veto.toml, in the order of its lines. Nothing where there is
// no such file. Errors: usage (not TOML), io, too_large.
Result<std::vector<Given>> read_settings_file(const std::filesystem::path& path,
                                              Origin origin);

}  // namespace veto::config

#endif  // VETO_CONFIG_SETTINGS_TABLE_H_
