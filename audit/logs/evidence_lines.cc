// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/evidence_lines.h"

#include <fmt/format.h>

#include <fstream>

#include "audit/logs/line_reader.h"
#include "base/text.h"

namespace veto::logs {

namespace {

using Next = std::set<Place>::const_iterator;

std::unexpected<Error> changed(const LogFile& file) {
  return fail(ErrorKind::damaged, "the log changed while it was read",
              file.path.string());
}

// Of a file that is the stream itself.
Status read_by_offset(const LogFile& file, std::uint32_t number, Next& next,
                      Next end, RawLines& lines) {
  std::ifstream in(file.path, std::ios::binary);
  std::vector<char> buffer(LineReader::kMaxLine + 2);
  for (; next != end && next->file == number; ++next) {
    in.seekg(static_cast<std::streamoff>(next->offset));
    in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    auto size = static_cast<std::size_t>(in.gcount());
    if (size == 0) return changed(file);
    // The line end is counted, and not there where the file ends without one.
    if (!in.eof()) --size;
    in.clear();
    if (size > 0 && buffer[size - 1] == '\r') --size;
    lines.emplace(*next, std::string(buffer.data(), size));
  }
  return {};
}

Status read_to_each(LogStream& stream, const LogFile& file,
                    std::uint32_t number, Next& next, Next end, RawLines& lines,
                    std::stop_token stop) {
  LineReader reader(stream);
  Line line;
  while (next != end && next->file == number) {
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading evidence");
    auto more = reader.next(line);
    if (!more) return pass(more);
    if (!*more) return changed(file);
    if (line.number == next->line) lines.emplace(*next++, line.bytes);
  }
  return {};
}

}  // namespace

Result<RawLines> read_lines(const std::vector<LogFile>& files,
                            const std::set<Place>& wanted,
                            std::stop_token stop) {
  RawLines lines;
  for (auto next = wanted.begin(); next != wanted.end();) {
    const std::uint32_t number = next->file;
    const LogFile& file = files[number];
    auto stream = LogStream::open(file.path, file.size);
    if (!stream) return pass(stream);
    auto read = stream->packed()
                    ? read_to_each(*stream, file, number, next, wanted.end(),
                                   lines, stop)
                    : read_by_offset(file, number, next, wanted.end(), lines);
    if (!read) return pass(read);
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
