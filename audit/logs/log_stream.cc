// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

constexpr std::size_t kDecodeChunk = 256 * 1024;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

struct LogStream::State {
  std::filesystem::path path;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::uint64_t limit = kWholeFile;
  std::uint64_t file_bytes = 0;
  std::uint64_t stream_bytes = 0;
  bool ended = false;
  bool cut_short = false;
  std::vector<char> raw = std::vector<char>(kDecodeChunk);
  // Of a packed file.
  std::unique_ptr<Unpacker> unpacker;
  std::vector<char> out;
  std::string_view packed;  // read and not yet taken
  bool between_members = true;
  bool full = false;  // `out` was: there may be more without input
  std::optional<Sha256> file_hash;
  std::optional<Sha256> stream_hash;

  Result<std::size_t> read_raw();
  Result<bool> refill();
  Result<bool> next_member();
  Result<std::string_view> unpack_some();
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
  char magic[kPackingMagic] = {};
  const std::size_t got = std::fread(magic, 1, sizeof magic, state->file.get());
  state->unpacker = unpacker_for({magic, got});
  if (state->unpacker) state->out.resize(kDecodeChunk);
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

// False at the end of the file.
Result<bool> LogStream::State::refill() {
  auto got = read_raw();
  if (!got) return pass(got);
  packed = {raw.data(), *got};
  return *got > 0;
}

// Begins the next member at the unread input; false at the end of the file.
// Padding with zero bytes behind a member is customary.
Result<bool> LogStream::State::next_member() {
  for (;;) {
    packed.remove_prefix(
        std::min(packed.find_first_not_of('\0'), packed.size()));
    if (!packed.empty()) break;
    auto more = refill();
    if (!more) return pass(more);
    if (!*more) return false;
  }
  if (!unpacker->begin())
    return fail(ErrorKind::io, "cannot start unpacking", path.string());
  between_members = full = false;
  return true;
}

Result<std::string_view> LogStream::State::unpack_some() {
  for (;;) {
    if (between_members) {
      auto more = next_member();
      if (!more) return pass(more);
      if (!*more) return std::string_view();
    }
    if (packed.empty() && !full) {
      auto more = refill();
      if (!more) return pass(more);
      cut_short = !*more;
      if (cut_short) return std::string_view();
    }
    std::size_t made = 0;
    const std::size_t before = packed.size();
    const Unpacked result = unpacker->step(packed, out, made);
    if (result == Unpacked::needs_memory)
      return fail(ErrorKind::too_large,
                  "the log was packed for more memory than this program gives "
                  "to unpacking",
                  path.string(), "unpack it first");
    const bool stuck = result == Unpacked::more && made == 0 && before > 0 &&
                       packed.size() == before;
    if (result == Unpacked::damaged || stuck)
      return fail(
          ErrorKind::damaged,
          "the " + std::string(unpacker->name()) + " data does not decode",
          path.string());
    between_members = result == Unpacked::member_end;
    full = made == out.size();
    if (made > 0) return std::string_view(out.data(), made);
  }
}

Result<std::string_view> LogStream::next() {
  State& s = *state_;
  if (s.ended) return std::string_view();
  std::string_view piece;
  if (s.unpacker) {
    auto got = s.unpack_some();
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
  if (s.unpacker && s.stream_bytes > kFree &&
      s.stream_bytes / kMaxRatio > s.file_bytes)
    return fail(ErrorKind::too_large,
                "the log unpacks to over 10000 times its size", s.path.string(),
                "if that is right, unpack it first");
  if (s.stream_hash) s.stream_hash->update(piece);
  return piece;
}

bool LogStream::packed() const { return state_->unpacker != nullptr; }
std::uint64_t LogStream::file_bytes() const { return state_->file_bytes; }
bool LogStream::cut_short() const { return state_->cut_short; }

Digest LogStream::file_digest() {
  return state_->file_hash ? state_->file_hash->finish() : Digest{};
}

Digest LogStream::stream_digest() {
  return state_->stream_hash ? state_->stream_hash->finish() : Digest{};
}

}  // namespace veto::logs
