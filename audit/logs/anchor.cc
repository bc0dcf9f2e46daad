// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/anchor.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/logs/log_stream.h"
#include "audit/logs/prefix_hash.h"
#include "base/bounded_json.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "veto.log-anchor/1";

std::optional<Anchor> read_line(std::string_view line) {
  bool deep = false;
  const json object = parse_bounded_json<json>(line, 2, deep);
  if (!object.is_object()) return {};
  const auto text = [&](const char* name) {
    const auto at = object.find(name);
    return at != object.end() && at->is_string() ? at->get<std::string>()
                                                 : std::string();
  };
  const auto number = [&](const char* name) {
    const auto at = object.find(name);
    return at != object.end() && at->is_number_unsigned()
               ? at->get<std::uint64_t>()
               : 0;
  };
  const auto time = parse_rfc3339(text("time"));
  const auto digest = Digest::parse(text("sha256"));
  const auto prev = Digest::parse(text("prev"));
  if (!time || !digest || !prev) return {};
  Anchor anchor{.seq = number("seq"),
                .series = number("series"),
                .log = text("log"),
                .time = *time,
                .size = number("size"),
                .sha256 = *digest,
                .prev = *prev};
  // One way to write it alone: the chain is of bytes.
  if (anchor_line(anchor) != line) return {};
  return anchor;
}

const Anchor* last_of(const std::vector<Anchor>& anchors,
                      std::string_view log) {
  const auto found =
      std::ranges::find(anchors.rbegin(), anchors.rend(), log, &Anchor::log);
  return found == anchors.rend() ? nullptr : &*found;
}

// What a log holds up to its last whole line, and up to `mark` bytes.
struct Beginning {
  std::uint64_t size = 0;
  Digest digest;
  Digest at_mark;  // where the log is as long
};

Result<Beginning> read_beginning(const std::filesystem::path& log,
                                 std::uint64_t mark, std::stop_token stop) {
  auto stream = LogStream::open(log);
  if (!stream) return pass(stream);
  if (stream->packed())
    return fail(ErrorKind::unsupported, "a packed log is not written any more",
                log.string(), "anchor it before it is rotated");
  PrefixHash hash;
  Beginning found;
  found.digest = hash.so_far();
  if (mark == 0) found.at_mark = found.digest;
  const auto take = [&](std::string_view bytes) {
    const std::uint64_t from = hash.size();
    if (mark > from && mark <= from + bytes.size()) {
      const auto before = static_cast<std::size_t>(mark - from);
      hash.update(bytes.substr(0, before));
      found.at_mark = hash.so_far();
      bytes.remove_prefix(before);
    }
    hash.update(bytes);
  };
  for (;;) {
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    auto piece = stream->next();
    if (!piece) return pass(piece);
    if (piece->empty()) return found;
    const auto end = piece->rfind('\n');
    const std::size_t whole = end == std::string_view::npos ? 0 : end + 1;
    if (whole > 0) {
      take(piece->substr(0, whole));
      found.size = hash.size();
      found.digest = hash.so_far();
    }
    take(piece->substr(whole));
  }
}

}  // namespace

std::string anchor_line(const Anchor& anchor) {
  // Keys in order, no white space: the canonical form for one anchor.
  return json({{"schema", kSchema},
               {"seq", anchor.seq},
               {"series", anchor.series},
               {"log", anchor.log},
               {"time", to_rfc3339(anchor.time)},
               {"size", anchor.size},
               {"sha256", anchor.sha256.hex()},
               {"prev", anchor.prev.hex()}})
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::vector<Anchor>> parse_anchors(std::string_view text,
                                          const std::string& name) {
  std::vector<Anchor> anchors;
  Digest prev;
  const auto bad = [&](const char* what) {
    return fail(ErrorKind::damaged, what,
                fmt::format("{}, line {}", name, anchors.size() + 1),
                "anchors are never edited: every line rests on the one before");
  };
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return bad("the last line is not whole");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (anchors.size() == kMaxAnchors)
      return fail(ErrorKind::too_large, "there are too many anchors", name);
    auto anchor = read_line(line);
    if (!anchor) return bad("this is no anchor");
    if (anchor->seq != anchors.size() + 1 || anchor->prev != prev)
      return bad("this anchor does not follow the one before it");
    prev = sha256(line);
    anchors.push_back(std::move(*anchor));
  }
  return anchors;
}

Result<std::vector<Anchor>> read_anchors(const std::filesystem::path& file) {
  auto text = read_file(file, kMaxAnchorBytes);
  if (!text) return pass(text);
  return parse_anchors(*text, file.string());
}

Result<Anchor> next_anchor(const std::filesystem::path& log,
                           const std::vector<Anchor>& before, UtcTime now,
                           bool rotated, std::stop_token stop) {
  Anchor anchor;
  anchor.log = to_valid_utf8(log.filename().string());
  anchor.time = std::chrono::floor<std::chrono::milliseconds>(now);
  const Anchor* last = last_of(before, anchor.log);
  auto held = read_beginning(log, last ? last->size : 0, stop);
  if (!held) return pass(held);
  anchor.series = last ? last->series : 1;
  if (last && rotated) {
    ++anchor.series;
  } else if (last && held->size < last->size) {
    return fail(ErrorKind::damaged,
                fmt::format("the log is shorter than the {} bytes that were "
                            "anchored: it was rotated, or cut",
                            last->size),
                log.string(), "--rotated begins a new series for a new log");
  } else if (last && held->at_mark != last->sha256) {
    return fail(ErrorKind::damaged,
                fmt::format("the first {} bytes are not those that were "
                            "anchored: the log was rotated, or changed",
                            last->size),
                log.string(), "--rotated begins a new series for a new log");
  }
  anchor.size = held->size;
  anchor.sha256 = held->digest;
  anchor.seq = before.size() + 1;
  if (!before.empty()) anchor.prev = sha256(anchor_line(before.back()));
  return anchor;
}

std::filesystem::path anchor_stamp_path(const std::filesystem::path& file,
                                        std::uint64_t seq) {
  return std::filesystem::path(fmt::format("{}.{}.tsr", file.string(), seq));
}

}  // namespace veto::logs
