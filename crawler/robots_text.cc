// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_text.h"

#include <algorithm>

#include "base/text.h"
#include "crawler/robots_lines.h"
#include "crawler/robots_lint.h"

namespace veto::crawler {
namespace {

using std::string_view;

struct NamedKind {
  RobotsField field;
  RobotsKind kind;
  string_view key;
};

constexpr NamedKind kNamedKinds[] = {
    {RobotsField::user_agent, RobotsKind::user_agent, "User-agent"},
    {RobotsField::allow, RobotsKind::allow, "Allow"},
    {RobotsField::disallow, RobotsKind::disallow, "Disallow"},
    {RobotsField::sitemap, RobotsKind::sitemap, "Sitemap"},
    {RobotsField::crawl_delay, RobotsKind::crawl_delay, "Crawl-delay"},
};

void read_known(const RobotsEntry& entry, RobotsTextLine& line) {
  for (const NamedKind& named : kNamedKinds) {
    if (named.field != entry.field) continue;
    line.kind = named.kind;
    line.key = named.key;
    line.value = entry.value;
  }
}

// A record that no reader knows by this key.
void read_other(string_view body, RobotsTextLine& line) {
  const std::size_t colon = body.find(':');
  if (colon == body.npos) {
    line.kind = RobotsKind::none;
    return;
  }
  line.kind = RobotsKind::other;
  line.key = trim(body.substr(0, colon));
  line.value = trim(body.substr(colon + 1));
  const string_view meant = lint_meant_key(line.key);
  if (meant.empty()) return;
  line.strict = false;
  line.key = meant == "content-signal" ? "Content-Signal" : line.key;
  for (const NamedKind& named : kNamedKinds) {
    if (!iequals(named.key, meant)) continue;
    line.kind = named.kind;
    line.key = named.key;
  }
}

RobotsTextLine read_text_line(const RobotsLine& written) {
  RobotsTextLine line;
  line.text = shown_robots_line(written);
  const string_view text = line.text;
  const std::size_t hash = std::min(text.find('#'), text.size());
  line.comment = text.substr(hash);
  const string_view body = trim(text.substr(0, hash));
  if (body.empty()) {
    line.kind = text.empty() ? RobotsKind::blank : RobotsKind::comment;
    return line;
  }
  const RobotsEntry strict = read_robots_entry(written, Reading::rfc);
  const RobotsEntry loose = read_robots_entry(written, Reading::lenient);
  if (strict.field != RobotsField::none) {
    read_known(strict, line);
  } else if (loose.field != RobotsField::none) {
    line.strict = false;
    read_known(loose, line);
  } else {
    read_other(body, line);
  }
  return line;
}

}  // namespace

std::vector<RobotsTextLine> read_robots_text(string_view bytes) {
  std::vector<RobotsTextLine> lines;
  for (const RobotsLine& line : split_robots_lines(bytes)) {
    lines.resize(static_cast<std::size_t>(line.number - 1));  // blank ones
    lines.push_back(read_text_line(line));
  }
  return lines;
}

}  // namespace veto::crawler
