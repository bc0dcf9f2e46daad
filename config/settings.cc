// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/settings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "config/settings_table.h"

namespace veto::config {
namespace {

// Set to nothing means not set, as most programs have it.
std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (!value || !*value) return {};
  return std::string(value);
}

// "crawl.delay_ms" -> "VETO_CRAWL_DELAY_MS".
std::string environment_name(std::string_view key) {
  std::string name = "VETO_";
  for (char c : key) {
    const bool lower = c >= 'a' && c <= 'z';
    name += c == '.' ? '_' : lower ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

// XDG Base Directory Specification: a relative $XDG_CONFIG_HOME counts for
// nothing. Empty when there is no home either.
std::filesystem::path user_file() {
  const auto config = environment("XDG_CONFIG_HOME");
  if (config && config->starts_with('/'))
    return std::filesystem::path(*config) / "veto" / "veto.toml";
  const auto home = environment("HOME");
  if (!home) return {};
  return std::filesystem::path(*home) / ".config" / "veto" / "veto.toml";
}

Status apply_file(Settings& settings, const std::filesystem::path& path,
                  Origin origin) {
  if (path.empty()) return {};
  const auto values = read_settings_file(path, origin);
  if (!values) return std::unexpected(values.error());
  for (const Given& given : *values)
    if (auto applied = apply(settings, given); !applied) return applied;
  return {};
}

Status apply_environment(Settings& settings) {
  const auto take = [&](std::string_view key, const std::string& name) {
    const auto value = environment(name);
    if (!value) return Status();
    return apply(
        settings,
        {std::string(key), Untyped{*value}, Origin::environment, name, {}});
  };
  // The short name first: the systematic one, where set, replaces it.
  if (auto taken = take("faces.models_dir", "VETO_MODELS"); !taken)
    return taken;
  for (const Row& row : settings_table())
    if (auto taken = take(row.key, environment_name(row.key)); !taken)
      return taken;
  return {};
}

// A variable of one of our sections that names no setting is a slip of the
// pen; other VETO_ variables belong to others.
Status check_environment() {
  for (char** entry = ::environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    const std::string_view name = text.substr(0, text.find('='));
    bool ours = false, known = false;
    for (const Row& row : settings_table()) {
      const auto section = row.key.substr(0, row.key.find('.') + 1);
      ours = ours || name.starts_with(environment_name(section));
      known = known || name == environment_name(row.key);
    }
    if (ours && !known)
      return fail(ErrorKind::usage, "there is no such setting",
                  printable(name, 80), "veto config lists them all");
  }
  return {};
}

Status apply_flags(Settings& settings, const Overrides& flags) {
  for (const auto& [key, text] : flags)
    if (auto applied = apply(
            settings, {key, Untyped{text}, Origin::flag, "command line", {}});
        !applied)
      return applied;
  return {};
}

Status check_together(const Settings& settings) {
  if (*settings.possible_face_score <= *settings.face_score) return {};
  return fail(ErrorKind::usage,
              fmt::format("faces.possible_score ({}) must not be above "
                          "faces.score ({})",
                          *settings.possible_face_score, *settings.face_score),
              std::string(to_string(settings.possible_face_score.origin)));
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::built_in:
      return "built-in";
    case Origin::user_file:
      return "user file";
    case Origin::case_file:
      return "case file";
    case Origin::environment:
      return "environment";
    case Origin::flag:
      return "flag";
    case Origin::run:
      return "kept with the run";
  }
  return "";
}

Result<Settings> load_settings(const std::filesystem::path& case_file,
                               const Overrides& flags) {
  Settings settings;
  // Later ones replace earlier ones.
  Status read = apply_file(settings, user_file(), Origin::user_file);
  if (read) read = apply_file(settings, case_file, Origin::case_file);
  if (read) read = check_environment();
  if (read) read = apply_environment(settings);
  if (read) read = apply_flags(settings, flags);
  if (read) read = check_together(settings);
  if (!read) return pass(read);
  return settings;
}

Result<Settings> load_run_settings(const std::filesystem::path& run_file,
                                   const Overrides& flags) {
  Settings settings;
  Status read = apply_file(settings, run_file, Origin::run);
  if (read) read = apply_flags(settings, flags);
  if (read) read = check_together(settings);
  if (!read) return pass(read);
  return settings;
}

std::string show_origins(const Settings& settings) {
  std::string text;
  for (const Row& row : settings_table())
    text += fmt::format("{} = {}  ({})\n", row.key, show_value(settings, row),
                        to_string(origin_of(settings, row)));
  return text;
}

}  // namespace veto::config
