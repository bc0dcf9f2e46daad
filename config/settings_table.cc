// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/settings_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "config/settings_check.h"

namespace veto::config {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kMaxSettingsList = 100'000;
constexpr std::int64_t kHour = 3'600'000;     // in milliseconds
constexpr std::int64_t kYear = 366 * 86'400;  // in seconds

const Row kTable[] = {
    {"crawl.seeds", TextsField{&Settings::seeds, check_seed}},
    {"crawl.sitemaps", TextsField{&Settings::sitemaps, check_seed}},
    {"crawl.feeds", TextsField{&Settings::feeds, check_seed}},
    {"crawl.robots_sitemaps", FlagField{&Settings::robots_sitemaps}},
    {"crawl.signal_files", FlagField{&Settings::signal_files}},
    {"crawl.scope", TextField{&Settings::scope, check_scope}},
    {"crawl.max_pages", NumberField<int>{&Settings::max_pages, 1, 100'000'000}},
    {"crawl.max_images",
     NumberField<int>{&Settings::max_images, 0, 100'000'000}},
    {"crawl.max_depth", NumberField<int>{&Settings::max_depth, 0, 10'000}},
    {"crawl.max_pages_per_host",
     NumberField<int>{&Settings::max_pages_per_host, 0, 100'000'000}},
    {"crawl.max_images_per_host",
     NumberField<int>{&Settings::max_images_per_host, 0, 100'000'000}},
    {"crawl.max_bytes",
     NumberField<std::uint64_t>{&Settings::max_bytes, 0, 1LL << 50}},
    {"crawl.max_bytes_per_host",
     NumberField<std::uint64_t>{&Settings::max_bytes_per_host, 0, 1LL << 50}},
    {"crawl.max_time_s", NumberField<seconds>{&Settings::max_time, 0, kYear}},
    {"crawl.max_time_per_host_s",
     NumberField<seconds>{&Settings::max_time_per_host, 0, kYear}},
    {"crawl.traps", FlagField{&Settings::traps}},
    {"crawl.max_body",
     NumberField<std::uint64_t>{&Settings::max_body, 1024, 4LL << 30}},
    {"crawl.delay_ms", NumberField<milliseconds>{&Settings::delay, 0, kHour}},
    {"crawl.connections_per_host",
     NumberField<int>{&Settings::connections_per_host, 1, 256}},
    {"crawl.workers", NumberField<int>{&Settings::workers, 1, 4096}},
    {"crawl.connect_timeout_ms",
     NumberField<milliseconds>{&Settings::connect_timeout, 1, kHour}},
    {"crawl.transfer_timeout_ms",
     NumberField<milliseconds>{&Settings::transfer_timeout, 1, 24 * kHour}},
    {"crawl.user_agent_token",
     TextField{&Settings::user_agent_token, check_token}},
    {"crawl.contact", TextField{&Settings::contact, check_contact}},
    {"faces.models_dir", PathField{&Settings::models_dir}},
    {"faces.score", ScoreField{&Settings::face_score}},
    {"faces.possible_score", ScoreField{&Settings::possible_face_score}},
    {"faces.thorough", FlagField{&Settings::faces_thorough}},
    {"faces.turns", FlagField{&Settings::faces_turns}},
    {"logs.files", PathsField{&Settings::logs}},
    {"logs.format", TextField{&Settings::log_format, check_log_format}},
    {"logs.robots_dir", PathField{&Settings::robots_dir}},
    {"logs.robots_git", PathField{&Settings::robots_git}},
    {"logs.address_lists", PathField{&Settings::address_lists}},
    {"logs.complete_from", TimeField{&Settings::complete_from}},
    {"logs.first_served", TimeField{&Settings::first_served}},
    {"logs.anchors", PathField{&Settings::log_anchors}},
    {"logs.traps", TextsField{&Settings::log_traps, check_trap}},
    {"logs.origin", TextField{&Settings::log_origin, check_origin}},
    {"report.language", TextField{&Settings::language, check_language}},
    {"bundle.edition", TextField{&Settings::edition, check_edition}},
    {"bundle.seal", FlagField{&Settings::seal}},
    {"bundle.clear_originals", FlagField{&Settings::clear_originals}},
    {"bundle.originals_to", PathField{&Settings::originals_to}},
    {"bundle.originals_passphrase_file",
     PathField{&Settings::originals_passphrase_file}},
    {"bundle.time_stamps", TextsField{&Settings::time_stamps, check_authority}},
    {"bundle.time_stamp_roots", PathField{&Settings::time_stamp_roots}},
    {"bundle.allow_untimestamped", FlagField{&Settings::allow_untimestamped}},
    {"bundle.signing_key", PathField{&Settings::signing_key}},
    {"bundle.passphrase_file", PathField{&Settings::passphrase_file}},
    {"bundle.signer", TextField{&Settings::signer, check_signer}},
};

template <typename T>
std::optional<T> number_in(std::string_view text) {
  T value{};
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

std::optional<std::int64_t> as_integer(const RawValue& raw) {
  if (const auto* given = std::get_if<Untyped>(&raw))
    return number_in<std::int64_t>(given->text);
  if (const auto* value = std::get_if<std::int64_t>(&raw)) return *value;
  return {};
}

std::optional<bool> as_flag(const RawValue& raw) {
  if (const auto* given = std::get_if<Untyped>(&raw)) {
    if (given->text == "true") return true;
    if (given->text == "false") return false;
  }
  if (const auto* value = std::get_if<bool>(&raw)) return *value;
  return {};
}

std::optional<double> as_real(const RawValue& raw) {
  if (const auto* given = std::get_if<Untyped>(&raw))
    return number_in<double>(given->text);
  if (const auto* value = std::get_if<double>(&raw)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&raw))
    return static_cast<double>(*value);
  return {};
}

std::optional<std::string> as_text(const RawValue& raw) {
  if (const auto* given = std::get_if<Untyped>(&raw)) return given->text;
  if (const auto* value = std::get_if<std::string>(&raw)) return *value;
  return {};
}

std::optional<std::vector<std::string>> as_list(const RawValue& raw) {
  if (const auto* given = std::get_if<Untyped>(&raw)) {
    std::vector<std::string> lines;
    for (std::string_view line : split(given->text, '\n'))
      if (!line.empty()) lines.emplace_back(line);
    return lines;
  }
  if (const auto* value = std::get_if<std::vector<std::string>>(&raw))
    return *value;
  return {};
}

std::filesystem::path path_in(const Given& given, const std::string& text) {
  if (text.empty() || given.folder.empty()) return text;
  return given.folder / text;  // an absolute text replaces the folder
}

// Each set() returns what the value should have been, "" when it was taken.

template <typename T>
std::string set(Settings& settings, const NumberField<T>& field,
                const Given& given) {
  const auto number = as_integer(given.value);
  if (!number || *number < field.least || *number > field.most)
    return fmt::format("must be a whole number from {} to {}", field.least,
                       field.most);
  settings.*field.member = {T(*number), given.origin};
  return {};
}

std::string set(Settings& settings, const FlagField& field,
                const Given& given) {
  const auto flag = as_flag(given.value);
  if (!flag) return "must be true or false";
  settings.*field.member = {*flag, given.origin};
  return {};
}

std::string set(Settings& settings, const ScoreField& field,
                const Given& given) {
  const auto number = as_real(given.value);
  if (!number || !(*number >= 0 && *number <= 1))
    return "must be a number from 0 to 1";
  settings.*field.member = {*number, given.origin};
  return {};
}

std::string set(Settings& settings, const TextField& field,
                const Given& given) {
  auto text = as_text(given.value);
  if (!text) return "must be text";
  if (const auto expected = field.check(*text); !expected.empty())
    return std::string(expected);
  settings.*field.member = {std::move(*text), given.origin};
  return {};
}

std::string set(Settings& settings, const TextsField& field,
                const Given& given) {
  auto list = as_list(given.value);
  if (!list || list->size() > kMaxSettingsList)
    return "must be a list of texts";
  for (std::string& text : *list)
    if (const auto expected = field.check(text); !expected.empty())
      return fmt::format("{}, not \"{}\"", expected, printable(text, 200));
  settings.*field.member = {std::move(*list), given.origin};
  return {};
}

std::string set(Settings& settings, const PathField& field,
                const Given& given) {
  const auto text = as_text(given.value);
  if (!text || text->find('\0') != std::string::npos) return "must be a path";
  settings.*field.member = {path_in(given, *text), given.origin};
  return {};
}

std::string set(Settings& settings, const PathsField& field,
                const Given& given) {
  const auto list = as_list(given.value);
  if (!list || list->size() > kMaxSettingsList)
    return "must be a list of paths";
  std::vector<std::filesystem::path> paths;
  for (const std::string& text : *list) {
    if (text.empty() || text.find('\0') != std::string::npos)
      return "must be a list of paths";
    paths.push_back(path_in(given, text));
  }
  settings.*field.member = {std::move(paths), given.origin};
  return {};
}

std::string set(Settings& settings, const TimeField& field,
                const Given& given) {
  const auto text = as_text(given.value);
  const auto time =
      text ? parse_rfc3339(*text) : fail(ErrorKind::usage, "no text");
  if (!time)
    return "must be a date and time with its offset, as 2026-11-23T09:00:00Z";
  settings.*field.member = {*time, given.origin};
  return {};
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (char c : printable(text, 4096)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

template <typename T>
std::string shown(const T& value) {
  if constexpr (std::is_same_v<T, milliseconds> || std::is_same_v<T, seconds>)
    return fmt::format("{}", value.count());
  else if constexpr (std::is_arithmetic_v<T>)
    return fmt::format("{}", value);
  else if constexpr (std::is_same_v<T, std::string>)
    return in_quotes(value);
  else if constexpr (std::is_same_v<T, std::filesystem::path>)
    return in_quotes(value.string());
  else if constexpr (std::is_same_v<T, std::optional<UtcTime>>)
    return value ? in_quotes(to_rfc3339(*value)) : "\"\"";
  else {
    std::string list;
    for (const auto& item : value)
      list += (list.empty() ? "" : ", ") + shown(item);
    return "[" + list + "]";
  }
}

}  // namespace

std::span<const Row> settings_table() { return kTable; }

const Row* find_row(std::string_view key) {
  const auto at = std::ranges::find(kTable, key, &Row::key);
  return at == std::end(kTable) ? nullptr : &*at;
}

Status apply(Settings& settings, const Given& given) {
  const Row* row = find_row(given.key);
  if (!row)
    return fail(ErrorKind::usage,
                fmt::format("there is no setting {}", printable(given.key, 80)),
                given.where, "veto config lists them all");
  const std::string expected =
      std::visit([&](const auto& field) { return set(settings, field, given); },
                 row->field);
  if (expected.empty()) return {};
  return fail(ErrorKind::usage, fmt::format("{} {}", row->key, expected),
              given.where);
}

std::string show_value(const Settings& settings, const Row& row) {
  return std::visit(
      [&](const auto& field) { return shown((settings.*field.member).value); },
      row.field);
}

Origin origin_of(const Settings& settings, const Row& row) {
  return std::visit(
      [&](const auto& field) { return (settings.*field.member).origin; },
      row.field);
}

}  // namespace veto::config
