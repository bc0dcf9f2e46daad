// SPDX-License-Identifier: GPL-3.0-or-later
//
// keep_notice() and load_notices(): notices/ in the case.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/custody_chain.h"
#include "reports/edition/notice_line.h"
#include "reports/edition/notices.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxProofFile = 64u << 20;
constexpr std::uint64_t kMaxNotices = 16u << 20;
constexpr std::uint64_t kMaxCustody = 256u << 20;

// Whose scraper that is, as the findings name it.
Result<std::string> operator_of(const std::vector<NamedOperator>& named,
                                const std::string& scraper_id) {
  std::string known;
  for (const NamedOperator& one : named) {
    if (std::ranges::find(one.scraper_ids, scraper_id) != one.scraper_ids.end())
      return one.name;
    for (const std::string& id : one.scraper_ids)
      known +=
          fmt::format("{}{} ({})", known.empty() ? "" : ", ", id, one.name);
  }
  return fail(ErrorKind::usage, "nothing in the newest run names the operator",
              scraper_id,
              known.empty() ? "no operator is named in it: no client was "
                              "verified"
                            : "named are: " + known);
}

Result<std::string> read_proof(const fs::path& file) {
  auto bytes = read_regular_file(file, kMaxProofFile);
  if (!bytes && bytes.error().kind == ErrorKind::too_large)
    return fail(ErrorKind::too_large, "the proof is over 64 MiB",
                file.string());
  if (bytes && bytes->empty())
    return fail(ErrorKind::refused, "the proof is empty", file.string(),
                "give what was sent, or its receipt");
  return bytes;
}

// A link there would lead out of the case. Errors: refused.
Status check_folder(const Case& the_case) {
  const fs::path folder = the_case.path("notices");
  std::error_code code;
  if (fs::is_directory(fs::symlink_status(folder, code))) return {};
  return fail(ErrorKind::refused, "this is no folder of the case",
              folder.string(), "put the folder back in its place");
}

// "" where there are none yet.
Result<std::string> read_lines(const Case& the_case) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(the_case.path("notices"), code)))
    return std::string();
  if (auto s = check_folder(the_case); !s) return pass(s);
  auto text = read_regular_file(the_case.path(kNoticesPath), kMaxNotices,
                                Links::refused);
  if (!text && text.error().kind == ErrorKind::not_found) return std::string();
  return text;
}

Status keep_proof(const Case& the_case, const std::string& bytes,
                  const std::string& path) {
  const fs::path to = the_case.path(path);
  const auto there = read_regular_file(to, kMaxProofFile, Links::refused);
  if (there && *there == bytes) return {};
  return write_file_atomic(to, bytes, 0600);
}

// What the custody log says of notices: item, digest, reason.
using NoticeEvent = std::tuple<std::string, std::string, std::string>;

// Errors: io, too_large; damaged (its chain is broken).
Result<std::set<NoticeEvent>> events_in_custody(const Case& the_case) {
  const fs::path path = the_case.path("custody.jsonl");
  const auto log = read_regular_file(path, kMaxCustody, Links::refused);
  if (!log) return std::unexpected(log.error());
  const CustodyChain chain = check_custody(*log);
  if (!chain.faults.empty())
    return fail(ErrorKind::damaged,
                "the custody log, by which notices count, is not whole: a line "
                "of it " +
                    chain.faults.front().why,
                fmt::format("{}:{}", path.string(), chain.faults.front().line),
                "compare with a copy of the case");
  std::set<NoticeEvent> events;
  for (const std::string_view line : split(*log, '\n')) {
    if (!line.contains(R"("action":"notice")")) continue;
    const auto event = nlohmann::json::parse(line, nullptr, false);
    const auto text = [&](const char* name) {
      const auto at = event.find(name);
      return at != event.end() && at->is_string() ? at->get<std::string>()
                                                  : std::string();
    };
    events.emplace(text("item"), text("digest"), text("reason"));
  }
  return events;
}

// Why a line does not count; "" where it does.
std::string fault_of_notice(const Case& the_case, const Notice& notice,
                            const std::set<NoticeEvent>& events, UtcTime now) {
  const CustodyEvent event = event_of(notice);
  if (!events.contains({event.item, event.digest, to_valid_utf8(event.reason)}))
    return "the custody log has no such notice";
  if (const auto days = check_days(notice, std::min(notice.noted, now)); !days)
    return days.error().message();
  const auto proof = read_regular_file(the_case.path(notice.proof),
                                       kMaxProofFile, Links::refused);
  if (!proof) return "its proof: " + proof.error().message();
  if (sha256(*proof).hex() != notice.sha256)
    return "its proof is not the file that was kept: " + notice.proof;
  return {};
}

}  // namespace

Result<Notice> keep_notice(Case& the_case,
                           const std::vector<NamedOperator>& named,
                           const NoticeOrder& order) {
  auto name = operator_of(named, order.scraper_id);
  if (!name) return pass(name);
  Notice notice{.scraper_id = order.scraper_id,
                .operator_name = *std::move(name),
                .sent = order.sent,
                .answered = order.answered,
                .proof = {},
                .sha256 = {},
                .noted = the_case.clock().now()};
  if (auto s = check_days(notice, notice.noted); !s) return pass(s);
  const auto proof = read_proof(order.proof);
  if (!proof) return std::unexpected(proof.error());
  const Digest digest = sha256(*proof);
  notice.sha256 = digest.hex();
  notice.proof = proof_path(digest, order.proof);
  auto lines = read_lines(the_case);
  if (!lines) return pass(lines);
  if (auto made = make_dirs(the_case.path("notices")); !made) return pass(made);
  if (auto s = check_folder(the_case); !s) return pass(s);
  if (auto s = keep_proof(the_case, *proof, notice.proof); !s) return pass(s);
  // Before the line: none is ever there of which the custody log is silent.
  if (auto s = the_case.custody(event_of(notice)); !s) return pass(s);
  if (!lines->empty() && !lines->ends_with('\n')) *lines += '\n';
  *lines += notice_line(notice) + '\n';
  if (auto s = write_file_atomic(the_case.path(kNoticesPath), *lines); !s)
    return pass(s);
  return notice;
}

Result<std::vector<Notice>> load_notices(const Case& the_case) {
  const auto text = read_lines(the_case);
  if (!text) return std::unexpected(text.error());
  std::vector<Notice> notices;
  if (text->empty()) return notices;
  const auto events = events_in_custody(the_case);
  if (!events) return std::unexpected(events.error());
  std::size_t number = 0;
  for (const std::string_view line : split(*text, '\n')) {
    ++number;
    if (line.empty()) continue;
    auto notice = parse_notice(line);
    const std::string fault = notice
                                  ? fault_of_notice(the_case, *notice, *events,
                                                    the_case.clock().now())
                                  : "it is not as this program writes one";
    if (!fault.empty())
      return fail(ErrorKind::damaged, "a notice does not count: " + fault,
                  fmt::format("{}:{}", kNoticesPath, number),
                  "put the file back as it was; or take the line out, and keep "
                  "the notice again: veto bundle notice");
    notices.push_back(*std::move(notice));
  }
  return notices;
}

}  // namespace veto::reports
