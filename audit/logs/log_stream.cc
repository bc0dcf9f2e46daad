// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_stream.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace veto::logs {
namespace {

constexpr std::size_t kDecodeChunk = 256 * 1024;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct Packing {
  std::string_view magic;
  std::string_view hint;
};

constexpr Packing kUnsupported[] = {
    {"BZh", "unpack it first, with bunzip2 -k"},
    {std::string_view("\xFD"
                      "7zXZ\0",
                      6),
     "unpack it first, with unxz -k"},
    {"\x28\xB5\x2F\xFD", "unpack it first, with unzstd"},
};

}  // namespace

struct LogStream::State {
  std::filesystem::path path;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::uint64_t limit = kWholeFile;
  std::uint64_t file_bytes = 0;
  std::uint64_t stream_bytes = 0;
  bool gzip = false;
  bool ended = false;
  bool cut_short = false;
  bool between_members = true;
  std::vector<char> raw = std::vector<char>(kDecodeChunk);
  std::vector<char> out;
  z_stream z{};
  bool inflating = false;
  std::optional<Sha256> file_hash;
  std::optional<Sha256> stream_hash;

  ~State() {
    if (inflating) inflateEnd(&z);
  }
  Result<std::size_t> read_raw();
  Result<std::string_view> inflate_some();
  Result<bool> next_member();
};

LogStream::LogStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
LogStream::~LogStream() = default;
LogStream::LogStream(LogStream&&) noexcept = default;
LogStream& LogStream::operator=(LogStream&&) noexcept = default;

Result<LogStream> LogStream::open(const std::filesystem::path& path,
                                  std::uint64_t limit, bool hash) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return fail(ErrorKind::io, "a log must be a file", path.string());
  auto state = std::make_unique<State>();
  state->file.reset(std::fopen(path.c_str(), "rb"));
  if (!state->file)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                "cannot open the log", path.string());
  state->path = path;
  state->limit = limit;
  if (hash) {
    state->file_hash.emplace();
    state->stream_hash.emplace();
  }
  char magic[6] = {};
  const std::size_t got = std::fread(magic, 1, sizeof magic, state->file.get());
  const std::string_view start(magic, got);
  for (const Packing& packing : kUnsupported)
    if (start.starts_with(packing.magic))
      return fail(ErrorKind::unsupported, "cannot unpack this kind of file",
                  path.string(), std::string(packing.hint));
  state->gzip = start.starts_with("\x1F\x8B");
  std::rewind(state->file.get());
  return LogStream(std::move(state));
}

Result<std::size_t> LogStream::State::read_raw() {
  const auto want = static_cast<std::size_t>(
      std::min<std::uint64_t>(raw.size(), limit - file_bytes));
  const std::size_t got =
      want == 0 ? 0 : std::fread(raw.data(), 1, want, file.get());
  if (got < want && std::ferror(file.get()))
    return fail(ErrorKind::io, "cannot read the log", path.string());
  file_bytes += got;
  if (file_hash) file_hash->update({raw.data(), got});
  return got;
}

// Begins the next member at the unread input; false at the end of the file.
Result<bool> LogStream::State::next_member() {
  if (z.avail_in == 0) {
    auto got = read_raw();
    if (!got) return pass(got);
    if (*got == 0) return false;
    z.next_in = reinterpret_cast<Bytef*>(raw.data());
    z.avail_in = static_cast<uInt>(*got);
  }
  // Padding with zero bytes after the last member is customary.
  while (z.avail_in > 0 && *z.next_in == 0) {
    ++z.next_in;
    --z.avail_in;
  }
  if (z.avail_in == 0) return next_member();
  const int ready = inflating ? inflateReset(&z) : inflateInit2(&z, 16 + 15);
  inflating = true;
  if (ready != Z_OK)
    return fail(ErrorKind::io, "cannot start unpacking", path.string());
  between_members = false;
  return true;
}

Result<std::string_view> LogStream::State::inflate_some() {
  if (out.empty()) out.resize(kDecodeChunk);
  for (;;) {
    if (between_members) {
      auto more = next_member();
      if (!more) return pass(more);
      if (!*more) return std::string_view();
    }
    if (z.avail_in == 0) {
      auto got = read_raw();
      if (!got) return pass(got);
      if (*got == 0) {
        cut_short = true;
        return std::string_view();
      }
      z.next_in = reinterpret_cast<Bytef*>(raw.data());
      z.avail_in = static_cast<uInt>(*got);
    }
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&z, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      return fail(ErrorKind::damaged, "the gzip data does not decode",
                  path.string());
    between_members = result == Z_STREAM_END;
    if (const std::size_t made = out.size() - z.avail_out; made > 0)
      return std::string_view(out.data(), made);
  }
}

Result<std::string_view> LogStream::next() {
  State& s = *state_;
  if (s.ended) return std::string_view();
  std::string_view piece;
  if (s.gzip) {
    auto got = s.inflate_some();
    if (!got) return pass(got);
    piece = *got;
  } else {
    auto got = s.read_raw();
    if (!got) return pass(got);
    piece = {s.raw.data(), *got};
  }
  s.ended = piece.empty();
  s.stream_bytes += piece.size();
  if (s.stream_bytes > kMaxStream)
    return fail(ErrorKind::too_large, "the log unpacks to more than 256 GiB",
                s.path.string());
  if (s.stream_hash) s.stream_hash->update(piece);
  return piece;
}

std::uint64_t LogStream::file_bytes() const { return state_->file_bytes; }
bool LogStream::cut_short() const { return state_->cut_short; }

Digest LogStream::file_digest() {
  return state_->file_hash ? state_->file_hash->finish() : Digest{};
}

Digest LogStream::stream_digest() {
  return state_->stream_hash ? state_->stream_hash->finish() : Digest{};
}

}  // namespace veto::logs
