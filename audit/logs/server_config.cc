// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/server_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "audit/logs/config_files.h"
#include "audit/logs/config_words.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxDepth = 10;
constexpr std::size_t kMaxUnread = 100;
constexpr std::size_t kMaxChoices = 20;  // named in a hint

// No directive of Apache ends with a semicolon, each simple one of nginx does.
bool is_apache(std::string_view text) {
  for (std::string_view line : split(text, '\n')) {
    line = trim(line.substr(0, line.find('#')));
    if (line.ends_with(';')) return false;
  }
  return true;
}

// Where Apache looks for relative names, if that folder is here.
fs::path server_root(std::string_view text, const fs::path& folder) {
  for (std::string_view line : split(text, '\n')) {
    std::string_view rest = trim(line);
    const auto directive = take_config_word(rest, "");
    if (!directive || !iequals(*directive, "ServerRoot")) continue;
    const auto root = take_config_word(rest, "");
    std::error_code error;
    if (root && fs::is_directory(*root, error)) return *root;
  }
  return folder;
}

struct ConfigReader {
  ConfigFiles files;
  ServerConfig config;

  void note_unread(const std::string& what) {
    if (config.unread.size() < kMaxUnread) config.unread.push_back(what);
  }
  void take(std::string_view text, std::size_t depth) {
    std::vector<std::string> includes;
    if (config.apache)
      read_apache_statements(text, config, includes);
    else
      read_nginx_statements(text, config, includes);
    for (const std::string& pattern : includes) include(pattern, depth + 1);
  }
  void include(const std::string& pattern, std::size_t depth) {
    bool whole = depth <= kMaxDepth;
    if (whole)
      for (const fs::path& file : files.matches(pattern, whole)) {
        auto text = files.read(file);
        if (text)
          take(*text, depth);
        else
          note_unread(file.string());
      }
    if (!whole) note_unread(pattern);
  }
};

const ConfiguredFormat* find_format(const ServerConfig& config,
                                    std::string_view name) {
  for (auto one = config.formats.rbegin(); one != config.formats.rend(); ++one)
    if (one->name == name) return &*one;
  return nullptr;
}

std::string choices(const ServerConfig& config) {
  std::set<std::string> names;
  for (const ConfiguredFormat& one : config.formats)
    if (names.size() < kMaxChoices) names.insert(printable(one.name, 40));
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool is_date_or_count(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || c == '_' || c == 'T';
  });
}

// Where a * stands for any bytes.
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t star = std::string_view::npos, mark = 0, p = 0, n = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Result<Format> compile(const ServerConfig& config, std::string_view text,
                       Escaping escaping, std::string_view name) {
  if (text.size() > kMaxFormatText)
    return fail(ErrorKind::too_large, "the log format is over 16 KiB long");
  const Format* ready =
      escaping == Escaping::server ? spelled_format(text) : nullptr;
  auto format = ready           ? Result<Format>(*ready)
                : config.apache ? format_from_apache(text)
                                : format_from_nginx(text, escaping);
  if (!format) return format;
  format->settle = {};
  format->name = fmt::format("{} ({})", printable(name, 40),
                             config.apache ? "Apache" : "nginx");
  return format;
}

}  // namespace

Result<ServerConfig> read_server_config(const fs::path& file) {
  std::error_code error;
  const fs::path folder = fs::absolute(file, error).parent_path();
  ConfigReader reader{.files = ConfigFiles(folder), .config = {}};
  auto text = reader.files.read(file);
  if (!text) return pass(text);
  reader.config.apache = is_apache(*text);
  if (reader.config.apache) reader.files.set_root(server_root(*text, folder));
  reader.take(*text, 0);
  return std::move(reader.config);
}

Result<Format> format_in(const ServerConfig& config, std::string_view name) {
  if (const ConfiguredFormat* one = find_format(config, name))
    return compile(config, one->text, one->escaping, name);
  if (config.apache && name.contains('%'))
    return compile(config, name, Escaping::server, "CustomLog");
  if (!config.apache && name == "combined") return *format_named("combined");
  const std::string known = choices(config);
  return fail(ErrorKind::usage,
              "the server's configuration has no log format of this name",
              printable(name, 60),
              known.empty() ? "it defines none" : "it has " + known);
}

Result<Format> format_for_log(const ServerConfig& config, const fs::path& log) {
  const auto names = log_base_names(log);
  std::set<std::string> named;
  for (const ConfiguredLog& one : config.logs)
    if (!one.name.empty() &&
        std::ranges::any_of(names, [&](const std::string& name) {
          return fits(one.name, name);
        }))
      named.insert(one.format);
  if (named.size() == 1) return format_in(config, *named.begin());
  if (named.empty()) {
    for (const ConfiguredFormat& one : config.formats) named.insert(one.name);
    if (named.empty() && !config.apache) named.insert("combined");
    if (named.size() == 1) return format_in(config, *named.begin());
  }
  if (named.empty())
    return fail(ErrorKind::usage,
                "the server's configuration defines no log format", {},
                "give the file that has log_format or LogFormat");
  return fail(ErrorKind::usage,
              "the server's configuration does not say which format the log is "
              "in",
              printable(log.filename().string()),
              "give --format FILE:NAME, with one of " + choices(config));
}

std::vector<std::string> log_base_names(const fs::path& log) {
  constexpr std::size_t kDigest =
      16;  // import_log.cc puts one and a "-" before
  std::string name = log.filename().string();
  if (name.size() > kDigest && name[kDigest] == '-' &&
      std::all_of(name.begin(), name.begin() + kDigest,
                  [](char c) { return hex_value(c) >= 0; }))
    name.erase(0, kDigest + 1);
  std::vector<std::string> names;
  for (;;) {
    names.push_back(name);
    const std::size_t cut = name.find_last_of(".-");
    if (cut == std::string::npos || cut == 0) return names;
    const std::string_view last = std::string_view(name).substr(cut + 1);
    const bool packing =
        last == "gz" || last == "bz2" || last == "xz" || last == "zst";
    if (!packing && !is_date_or_count(last)) return names;
    name.resize(cut);
  }
}

}  // namespace veto::logs
