// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/log_excerpts.h"

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/digest.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/text.h"

namespace veto::reports {
namespace {

// A log whose lines are not valid UTF-8 is read again for their bytes.
constexpr std::uint64_t kMaxLogBytes = 1u << 30;

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

// The unpacked log; "" where it cannot be had.
std::string unpacked(const logs::LogFile& file) {
  auto bytes = read_file(file.path, kMaxLogBytes);
  if (!bytes) return {};
  if (bytes->starts_with("\x1f\x8b")) {
    bytes = gzip_decompress(*bytes, kMaxLogBytes);
    if (!bytes) return {};
  }
  return sha256(*bytes) == file.stream_digest ? std::move(*bytes)
                                              : std::string();
}

// The bytes that have the line's digest, if they can be had.
std::optional<std::string> bytes_of(const Line& line, std::uint64_t offset,
                                    const Log& log, std::string& stream) {
  if (sha256(line.raw).hex() == line.sha256) return line.raw;
  if (!log.file) return std::nullopt;
  if (stream.empty()) stream = unpacked(*log.file);
  if (offset >= stream.size()) return std::nullopt;
  const auto end = std::min(stream.find('\n', offset), stream.size());
  std::string bytes = stream.substr(offset, end - offset);
  if (sha256(bytes).hex() == line.sha256) return bytes;
  if (bytes.ends_with('\r')) bytes.pop_back();
  if (sha256(bytes).hex() == line.sha256) return bytes;
  return std::nullopt;
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

Status write_log_excerpts(const std::filesystem::path& dir,
                          const std::vector<audit::Finding>& findings,
                          const std::vector<logs::LogFile>& files) {
  if (auto made = make_dirs(dir); !made) return made;
  std::string index;
  for (const auto& [digest, log] : lines_by_log(findings, files)) {
    const std::string name = digest.substr(0, 16) + ".log";
    std::string excerpt, stream;
    for (const auto& [offset, line] : log.lines) {
      auto entry = index_entry(digest, log, offset, line);
      const auto bytes = bytes_of(line, offset, log, stream);
      entry["bytes_kept"] = bytes.has_value();
      if (bytes) {
        entry["excerpt"] = name;
        entry["excerpt_offset"] = excerpt.size();
        entry["length"] = bytes->size();
        excerpt += *bytes + '\n';
      }
      index += entry.dump() + '\n';
    }
    if (auto written = write_file_atomic(dir / name, excerpt); !written)
      return written;
  }
  return write_file_atomic(dir / "index.jsonl", index);
}

}  // namespace veto::reports
