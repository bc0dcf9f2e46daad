// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/gzip_members.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/check.h"

namespace veto {
namespace {

constexpr std::size_t kMemberPiece = 256 * 1024;

}  // namespace

struct GzipMembers::State {
  State(ReadBytes source, bool digests)
      : compressed(std::move(source)), with_digests(digests) {
    isal_inflate_init(&stream);
  }

  // Brings more input where there is none; false at the source's end.
  Result<bool> refill() {
    if (stream.avail_in > 0) return true;
    auto got = compressed(piece.data(), piece.size());
    if (!got) return pass(got);
    stream.next_in = reinterpret_cast<std::uint8_t*>(piece.data());
    stream.avail_in = static_cast<std::uint32_t>(*got);
    return *got > 0;
  }

  // What the decoder took of the input belongs to this member: it reads at most
  // eight bytes ahead, which is what stands behind the compressed data.
  int inflate() {
    const auto* before = stream.next_in;
    const int code = isal_inflate(&stream);
    const auto taken = static_cast<std::size_t>(stream.next_in - before);
    if (with_digests)
      member.update({reinterpret_cast<const char*>(before), taken});
    consumed += taken;
    return code;
  }

  ReadBytes compressed;
  bool with_digests;
  std::vector<char> piece = std::vector<char>(kMemberPiece);
  inflate_state stream{};
  Sha256 member;
  std::uint64_t begin = 0;
  std::uint64_t consumed = 0;  // of the file
  bool in_member = false;
};

GzipMembers::GzipMembers(ReadBytes compressed, bool with_digests)
    : state_(std::make_unique<State>(std::move(compressed), with_digests)) {}
GzipMembers::~GzipMembers() = default;
GzipMembers::GzipMembers(GzipMembers&&) noexcept = default;
GzipMembers& GzipMembers::operator=(GzipMembers&&) noexcept = default;

Result<bool> GzipMembers::next() {
  VETO_CHECK(!state_->in_member);
  auto more = state_->refill();
  if (!more || !*more) return more;
  inflate_state& stream = state_->stream;
  isal_inflate_reset(&stream);
  stream.crc_flag = ISAL_GZIP;
  state_->member = Sha256();
  state_->begin = state_->consumed;
  state_->in_member = true;
  return true;
}

Result<std::size_t> GzipMembers::read(char* into, std::size_t size) {
  inflate_state& stream = state_->stream;
  const auto wanted = static_cast<std::uint32_t>(
      std::min<std::size_t>(size, std::numeric_limits<int>::max()));
  stream.next_out = reinterpret_cast<std::uint8_t*>(into);
  stream.avail_out = wanted;
  while (state_->in_member && wanted > 0 && stream.avail_out == wanted) {
    // The decoder may hold output that needs no more input.
    auto more = state_->refill();
    if (!more) return pass(more);
    const bool ended = !*more;
    const int code = state_->inflate();
    if (code < 0) return fail(ErrorKind::damaged, "compressed data is damaged");
    if (stream.block_state == ISAL_BLOCK_FINISH)
      state_->in_member = false;
    else if (ended && stream.avail_out == wanted)
      return fail(ErrorKind::damaged, "compressed data is cut short");
  }
  return std::size_t{wanted - stream.avail_out};
}

std::uint64_t GzipMembers::offset() const { return state_->begin; }

std::uint64_t GzipMembers::length() const {
  return state_->consumed - state_->begin;
}

Digest GzipMembers::digest() { return state_->member.finish(); }

}  // namespace veto
