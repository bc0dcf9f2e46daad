// SPDX-License-Identifier: GPL-3.0-or-later
//
// keep_notice() and load_notices(): notices/ in the case.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/copy.h"
#include "reports/edition/notices.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t kMaxProofFile = 64u << 20;
constexpr std::uint64_t kMaxNotices = 16u << 20;
constexpr std::string_view kNoticesPath = "notices/notices.jsonl";

// Whose scraper that is, as the findings name it.
Result<std::string> operator_of(const std::vector<audit::Finding>& findings,
                                const std::string& scraper_id) {
  const auto named = named_operators(findings);
  std::string known;
  for (const NamedOperator& one : named) {
    if (std::ranges::find(one.scraper_ids, scraper_id) != one.scraper_ids.end())
      return one.name;
    for (const std::string& id : one.scraper_ids)
      known +=
          fmt::format("{}{} ({})", known.empty() ? "" : ", ", id, one.name);
  }
  return fail(ErrorKind::usage,
              "no finding of the newest run names the operator", scraper_id,
              known.empty() ? "no operator is named in it: no client was "
                              "verified"
                            : "named are: " + known);
}

Status check_days(const NoticeOrder& order, UtcTime now) {
  if (order.sent > now)
    return fail(ErrorKind::usage, "the notice is dated in the future",
                to_date(order.sent));
  if (order.answered && *order.answered > now)
    return fail(ErrorKind::usage, "the answer is dated in the future",
                to_date(*order.answered));
  if (order.answered && *order.answered < order.sent)
    return fail(ErrorKind::usage, "the answer is dated before the notice",
                to_date(*order.answered));
  return {};
}

std::string kept_name(const Digest& digest, const fs::path& file) {
  std::string name = digest.hex().substr(0, 16) + "-";
  for (const char c : file.filename().string().substr(0, 60))
    name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '.' || c == '-'
                ? c
                : '_';
  return name;
}

// Its path in the case, and its digest.
Status keep_proof(const Case& the_case, const fs::path& file, Notice& notice) {
  std::error_code code;
  if (fs::is_regular_file(file, code) &&
      fs::file_size(file, code) > kMaxProofFile)
    return fail(ErrorKind::too_large, "the proof is over 64 MiB",
                file.string());
  const auto digest = sha256_file(file);
  if (!digest) return std::unexpected(digest.error());
  notice.sha256 = digest->hex();
  notice.proof = "notices/" + kept_name(*digest, file);
  const fs::path to = the_case.path(notice.proof);
  if (const auto there = sha256_file(to); there && *there == *digest) return {};
  return copy_evidence(file, to);
}

json to_line(const Notice& notice, UtcTime now) {
  return {{"scraper_id", notice.scraper_id},
          {"operator", notice.operator_name},
          {"sent", to_date(notice.sent)},
          {"answered",
           notice.answered ? json(to_date(*notice.answered)) : json(nullptr)},
          {"proof", notice.proof},
          {"sha256", notice.sha256},
          {"noted", to_rfc3339(now)}};
}

std::optional<Notice> read_notice(std::string_view line) {
  const json j = json::parse(line, nullptr, false);
  if (!j.is_object()) return std::nullopt;
  for (const char* name : {"scraper_id", "operator", "sent", "proof", "sha256"})
    if (!j.contains(name) || !j[name].is_string()) return std::nullopt;
  Notice notice{j["scraper_id"], j["operator"], {}, {},
                j["proof"],      j["sha256"]};
  const auto sent = parse_date(j["sent"].get<std::string>());
  if (!sent) return std::nullopt;
  notice.sent = *sent;
  const auto answered = j.find("answered");
  if (answered == j.end() || answered->is_null()) return notice;
  if (!answered->is_string()) return std::nullopt;
  const auto day = parse_date(answered->get<std::string>());
  if (!day) return std::nullopt;
  notice.answered = *day;
  return notice;
}

}  // namespace

Result<Notice> keep_notice(Case& the_case,
                           const std::vector<audit::Finding>& findings,
                           const NoticeOrder& order) {
  auto name = operator_of(findings, order.scraper_id);
  if (!name) return pass(name);
  const UtcTime now = the_case.clock().now();
  if (auto s = check_days(order, now); !s) return pass(s);
  Notice notice{.scraper_id = order.scraper_id,
                .operator_name = *std::move(name),
                .sent = order.sent,
                .answered = order.answered,
                .proof = {},
                .sha256 = {}};
  if (auto s = keep_proof(the_case, order.proof, notice); !s) return pass(s);
  auto file = AppendFile::open(the_case.path(kNoticesPath));
  if (!file) return pass(file);
  if (auto s = file->append(to_line(notice, now).dump() + '\n'); !s)
    return pass(s);
  if (auto s = file->sync(); !s) return pass(s);
  auto noted = the_case.custody(
      {.action = "notice",
       .item = notice.proof,
       .digest = "sha256:" + notice.sha256,
       .reason = fmt::format(
           "{} told on {}{}", notice.operator_name, to_date(notice.sent),
           notice.answered ? ", answered on " + to_date(*notice.answered)
                           : std::string())});
  if (!noted) return pass(noted);
  return notice;
}

Result<std::vector<Notice>> load_notices(const Case& the_case) {
  std::vector<Notice> notices;
  const fs::path path = the_case.path(kNoticesPath);
  const auto text = read_file(path, kMaxNotices);
  if (!text && text.error().kind == ErrorKind::not_found) return notices;
  if (!text) return std::unexpected(text.error());
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    auto notice = read_notice(line);
    if (!notice)
      return fail(ErrorKind::damaged, "a line is no notice", path.string());
    const auto proof = sha256_file(the_case.path(notice->proof));
    if (!proof && proof.error().kind == ErrorKind::io)
      return std::unexpected(proof.error());
    if (!proof || proof->hex() != notice->sha256)
      return fail(ErrorKind::damaged,
                  "the proof of a notice is not the one that was kept",
                  notice->proof);
    notices.push_back(*std::move(notice));
  }
  return notices;
}

}  // namespace veto::reports
