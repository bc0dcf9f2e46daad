// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/robots_txt.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "crawler/api/robots.h"
#include "crawler/api/robots_lint.h"
#include "reports/fixes/robots_groups.h"
#include "reports/fixes/shut_out.h"

namespace veto::reports {
namespace {

using crawler::RobotsKind;
using crawler::RobotsRules;
using std::string_view;

bool is_unreadable(string_view present,
                   const config::ScraperRegistry& registry) {
  const auto lint = crawler::lint_robots(present, registry);
  return std::ranges::any_of(lint.notes, [](const crawler::LintNote& note) {
    return note.code == "encoding-utf16" || note.code == "html";
  });
}

// Between these two lines stands what Cloudflare adds on the way.
void leave_out_managed(std::vector<RobotsFixLine>& lines) {
  const auto is_mark = [](string_view mark) {
    return [mark](const RobotsFixLine& line) {
      return iequals(line.text.substr(0, mark.size()), mark);
    };
  };
  const auto from =
      std::ranges::find_if(lines, is_mark("# BEGIN Cloudflare Managed"));
  const auto to =
      std::find_if(from, lines.end(), is_mark("# END Cloudflare Managed"));
  if (to == lines.end()) return;
  RobotsFixLine instead;
  instead.kind = RobotsKind::comment;
  instead.text =
      "# veto: left out here is what Cloudflare adds on the way (managed "
      "robots.txt)";
  *from = std::move(instead);
  lines.erase(from + 1, to + 1);
}

std::vector<RobotsFixLine> corrected_lines(
    string_view present, const Wanted& wanted,
    const config::ScraperRegistry& registry) {
  std::vector<RobotsFixLine> lines;
  for (const auto& written : crawler::read_robots_text(present))
    for (RobotsFixLine& line : fix_robots_line(written, wanted, registry))
      lines.push_back(std::move(line));
  leave_out_managed(lines);
  return lines;
}

std::string rendered(const std::vector<RobotsFixLine>& lines) {
  std::string text;
  for (const RobotsFixLine& line : lines) {
    for (const std::string& note : line.notes) {
      const std::string comment = "# veto: " + note + "\n";
      if (!text.ends_with(comment)) text += comment;  // of the last time
    }
    text += (line.out ? "# " + printable(line.text, 1000) : line.text) + "\n";
  }
  return text;
}

// Everybody who has no group of their own.
std::string star_group(const Wanted& wanted) {
  std::string text =
      "\n# veto: for crawlers that no group names\nUser-agent: *\n";
  for (const std::string& path : wanted.closed)
    text += "Disallow: " + path + "\n";
  if (wanted.closed.empty()) text += "Disallow:\n";
  if (const auto members = usage_members(wanted); !members.empty())
    text += "Content-Usage: " + joined(members) + "\n";
  if (const auto members = signal_members(wanted); !members.empty())
    text += "Content-Signal: " + joined(members) + "\n";
  return text;
}

std::string names_of(const std::vector<const config::Scraper*>& scrapers) {
  std::string names;
  for (const auto* scraper : scrapers)
    names += (names.empty() ? "" : ", ") + scraper->token;
  return names;
}

// One group. Nothing is said of those named but who they are: the file is
// public and its owner's, and what a list says of somebody is not its owner's
// word.
std::string shut_group(const std::vector<const config::Scraper*>& named,
                       string_view date) {
  if (named.empty()) return {};
  std::string text = fmt::format(
      "\n# veto: crawlers for AI, asked to stay away. The list is of {}.\n"
      "# Disallow: / closes more than all rules of User-agent: *, which this\n"
      "# group does not inherit (RFC 9309, section 2.2.1).\n",
      date);
  std::string last;
  for (const auto* scraper : named) {
    const std::string what = fmt::format(
        "# {}\n", scraper->operator_name.empty() ? "operator not known"
                                                 : scraper->operator_name);
    if (what != last) text += what;
    last = what;
    text += "User-agent: " + scraper->token + "\n";
  }
  return text + "Disallow: /\n";
}

// Only for who reads the file; each list in one line.
std::string not_named(const ShutOut& out) {
  std::string text;
  if (!out.unnameable.empty())
    text +=
        "\n# veto: not to be named in a robots.txt, since a name is "
        "letters, - and _\n# alone; the response fields say it to them: " +
        names_of(out.unnameable) + "\n";
  if (!out.ambiguous.empty())
    text +=
        "# veto: not named, since readers that look for parts of names "
        "would shut out\n# others with them: " +
        names_of(out.ambiguous) + "\n";
  return text;
}

}  // namespace

Result<std::string> fix_robots_txt(string_view present, const Wanted& wanted,
                                   const config::ScraperRegistry& registry) {
  if (present.size() > RobotsRules::kMaxBytes)
    return fail(ErrorKind::too_large,
                "no crawler need read all of this robots.txt", "",
                "shorten it to 500 KiB first");
  std::string text;
  if (is_unreadable(present, registry)) {
    text =
        "# veto: what was served here is no text in UTF-8 with rules, so "
        "crawlers found none\n";
    present = {};
  }
  ShutOut out = shut_out(wanted, registry);
  RobotsGroupsFix groups(corrected_lines(present, wanted, registry));
  groups.move_named(out.named);
  groups.complete(wanted);
  text += rendered(groups.lines());
  if (!groups.has_star()) text += star_group(wanted);
  if (!out.named.empty()) {
    text += shut_group(out.named, registry.date());
    text += not_named(out);
  }
  if (!wanted.contact.empty() && text.find(wanted.contact) == text.npos)
    text += "\n# Questions about this file: " + wanted.contact + "\n";
  if (text.starts_with('\n')) text.erase(0, 1);
  if (text.size() > RobotsRules::kMaxBytes)
    return fail(ErrorKind::too_large,
                "the corrected robots.txt would be longer than crawlers need "
                "read",
                "", "shorten the present one first");
  return text;
}

}  // namespace veto::reports
