// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/gzip_members.h"

#include <zlib.h>

#include <algorithm>
#include <vector>

#include "base/check.h"

namespace veto {
namespace {

constexpr std::size_t kMemberPiece = 64 * 1024;

}  // namespace

struct GzipMembers::State {
  State(ReadBytes packed, std::uint64_t most)
      : source(std::move(packed)), max_bytes(most) {
    VETO_CHECK(inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK);
  }
  ~State() { inflateEnd(&stream); }

  // Brings more input where there is none; false at the source's end.
  Result<bool> refill() {
    if (stream.avail_in > 0) return true;
    auto got = source(in.data(), in.size());
    if (!got) return pass(got);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(*got);
    return *got > 0;
  }

  // One step of the member; true at its end.
  Result<bool> step(Member& member) {
    const auto* from = reinterpret_cast<const char*>(stream.next_in);
    const auto given = stream.avail_in;
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      return fail(ErrorKind::damaged, "compressed data is damaged");
    const std::size_t made = out.size() - stream.avail_out;
    member.size += made;
    member.cut = member.size > max_bytes;
    const std::size_t room = max_bytes - member.bytes.size();
    member.bytes.append(out.data(), std::min(made, room));
    if (member.cut)
      member.packed = std::string();
    else
      member.packed.append(from, given - stream.avail_in);
    return code == Z_STREAM_END;
  }

  ReadBytes source;
  std::uint64_t max_bytes;
  std::vector<char> in = std::vector<char>(kMemberPiece);
  std::vector<char> out = std::vector<char>(kMemberPiece);
  z_stream stream{};
};

GzipMembers::GzipMembers(ReadBytes packed, std::uint64_t max_bytes)
    : state_(std::make_unique<State>(std::move(packed), max_bytes)) {}
GzipMembers::~GzipMembers() = default;
GzipMembers::GzipMembers(GzipMembers&&) noexcept = default;
GzipMembers& GzipMembers::operator=(GzipMembers&&) noexcept = default;

Result<std::optional<GzipMembers::Member>> GzipMembers::next() {
  auto begun = state_->refill();
  if (!begun) return pass(begun);
  if (!*begun) return std::optional<Member>();
  inflateReset(&state_->stream);
  Member member;
  for (;;) {
    auto ended = state_->step(member);
    if (!ended) return pass(ended);
    if (*ended) return std::optional(std::move(member));
    auto more = state_->refill();
    if (!more) return pass(more);
    if (!*more) return fail(ErrorKind::damaged, "compressed data is cut short");
  }
}

}  // namespace veto
