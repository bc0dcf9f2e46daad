// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log file's bytes, unpacked where it is gzip, bzip2, xz or zstd (also
// several after another, as logrotate and `cat a.gz b.gz` make them), in pieces
// of bounded size. Both the file as delivered and the unpacked stream are
// hashed on the way.

#ifndef VETO_AUDIT_LOGS_LOG_STREAM_H_
#define VETO_AUDIT_LOGS_LOG_STREAM_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"

namespace veto::logs {

class LogStream {
 public:
  // A stream that unpacks to more than this is refused.
  static constexpr std::uint64_t kMaxStream = std::uint64_t{256} << 30;
  // And one that unpacks to more than kFree and to more than kMaxRatio bytes
  // for each packed one: no log does.
  static constexpr std::uint64_t kFree = 64 << 20;
  static constexpr std::uint64_t kMaxRatio = 10'000;
  static constexpr std::uint64_t kWholeFile = ~std::uint64_t{0};

  // Reads at most `limit` bytes of the file: a log may grow meanwhile. With
  // `hash` false the digests stay empty. Errors: not_found, io.
  static Result<LogStream> open(const std::filesystem::path& path,
                                std::uint64_t limit = kWholeFile,
                                bool hash = false);
  ~LogStream();
  LogStream(LogStream&&) noexcept;
  LogStream& operator=(LogStream&&) noexcept;

  // The next bytes, valid until the next call; empty at the end. Errors: io,
  // damaged (does not decode), too_large (also for what was packed for a larger
  // memory than unpack.h gives it).
  Result<std::string_view> next();

  // Whether the stream is not the file itself.
  bool packed() const;
  // What the file held, after the end was reached.
  std::uint64_t file_bytes() const;
  // The last packed member ends before its time: a log still being written, or
  // a copy that was cut.
  bool cut_short() const;
  // Once each, at the end.
  Digest file_digest();
  Digest stream_digest();

 private:
  struct State;
  explicit LogStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_STREAM_H_
