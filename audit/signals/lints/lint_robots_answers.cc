// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the request for robots.txt was answered, and what in the answer is not
// the owner's: hosts put blocks of their own in front of the file.

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
    if (has_rules(origin))
      lint_blocks(context, name, origin);
    else
      lint_answer(context, name, origin);
  }
}

}  // namespace veto::signals
