// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/robots_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "config/product_token.h"

namespace veto::reports {
namespace {

using crawler::RobotsKind;
using crawler::RobotsTextLine;
using std::string_view;

constexpr std::size_t kMaxShownLine = 300;

std::string percent_encoded(char c) {
  return fmt::format("%{:02X}", static_cast<unsigned char>(c));
}

// White space and controls are encoded, and where the bytes are no UTF-8 all
// that is no ASCII: readers compare the encoded forms.
std::string encoded_path(string_view path) {
  const bool is_utf8 = to_valid_utf8(path) == path;
  std::string text;
  for (const char c : path) {
    const auto octet = static_cast<unsigned char>(c);
    const bool encode =
        octet <= 0x20 || octet == 0x7F || (octet >= 0x80 && !is_utf8);
    text += encode ? percent_encoded(c) : std::string(1, c);
  }
  return text;
}

std::string rooted_path(const std::string& path) {
  const std::size_t scheme = path.find("://");
  if (scheme == path.npos) return (path.front() == '.' ? "/*" : "/") + path;
  const std::size_t slash = path.find('/', scheme + 3);
  return slash == path.npos ? "/" : path.substr(slash);
}

std::vector<std::string> fixed_paths(const RobotsTextLine& line) {
  const std::string path = encoded_path(line.value);
  if (path.empty() || path.front() == '/' || line.kind == RobotsKind::allow)
    return {path};
  if (path.starts_with("*/")) return {path.substr(1), "/" + path};
  return {rooted_path(path)};
}

// The names one user-agent value was meant to hold; none where that cannot be
// told.
std::vector<std::string> meant_tokens(string_view value) {
  if (value.starts_with('*') && trim(value.substr(1, 1)).empty()) return {"*"};
  std::vector<std::string> tokens;
  for (string_view piece : split(value, ',')) {
    const string_view name = trim(piece);
    const string_view front = config::leading_token(name);
    const bool whole = front.size() == name.size();
    if (front.empty() || (!whole && name[front.size()] != '/')) return {};
    tokens.emplace_back(front);
  }
  return tokens;
}

RobotsFixLine record(const RobotsTextLine& written, std::string value) {
  RobotsFixLine line;
  line.kind = written.kind;
  line.key = written.key;
  line.value = std::move(value);
  if (written.strict && line.value == written.value &&
      to_valid_utf8(written.text) == written.text) {
    line.text = written.text;
    return line;
  }
  line.text = line.key + (line.value.empty() ? ":" : ": ") + line.value;
  if (!written.comment.empty())
    line.text += "  " + printable(written.comment, kMaxShownLine);
  return line;
}

void note_change(const RobotsTextLine& written, string_view why,
                 RobotsFixLine& line) {
  if (line.text == written.text) return;
  line.notes.push_back(fmt::format("corrected, {}; was: {}", why,
                                   printable(written.text, kMaxShownLine)));
}

std::vector<RobotsFixLine> fix_agent(const RobotsTextLine& written,
                                     const config::ScraperRegistry& registry) {
  std::vector<RobotsFixLine> lines;
  for (std::string& token : meant_tokens(written.value))
    lines.push_back(record(written, std::move(token)));
  if (!lines.empty()) {
    note_change(written, "strict readers saw nobody named here", lines.front());
    return lines;
  }
  RobotsFixLine line = record(written, written.value);
  const auto* scraper = registry.by_token(written.value);
  if (written.value.empty() || written.value.find('*') != string_view::npos)
    line.take_out("this names nobody");
  else if (scraper != nullptr && scraper->robots_claim == "no")
    line.take_out(
        "this program reads no robots.txt; the response fields reach "
        "it");
  else
    line.notes.push_back(
        "kept for readers that take this name as it stands; strict ones see "
        "nobody named (RFC 9309, section 2.2.1)");
  return {line};
}

std::vector<RobotsFixLine> fix_rule(const RobotsTextLine& written) {
  std::vector<RobotsFixLine> lines;
  for (std::string& path : fixed_paths(written))
    lines.push_back(record(written, std::move(path)));
  note_change(written, "strict readers passed this over", lines.front());
  return lines;
}

std::vector<RobotsFixLine> fix_delay(const RobotsTextLine& written) {
  const string_view value = written.value;
  const string_view number = value.substr(
      0, std::min(value.find_first_not_of("0123456789."), value.size()));
  RobotsFixLine line = record(written, std::string(number));
  note_change(written, "a delay is a number of seconds", line);
  if (number.empty()) {
    line = record(written, written.value);
    line.take_out("this is no number of seconds");
  }
  return {line};
}

bool holds_all(const Members& members, const Members& wanted) {
  return std::ranges::all_of(wanted, [&](const Member& member) {
    return std::ranges::find(members, member) != members.end();
  });
}

// What is wanted is said once a group; what else a line says stays.
std::vector<RobotsFixLine> fix_statement(const RobotsTextLine& written,
                                         const Members& wanted, bool is_usage) {
  RobotsStatement statement = read_statement(written.value, is_usage);
  const bool meant_all = !statement.members.empty();
  if (statement.path.empty() && !holds_all(statement.members, wanted))
    std::erase_if(statement.members, [&](const Member& member) {
      return std::ranges::find(wanted, member.key, &Member::key) !=
             wanted.end();
    });
  std::string value = statement.path + (statement.path.empty() ? "" : " ") +
                      joined(statement.members);
  std::string bare = written.value;
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t'; });
  std::string same = value;
  std::erase(same, ' ');
  if (bare == same) value = written.value;
  RobotsFixLine line = record(written, std::move(value));
  if (statement.members.empty()) {
    line = record(written, written.value);
    line.take_out(meant_all ? "the group says below what is wanted"
                            : "no reader knows these words here");
  } else {
    note_change(written, "so that it says what is wanted", line);
  }
  return {line};
}

std::vector<RobotsFixLine> fix_other(const RobotsTextLine& written,
                                     const Wanted& wanted) {
  if (iequals(written.key, "content-usage"))
    return fix_statement(written, usage_members(wanted), true);
  if (iequals(written.key, "content-signal"))
    return fix_statement(written, signal_members(wanted), false);
  if (!iequals(written.key, "content-signals"))
    return {record(written, written.value)};
  RobotsTextLine singular = written;
  singular.key = "Content-Signal";
  singular.strict = false;
  return fix_statement(singular, signal_members(wanted), false);
}

}  // namespace

void RobotsFixLine::take_out(std::string why) {
  if (out) return;
  out = true;
  if (!why.empty()) notes.push_back("taken out, " + why + ":");
}

std::vector<RobotsFixLine> fix_robots_line(
    const RobotsTextLine& written, const Wanted& wanted,
    const config::ScraperRegistry& registry) {
  switch (written.kind) {
    case RobotsKind::user_agent:
      return fix_agent(written, registry);
    case RobotsKind::allow:
    case RobotsKind::disallow:
      return fix_rule(written);
    case RobotsKind::crawl_delay:
      return fix_delay(written);
    case RobotsKind::other:
      return fix_other(written, wanted);
    case RobotsKind::sitemap:
      return {record(written, to_valid_utf8(written.value))};
    case RobotsKind::blank:
    case RobotsKind::comment:
    case RobotsKind::none:
      break;
  }
  RobotsFixLine line;
  line.kind = written.kind;
  line.text = to_valid_utf8(written.text);
  return {line};
}

}  // namespace veto::reports
