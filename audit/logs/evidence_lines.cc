// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/evidence_lines.h"

#include <fmt/format.h>

#include "audit/logs/line_reader.h"
#include "base/text.h"

namespace veto::logs {

Result<RawLines> read_lines(const std::vector<LogFile>& files,
                            const std::set<Place>& wanted,
                            std::stop_token stop) {
  RawLines lines;
  auto next = wanted.begin();
  while (next != wanted.end()) {
    const std::uint32_t number = next->file;
    const LogFile& file = files[number];
    auto stream = LogStream::open(file.path, file.size);
    if (!stream) return pass(stream);
    LineReader reader(*stream);
    Line line;
    while (next != wanted.end() && next->file == number) {
      if (stop.stop_requested())
        return fail(ErrorKind::interrupted, "stopped while reading evidence");
      auto more = reader.next(line);
      if (!more) return pass(more);
      if (!*more)
        return fail(ErrorKind::damaged, "the log changed while it was read",
                    file.path.string());
      if (line.number != next->line) continue;
      lines.emplace(*next++, line.bytes);
    }
  }
  return lines;
}

std::string line_ref(const LogFile& file, const Place& place) {
  return fmt::format("{}#{}", file.stream_digest.hex(), place.offset);
}

audit::Evidence line_evidence(const std::vector<LogFile>& files,
                              const RawLines& lines, const Place& place) {
  const LogFile& file = files[place.file];
  const std::string& raw = lines.at(place);
  return {
      .kind = "log_line",
      .ref = line_ref(file, place),
      .where = fmt::format("{}:{}, byte {}, file sha256 {}",
                           to_valid_utf8(file.path.filename().string()),
                           place.line, place.offset, file.file_digest.hex()),
      .sha256 = sha256(raw).hex(),
      .raw = to_valid_utf8(raw)};
}

}  // namespace veto::logs
