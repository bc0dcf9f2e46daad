// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the request for robots.txt was answered, with what kind of text, and what
// in it is not the owner's: hosts put blocks of their own in front of the file.

#include "audit/signals/families/text_lines.h"
#include "audit/signals/lints/parts.h"
#include "audit/signals/lints/robots_view.h"
#include "base/text.h"

namespace veto::signals {
namespace {

void lint_answer(const LintContext& context, const std::string& name,
                 const Origin& origin) {
  const int status = origin.robots->status;
  const LintPlace place = lint_place(name + "/robots.txt", 0, "");
  const nlohmann::json facts = {{"status", status}};
  if (origin.robots->availability() == crawler::Availability::unreachable)
    return context.book.add("robots-unreachable", name, place, "", facts);
  if (status != 404 && status != 410)
    return context.book.add("robots-refused", name, place, "", facts);
  // An origin of images alone is held against its pages' (lint_images).
  if (origin.is_seed || origin.serves_pages)
    context.book.add("robots-missing", name, place, "", facts);
}

// Whose block begins, or ends, in this comment; "" for nobody's.
std::string_view block_owner(std::string_view line, bool begins) {
  const std::string lower = to_lower(line);
  std::size_t at = lower.find_first_not_of("# \t");
  if (!lower.starts_with('#') || at == lower.npos) return {};
  const std::string_view text = std::string_view(lower).substr(at);
  if (text == (begins ? "start yoast block" : "end yoast block"))
    return "Yoast SEO";
  const std::string_view word = begins ? "begin " : "end ";
  constexpr std::string_view kTail = "managed content";
  if (!text.starts_with(word) || !trim(text).ends_with(kTail)) return {};
  at += word.size();
  const std::size_t end = lower.rfind(kTail);
  if (end < at) return {};
  const std::string_view owner = trim(line.substr(at, end - at));
  return owner.empty() ? "the host" : owner;
}

// Two bytes a character, by the mark or by the zeros between ASCII.
bool is_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.size() < 4) return false;
  const auto zero = [&](std::size_t at) { return text[at] == '\0'; };
  return (zero(0) && zero(2) && !zero(1) && !zero(3)) ||
         (zero(1) && zero(3) && !zero(0) && !zero(2));
}

// Whether it is a text that holds no line anybody reads.
bool lint_kind_of_text(const LintContext& context, const std::string& name,
                       std::string_view text) {
  const LintPlace place = lint_place(name + "/robots.txt", 0, "");
  if (is_utf16(text)) {
    context.book.add("robots-utf16", name, place);
    return true;
  }
  // A page with records in it is read for them (RFC 9309, section 2.3.1.5).
  if (!begins_like_html(text) || !robots_groups(text).empty()) return false;
  context.book.add("robots-is-page", name, place);
  return true;
}

void lint_blocks(const LintContext& context, const std::string& name,
                 const Origin& origin) {
  std::string owner, raw;
  int first = 0, last = 0;
  const auto tell = [&] {
    if (owner.empty()) return;
    context.book.add("managed-block", name,
                     lint_place(name + "/robots.txt", first, raw), owner,
                     {{"first", first}, {"last", last}, {"provider", owner}});
    owner.clear();
  };
  each_robots_line(origin.robots->text, [&](int number, std::string_view line) {
    line = trim(line);
    if (!line.starts_with('#') && owner.empty()) return;
    last = number;
    if (const auto begun = block_owner(line, true); !begun.empty()) {
      tell();
      owner = printable(begun, 200);
      raw = line;
      first = number;
    } else if (!block_owner(line, false).empty()) {
      tell();
    }
  });
  tell();  // one that does not end
}

}  // namespace

void lint_robots_answers(const LintContext& context) {
  for (const auto& [name, origin] : context.site.origins) {
    if (!origin.robots || !is_judged(origin)) continue;
    if (!has_rules(origin))
      lint_answer(context, name, origin);
    else if (!lint_kind_of_text(context, name, origin.robots->text))
      lint_blocks(context, name, origin);
  }
}

}  // namespace veto::signals
