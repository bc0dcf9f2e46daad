// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/log_excerpts.h"

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/commitment_list.h"

namespace veto::reports {
namespace {

// One line, however many findings it is evidence for.
struct Line {
  std::string sha256;
  std::string raw;  // as valid UTF-8
  std::string where;
  std::set<std::string> findings;
};

struct Log {
  const logs::LogFile* file = nullptr;
  std::map<std::uint64_t, Line> lines;  // by offset in the unpacked log
};

// "<stream digest>#<offset>" (audit/logs/evidence_lines.h).
std::optional<std::pair<std::string, std::uint64_t>> read_ref(
    std::string_view ref) {
  const auto hash = ref.find('#');
  if (hash == std::string_view::npos || !Digest::parse(ref.substr(0, hash)))
    return std::nullopt;
  std::uint64_t offset = 0;
  const char* end = ref.data() + ref.size();
  const auto read = std::from_chars(ref.data() + hash + 1, end, offset);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::pair(std::string(ref.substr(0, hash)), offset);
}

std::map<std::string, Log> lines_by_log(
    const std::vector<audit::Finding>& findings,
    const std::vector<logs::LogFile>& files) {
  std::map<std::string, Log> logs;
  for (const auto& finding : findings)
    for (const auto& item : finding.evidence) {
      if (item.kind != "log_line") continue;
      const auto ref = read_ref(item.ref);
      if (!ref) continue;
      Line& line = logs[ref->first].lines[ref->second];
      line.sha256 = item.sha256;
      line.raw = item.raw;
      line.where = item.where;
      line.findings.insert(finding.id);
    }
  for (const auto& file : files)
    if (const auto log = logs.find(file.stream_digest.hex()); log != logs.end())
      log->second.file = &file;
  return logs;
}

nlohmann::json index_entry(const std::string& digest, const Log& log,
                           std::uint64_t offset, const Line& line) {
  nlohmann::json entry = {{"stream_sha256", digest},
                          {"offset", offset},
                          {"where", to_valid_utf8(line.where)},
                          {"line_sha256", line.sha256},
                          {"findings", line.findings}};
  if (log.file) {
    entry["log"] = to_valid_utf8(log.file->path.filename().string());
    entry["file_sha256"] = log.file->file_digest.hex();
  }
  return entry;
}

}  // namespace

Status write_log_index(const std::filesystem::path& dir,
                       const std::vector<audit::Finding>& findings,
                       const std::vector<logs::LogFile>& files,
                       const LogsWritten& shown, const Aliases* aliases) {
  const auto spelled = [&](const std::string& text) {
    return aliases ? aliases->spelled(text) : text;
  };
  std::string index;
  for (const auto& [digest, log] : lines_by_log(findings, files)) {
    const std::string name = excerpt_name(spelled(digest));
    const auto written = shown.shown.find(digest);
    std::string excerpt;
    for (const auto& [offset, line] : log.lines) {
      auto entry = index_entry(digest, log, offset, line);
      std::optional<ShownAt> at;
      if (written != shown.shown.end()) {
        if (const auto known = written->second.find(offset);
            known != written->second.end())
          at = known->second;
      } else if (sha256(line.raw).hex() == line.sha256) {
        at = {excerpt.size(), line.raw.size()};
        excerpt += line.raw + '\n';
      }
      entry["bytes_kept"] = at.has_value();
      if (at) {
        entry["excerpt"] = name;
        entry["excerpt_offset"] = at->excerpt_offset;
        entry["length"] = at->length;
      }
      index += entry.dump() + '\n';
    }
    if (written != shown.shown.end()) continue;
    if (auto kept = write_file_atomic(dir / name, excerpt); !kept) return kept;
  }
  return write_file_atomic(dir / "index.jsonl", spelled(index));
}

}  // namespace veto::reports
