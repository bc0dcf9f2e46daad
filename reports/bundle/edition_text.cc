// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/edition_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

std::string heading(const std::string& text) {
  return text + '\n' + std::string(text.size(), '=') + "\n\n";
}

// A notice has a day and no hour: what was requested on that day may have been
// requested after it.
std::string last_request(const NamedOperator& named, const Notice& notice,
                         const Texts& texts) {
  if (named.last == UtcTime()) return texts.say("edition.last_unknown");
  if (!named.by_finding)
    return texts.say("edition.last_of_client",
                     {{"last", shown_time(named.last)}});
  const bool same_day = to_date(named.last) == to_date(notice.sent);
  return texts.say(same_day ? "edition.last_same_day" : "edition.last",
                   {{"last", shown_time(named.last)}});
}

std::string notices_text(const EditionFacts& facts, const Texts& texts) {
  std::string lines;
  for (const NamedOperator& named : facts.named) {
    const Notice* notice = notice_for(named, facts.notices, facts.now);
    if (!notice) continue;
    const std::string answer =
        notice->answered
            ? texts.say("edition.answered",
                        {{"date", to_date(*notice->answered)}})
            : texts.say("edition.not_answered", {{"date", to_date(facts.now)}});
    lines += wrapped(texts.say("edition.notice",
                               {{"operator", named.name},
                                {"sent", to_date(notice->sent)},
                                {"last", last_request(named, *notice, texts)},
                                {"answer", answer}}),
                     78, 2) +
             '\n';
  }
  if (lines.empty()) return {};
  return '\n' + heading(texts.say("edition.file.notices")) + lines;
}

}  // namespace

std::string wrapped(std::string_view paragraph, std::size_t width,
                    std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  bool first = true;
  for (const std::string_view word : split(paragraph, ' ')) {
    if (column > 0 && column + 1 + word.size() > width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    first = false;
    out += word;
    column += word.size();
  }
  return out;
}

std::string edition_text(const EditionFacts& facts, const Texts& texts) {
  std::string text = heading(texts.say("edition.file.heading"));
  text += wrapped(texts.say("edition.about." + facts.note.name)) + "\n\n";
  text += wrapped(texts.say("edition.bound", {{"digest", facts.full_sha256}})) +
          "\n\n";
  text += heading(texts.say("edition.file.left_out"));
  for (const auto& [id, count] : facts.note.left_out) {
    const std::string key = "edition.left." + id;
    text +=
        wrapped(fmt::format("{:>6}  {}: {}", count, texts.say(key + ".what"),
                            texts.say(key + ".why")),
                78, 8) +
        '\n';
  }
  return text + notices_text(facts, texts);
}

}  // namespace veto::reports
