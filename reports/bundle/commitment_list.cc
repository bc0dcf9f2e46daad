// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/commitment_list.h"

#include <nlohmann/json.hpp>

#include "base/bounded_json.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/edition/aliases.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::string_view kCommitmentsSchema = "veto.log-commitments/1";
constexpr int kCommitmentsDepth = 6;
constexpr std::size_t kMaxCommittedLogs = 10'000;
constexpr std::size_t kMaxSealedParts = 10'000;

// Its first digits.
std::string log_stem(std::string_view stream) {
  constexpr std::size_t kDigits = 16;
  const auto dash = stream.find('-') + 1;  // 0 where there is none
  return std::string(stream.substr(0, dash + kDigits));
}

json to_json(const LogCommitment& log) {
  json entry = {{"log", to_valid_utf8(log.log)},
                {"size", log.size},
                {"file_sha256", log.file},
                {"stream_sha256", log.stream},
                {"lines", log.lines},
                {"root", log.root.hex()},
                {"excerpt", excerpt_name(log.stream)},
                {"proofs", proofs_name(log.stream)},
                {"shown",
                 {{"lines", log.shown},
                  {"by_reason", log.why},
                  {"left_out", log.left_out},
                  {"accused", log.accused},
                  {"format_known", log.format_known}}}};
  if (!log.sealed.empty())
    entry["sealed"] = {{"log", log.sealed}, {"secret", log.sealed_secret}};
  return entry;
}

// What the JSON library finds missing or of another type, it throws.
LogCommitment log_from_json(const json& entry) {
  const auto digest = [&](const char* name) {
    const auto read = Digest::parse(entry.at(name).get<std::string>());
    if (!read) throw json::other_error::create(501, name, nullptr);
    return *read;
  };
  const auto name = [&](const char* field) {
    auto text = entry.at(field).get<std::string>();
    return is_spelled_alias(text) ? text : digest(field).hex();
  };
  LogCommitment log;
  log.log = entry.at("log").get<std::string>();
  log.size = entry.at("size").get<std::uint64_t>();
  log.file = name("file_sha256");
  log.stream = name("stream_sha256");
  log.lines = entry.at("lines").get<std::uint64_t>();
  log.root = digest("root");
  const json& shown = entry.at("shown");
  log.shown = shown.at("lines").get<std::uint64_t>();
  log.left_out = shown.at("left_out").get<std::uint64_t>();
  if (const auto sealed = entry.find("sealed"); sealed != entry.end()) {
    log.sealed = sealed->at("log").get<std::vector<std::string>>();
    log.sealed_secret = sealed->at("secret").get<std::vector<std::string>>();
  }
  if (log.sealed.size() > kMaxSealedParts ||
      log.sealed_secret.size() > kMaxSealedParts)
    throw json::other_error::create(501, "too many parts", nullptr);
  return log;
}

}  // namespace

std::string excerpt_name(std::string_view stream) {
  return log_stem(stream) + ".log";
}

std::string proofs_name(std::string_view stream) {
  return log_stem(stream) + ".proofs.jsonl";
}

std::string commitments_text(const CommitmentList& list) {
  json document = {
      {"schema", kCommitmentsSchema},
      {"algorithm",
       {{"leaf", "SHA-256(0x00 || salt || line)"},
        {"inner", "SHA-256(0x01 || left || right)"},
        {"salt",
         "HMAC-SHA-256(secret of the log, number of the line from 1 as 8 "
         "bytes, highest first)"},
        {"line",
         "without its line end (LF or CR LF), a byte order mark at the start "
         "of the log and NUL bytes before it; its first 65536 bytes"},
        {"shape", "RFC 6962, section 2.1"}}},
      {"reasons",
       {{"evidence", "a finding rests on the line"},
        {"robots", "it asks for robots.txt, by a program's name"},
        {"accused",
         "it is by an address, or from a published range, that a finding "
         "counts against; lines by browsers' names only where a finding says "
         "that a program sent them"}}},
      {"logs", json::array()},
      {"not_committed", json::array()}};
  for (const LogCommitment& log : list.logs)
    document["logs"].push_back(to_json(log));
  for (const NotCommitted& log : list.not_committed)
    document["not_committed"].push_back(
        {{"log", to_valid_utf8(log.log)}, {"why", to_valid_utf8(log.why)}});
  if (!list.cipher.empty())
    document["sealed"] = {{"cipher", list.cipher},
                          {"recipients", list.recipients},
                          {"by_passphrase", list.recipients.empty()}};
  return document.dump(2) + "\n";
}

Result<CommitmentList> parse_commitments(std::string_view text) {
  bool too_deep = false;
  const json document =
      parse_bounded_json<json>(text, kCommitmentsDepth, too_deep);
  if (!document.is_object() ||
      document.value("schema", json()) != json(kCommitmentsSchema))
    return fail(ErrorKind::damaged,
                "is no list of commitments that this program knows");
  CommitmentList list;
  try {
    const json& logs = document.at("logs");
    if (!logs.is_array() || logs.size() > kMaxCommittedLogs)
      return fail(ErrorKind::damaged, "lists no logs, or too many");
    for (const json& entry : logs) list.logs.push_back(log_from_json(entry));
    for (const json& entry : document.at("not_committed"))
      list.not_committed.push_back({entry.at("log").get<std::string>(),
                                    entry.at("why").get<std::string>()});
    if (const auto sealed = document.find("sealed"); sealed != document.end()) {
      list.cipher = sealed->at("cipher").get<std::string>();
      list.recipients =
          sealed->at("recipients").get<std::vector<std::string>>();
    }
  } catch (const json::exception&) {
    return fail(ErrorKind::damaged, "an entry lacks what every entry has");
  }
  return list;
}

Result<CommitmentList> read_commitments(const std::filesystem::path& bundle) {
  auto text = read_file(
      bundle / std::string(kLogFolder) / std::string(kCommitmentsName),
      kMaxCommitments);
  if (!text && text.error().kind == ErrorKind::not_found)
    return CommitmentList();
  if (!text) return pass(text);
  return parse_commitments(*text);
}

}  // namespace veto::reports
