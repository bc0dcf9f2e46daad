// SPDX-License-Identifier: GPL-3.0-or-later
//
// The logs stage: access logs -> what each client asked for, whether the rules
// in force asked it not to, and which excuses hold. Shows retrieval, never
// use. Predicates and codes: docs/finding-codes.md.

#ifndef VETO_AUDIT_LOGS_LOGS_H_
#define VETO_AUDIT_LOGS_LOGS_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/address_history.h"
#include "audit/logs/automation.h"
#include "audit/logs/log_rates.h"
#include "audit/logs/request_times.h"
#include "audit/logs/reverse_names.h"
#include "audit/logs/sent_history.h"
#include "audit/traps/trap.h"
#include "base/case.h"
#include "base/digest.h"
#include "base/stage.h"
#include "config/scrapers.h"
#include "config/settings.h"
#include "crawler/api/robots_history.h"

namespace veto::logs {

// One line, parsed. Text fields are decoded (\xHH, \"); the raw line is read
// again from the file by offset where it is evidence.
struct LogRequest {
  std::uint32_t file = 0;    // index into LogSummary::files
  std::uint64_t line = 0;    // 1-based, in the decoded stream
  std::uint64_t offset = 0;  // bytes, in the decoded stream
  UtcTime time;
  std::string ip;
  std::string host;  // virtual host, where the format has one
  std::string method;
  std::string target;  // path and query as requested
  int status = 0;
  std::int64_t bytes = -1;  // body bytes; -1 when the log does not say
  std::string referer;
  std::string user_agent;
  bool has_user_agent = false;  // "-" is absence, "" is an empty value
};

struct LogFile {
  std::filesystem::path path;  // in a case: relative to it
  std::uint64_t size = 0;
  Digest file_digest;    // as delivered
  Digest stream_digest;  // decompressed
  std::string format;    // "combined", "vhost_combined", ...
  std::string weakness;  // of the format, see there; "" for none
  std::uint64_t lines = 0;
  std::uint64_t parsed = 0;
  // Lines kept aside: number and reason, at most 1000; the count is whole.
  std::uint64_t set_aside = 0;
  std::vector<std::pair<std::uint64_t, std::string>> reasons;
  UtcTime first, last;
  bool cut_short = false;  // a packed file ends before its time
  // Bytes of the unpacked stream that were anchored within a day
  // (audit/logs/anchored.h), the end of the last anchor, whether that is all of
  // it, and how many anchors carry somebody else's time stamp.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> anchored;
  std::uint64_t anchored_to = 0;
  bool anchored_whole = false;
  std::uint64_t anchor_stamps = 0;
};

// One client as the log shows it: an address with the agents it named.
struct Client {
  std::string ip;
  std::vector<std::string> user_agents;  // distinct, in order, at most 16
  std::string scraper_id;  // registry entry its user agent names, or ""
  audit::Identity identity = audit::Identity::i0;
  std::uint64_t requests = 0;
  std::uint64_t robots_reads = 0;
  std::uint64_t disallowed = 0;  // served although the rule asked otherwise
  std::uint64_t excused = 0;
  std::uint64_t face_images = 0;  // whole deliveries of an image of a face
  std::uint64_t findings = 0;
  UtcTime first, last;
  RequestTimes times;  // of its requests without a browser's name; may be none
  bool own_crawl = false;  // this program's own visits: in no finding
  // Declares itself a robot, or behaves so openly that it read robots.txt.
  bool declared = false;
};

// A face image of the case that R1 looks for.
struct FaceImage {
  std::string target;  // path and query on the log's origin
  std::string url;
  Digest digest;
  std::uint64_t bytes = 0;  // payload size as captured
  std::string capture_id;
  bool imported = false;  // the bytes are the user's statement
};

// What became of one request that robots.txt has something to say about.
struct Verdict {
  LogRequest request;
  std::string agent;  // product token it was judged by: the registry's, the
                      // first token of the user agent, or "*"
  audit::Identity identity = audit::Identity::i0;
  // "allowed", "disallowed", "robots_read", "unknown" (rule in force not
  // known), "ambiguous" (readings differ).
  std::string verdict;
  std::string finding;  // its code, or ""
  int grade = 0;
  std::vector<std::string> excuses;  // those that apply
};

struct Inputs {
  std::vector<std::filesystem::path> files;
  // As for --format; "" to look at the lines.
  std::string format;
  std::string origin;
  crawler::RobotsHistory history;
  std::optional<UtcTime> complete_from;
  // The user's statement that the site served nobody before this time, so
  // that no client can hold an older copy of its rules.
  std::optional<UtcTime> first_served;
  std::vector<FaceImage> faces;
  // Anchors of all the files (audit/logs/anchor.h); "" for none.
  std::filesystem::path anchors;
  std::vector<traps::Trap> traps;  // that V8 and V12 look for
  // What pages and images asked about their use, by the case's captures.
  SentHistory sent;
  // What operators published about their addresses; without them nobody is
  // more than a name.
  std::vector<AddressFile> address_lists;
  // Where the lists are from: answers of the DNS are kept there too. "" for
  // none.
  std::filesystem::path folder;
  // Empty: the DNS is not asked. Needs a folder.
  NameAsker ask_names;
  // Where each finding gets its evidence pack (audit/logs/pack.h). "" for
  // none.
  std::filesystem::path packs;
  // Whether clients with a browser's name are looked at for signs of programs
  // (audit/logs/automation.h).
  bool undeclared = false;
  // Our own crawls: their product token. Empty for none.
  std::string own_token;
  // Null for the one this program was built with.
  const config::ScraperRegistry* registry = nullptr;
};

// What is counted and not listed.
struct LogCounts {
  std::uint64_t requests = 0;
  // Clients with a browser's name and no finding: most are people, so only
  // their number is kept, never their addresses.
  std::uint64_t visitors = 0;
  std::uint64_t visitor_requests = 0;
  std::uint64_t own_requests = 0;  // by this program's own crawler
  std::uint64_t other_host = 0;    // for another host than the logs' own
  std::uint64_t disallowed = 0;    // of findings against a client
  std::uint64_t excused = 0;
  std::uint64_t not_judged = 0;  // beyond the limits of memory
  // Requests for traps, our own crawler's left out, and those of them that an
  // excuse set aside, by its name (audit/logs/trap_judge.h).
  std::uint64_t trap_requests = 0;
  std::map<std::string, std::uint64_t> trap_excuses;
  std::uint64_t verdicts = 0;           // reached
  std::uint64_t verdicts_left_out = 0;  // of them not kept
  std::uint64_t clients_left_out = 0;
  // Requests beyond a limit of memory, by what was not looked for in them:
  // "V10", "V4", "P3", "V5-V7", "V13", "signatures".
  std::map<std::string, std::uint64_t> passed_over;
  std::map<std::string, std::uint64_t> excuses;  // how often each applied
};

struct LogSummary {
  static constexpr std::size_t kMaxVerdicts = 200'000;
  static constexpr std::size_t kMaxClients = 10'000;

