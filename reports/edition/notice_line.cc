// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/notice_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/bounded_json.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxNoticeLine = 1u << 16;
constexpr int kNoticeDepth = 1;
constexpr std::size_t kDigestDigits = 16;  // of a proof's name
constexpr std::size_t kMaxProofName = 60;
constexpr std::string_view kNoticeFolder = "notices/";

bool is_plain_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

std::string proof_prefix(const Digest& digest) {
  return std::string(kNoticeFolder) + digest.hex().substr(0, kDigestDigits) +
         '-';
}

bool is_proof_path(std::string_view path, const Digest& digest) {
  const std::string prefix = proof_prefix(digest);
  return path.starts_with(prefix) &&
         path.size() <= prefix.size() + kMaxProofName &&
         std::ranges::all_of(path.substr(prefix.size()), is_plain_char);
}

// "" where there is none.
std::string notice_text(const json& line, const char* name) {
  const auto at = line.find(name);
  return at != line.end() && at->is_string() ? at->get<std::string>()
                                             : std::string();
}

}  // namespace

std::string proof_path(const Digest& digest,
                       const std::filesystem::path& file) {
  std::string path = proof_prefix(digest);
  for (const char c : file.filename().string().substr(0, kMaxProofName))
    path += is_plain_char(c) ? c : '_';
  return path;
}

std::string notice_line(const Notice& notice) {
  const json answered =
      notice.answered ? json(to_date(*notice.answered)) : json(nullptr);
  return json{{"scraper_id", notice.scraper_id},
              {"operator", notice.operator_name},
              {"sent", to_date(notice.sent)},
              {"answered", answered},
              {"proof", notice.proof},
              {"sha256", notice.sha256},
              {"noted", to_rfc3339(notice.noted)}}
      .dump();
}

std::optional<Notice> parse_notice(std::string_view line) {
  if (line.size() > kMaxNoticeLine) return std::nullopt;
  bool too_deep = false;
  const auto j = parse_bounded_json<json>(line, kNoticeDepth, too_deep);
  if (!j.is_object()) return std::nullopt;
  const auto sent = parse_date(notice_text(j, "sent"));
  const auto noted = parse_rfc3339(notice_text(j, "noted"));
  const auto digest = Digest::parse(notice_text(j, "sha256"));
  if (!sent || !noted || !digest) return std::nullopt;
  Notice notice{.scraper_id = notice_text(j, "scraper_id"),
                .operator_name = notice_text(j, "operator"),
                .sent = *sent,
                .answered = {},
                .proof = notice_text(j, "proof"),
                .sha256 = digest->hex(),
                .noted = *noted};
  if (const auto day = parse_date(notice_text(j, "answered")))
    notice.answered = *day;
  if (!is_proof_path(notice.proof, *digest) || notice_line(notice) != line)
    return std::nullopt;
  return notice;
}

CustodyEvent event_of(const Notice& notice) {
  const std::string answered =
      notice.answered ? ", answered on " + to_date(*notice.answered)
                      : std::string();
  return {.action = "notice",
          .item = notice.proof,
          .digest = "sha256:" + notice.sha256,
          .reason = fmt::format(
              "{} told on {}{}; {} of the line in {}", notice.operator_name,
              to_date(notice.sent), answered,
              sha256(notice_line(notice)).labelled(), kNoticesPath)};
}

Status check_days(const Notice& notice, UtcTime now) {
  if (notice.sent > now)
    return fail(ErrorKind::usage, "the notice is dated in the future",
                to_date(notice.sent));
  if (notice.answered && *notice.answered > now)
    return fail(ErrorKind::usage, "the answer is dated in the future",
                to_date(*notice.answered));
  if (notice.answered && *notice.answered < notice.sent)
    return fail(ErrorKind::usage, "the answer is dated before the notice",
                to_date(*notice.answered));
  return {};
}

}  // namespace veto::reports
