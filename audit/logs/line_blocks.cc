// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/line_blocks.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace veto::logs {
namespace {

// Few and small enough to stay in a core's cache.
constexpr std::size_t kBlocks = 4;
constexpr std::size_t kBlockBytes = 128 * 1024;

// Why this line cannot be taken, or "".
std::string_view parse(const Line& line, const Format& format, RawLine& raw) {
  if (line.too_long) return "longer than 64 KiB";
  if (line.bytes.empty()) return line.had_nul ? "NUL bytes" : "empty";
  if (!line.ended && !format.self_delimiting) return "cut short";
  if (format.parse(line.bytes, raw)) return {};
  if (line.bytes.starts_with('#')) return "a comment";
  const std::string_view reason =
      format.aside ? format.aside(line.bytes) : std::string_view();
  if (!reason.empty()) return reason;
  return line.ended ? "not in the format of the file" : "cut short";
}

}  // namespace

// A ring: the reader fills blocks[made % kBlocks], the judge has the one before
// blocks[used % kBlocks].
struct LineBlocks::State {
  LogStream stream;
  Format format;
  LineReader reader{stream};
  Repeats repeats;
  std::array<LineBlock, kBlocks> blocks;

  std::mutex mutex;
  std::condition_variable changed;
  std::size_t made = 0, used = 0;
  bool stop = false;
  bool ended = false;
  std::optional<Error> error;
  std::jthread thread;  // the last member: it is joined first

  State(LogStream given, Format its_format)
      : stream(std::move(given)), format(std::move(its_format)) {
    for (LineBlock& block : blocks)
      block.bytes.reserve(kBlockBytes + LineReader::kMaxLine);
  }
  void read_all();
  Result<bool> fill(LineBlock& block);
};

// False when nothing was left.
Result<bool> LineBlocks::State::fill(LineBlock& block) {
  block.bytes.clear();
  block.lines.clear();
  while (block.bytes.size() < kBlockBytes) {
    Line line;
    auto more = reader.next(line);
    if (!more) return pass(more);
    if (!*more) break;
    const std::size_t begin = block.bytes.size();
    block.bytes += line.bytes;  // within what was reserved: nothing moves
    line.bytes = std::string_view(block.bytes).substr(begin);
    ParsedLine& parsed = block.lines.emplace_back();
    parsed.line = line;
    parsed.reason = parse(line, format, parsed.raw);
  }
  repeats.number(block.lines);
  return !block.lines.empty();
}

void LineBlocks::State::read_all() {
  for (;;) {
    {
      std::unique_lock lock(mutex);
      // One block is the judge's.
      changed.wait(lock, [&] { return stop || made - used < kBlocks - 1; });
      if (stop) return;
    }
    Result<bool> filled = false;
    try {
      filled = fill(blocks[made % kBlocks]);
    } catch (const std::exception& thrown) {
      filled = fail(ErrorKind::io, "cannot read the log", thrown.what());
    }
    const std::lock_guard lock(mutex);
    if (!filled) error = std::move(filled).error();
    ended = !filled || !*filled;
    if (!ended) ++made;
    changed.notify_one();
    if (ended) return;
  }
}

LineBlocks::LineBlocks(LogStream stream, Format format)
    : state_(std::make_unique<State>(std::move(stream), std::move(format))) {
  state_->thread = std::jthread([state = state_.get()] { state->read_all(); });
}

LineBlocks::~LineBlocks() {
  const std::lock_guard lock(state_->mutex);
  state_->stop = true;
  state_->changed.notify_one();
}

Result<const LineBlock*> LineBlocks::next() {
  State& s = *state_;
  std::unique_lock lock(s.mutex);
  s.changed.wait(lock, [&] { return s.ended || s.made > s.used; });
  if (s.made > s.used) {
    const LineBlock& block = s.blocks[s.used++ % kBlocks];
    s.changed.notify_one();
    return &block;
  }
  if (s.error) return std::unexpected(*s.error);
  return nullptr;
}

LogStream& LineBlocks::stream() { return state_->stream; }

}  // namespace veto::logs