  LogCounts counts;
  std::vector<LogFile> files;
  // Most findings first, then most requests; without visitors.
  std::vector<Client> clients;
  // By sessions, most first; at most kMaxClients.
  std::vector<AgentRate> rates;
  std::vector<Verdict> verdicts;  // in order of file and line
  std::vector<audit::Finding> findings;
  // Where it was asked for: in no finding, and in no case.
  bool looked_for_automation = false;
  std::vector<LikelyAutomation> automation;
  std::uint64_t automation_left_out = 0;
};

// Takes each verdict as it is reached, in order of file and line, in a thread
// of its own; the summary has the files and nothing else. An error ends the
// analysis.
using VerdictSink =
    std::function<Status(const LogSummary& summary, const Verdict& verdict)>;

// The whole analysis on files alone: `veto logs` without a case. With a sink
// the summary keeps no verdicts, and as many as there are go to it. Errors:
// not_found, io, damaged (packed data), unsupported (a file in no known format,
// naming a sample line), usage (a format that is not understood), interrupted.
// A file that holds the same bytes as an earlier one is left out with a
// warning, and of lines that stand in two files the second is set aside.
Result<LogSummary> analyse_logs(const Inputs& inputs, const Sinks& sinks,
                                std::stop_token stop,
                                const VerdictSink& verdicts = {});

// The stage: inputs from the settings, the case's robots history and its
// faces; the logs are copied into the case's logs/ and hashed. Counts:
// "lines", "set aside", "clients", "findings".
Result<StageReport> run_logs(Case& the_case, const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop,
                             const NameAsker& ask_names = {});
Result<LogSummary> load_logs(Case& the_case, std::string_view run_id);

// DESIGN of the machine outputs: "veto.logs/1", and one line a verdict.
nlohmann::json summary_json(const LogSummary& summary);
std::string verdict_jsonl(const LogSummary& summary, const Verdict& verdict);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOGS_H_
