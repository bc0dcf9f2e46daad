// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/well_known.h"

#include <algorithm>
#include <string>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/text_lines.h"
#include "audit/signals/families/trust_txt.h"
#include "base/text.h"

namespace veto::signals {
namespace {

constexpr WellKnownFile kFiles[] = {
    {"/.well-known/tdmrep.json", Family::tdmrep, "application/json"},
    {"/.well-known/trust.txt", Family::trust_txt, "text/plain"},
    {"/ai.txt", Family::ai_txt, "text/plain"},
    {"/llms.txt", std::nullopt, "text/plain"},
    {"/trust.txt", Family::trust_txt, "text/plain"},
};

std::string essence_of(std::string_view content_type) {
  return to_lower(trim(content_type.substr(0, content_type.find(';'))));
}

bool is_page_type(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

bool is_right_type(const WellKnownFile& file, std::string_view type) {
  if (type == file.media_type) return true;
  if (file.media_type == "application/json") return type.ends_with("+json");
  return !file.family && type == "text/markdown";
}

// Enough to tell the file from an error in words; readers judge the rest.
bool reads_as(const WellKnownFile& file, std::string_view body) {
  // Any text would do for /llms.txt: nothing speaks against the type.
  if (!file.family) return false;
  if (*file.family == Family::tdmrep) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const std::string_view text = trim(body);
    return (text.starts_with('[') && text.ends_with(']')) ||
           (text.starts_with('{') && text.ends_with('}'));
  }
  const auto signals = *file.family == Family::ai_txt
                           ? read_ai_txt(body, Signal())
                           : read_trust_txt(body, Signal());
  return signals.empty() || signals.front().problem != "another_format";
}

}  // namespace

std::span<const WellKnownFile> well_known_files() { return kFiles; }

const WellKnownFile* well_known_file(std::string_view path) {
  const auto* found = std::ranges::find(kFiles, path, &WellKnownFile::path);
  return found == std::end(kFiles) ? nullptr : found;
}

FileVerdict judge_file(std::string_view path, int status,
                       std::string_view content_type, std::string_view body) {
  if (status != 200) return {Presence::absent, "not_200"};
  if (begins_like_html(body)) return {Presence::not_that_file, "html_answer"};
  if (body.size() > kMaxWellKnownBytes)
    return {Presence::not_that_file, "too_large"};
  if (trim(body).empty()) return {Presence::not_that_file, "empty"};
  const std::string type = essence_of(content_type);
  const WellKnownFile* file = well_known_file(path);
  if (!file) {
    if (is_page_type(type)) return {Presence::not_that_file, "html_answer"};
    return {Presence::present, ""};
  }
  if (is_right_type(*file, type)) return {Presence::present, ""};
  if (reads_as(*file, body)) return {Presence::present, "wrong_type"};
  return {Presence::not_that_file,
          is_page_type(type) ? "html_answer" : "wrong_type"};
}

}  // namespace veto::signals
