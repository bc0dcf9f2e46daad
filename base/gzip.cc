// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace veto {
namespace {

constexpr int kGzip = 16 + MAX_WBITS;
constexpr int kZlib = MAX_WBITS;
constexpr int kRaw = -MAX_WBITS;
constexpr std::size_t kGzipPiece = 64 * 1024;

class Inflater {
 public:
  explicit Inflater(int window_bits) {
    VETO_CHECK(inflateInit2(&stream_, window_bits) == Z_OK);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends one stream's output; returns the bytes of input it took.
  Result<std::size_t> run(std::string_view in, std::uint64_t max_bytes,
                          std::string& out) {
    char piece[kGzipPiece];
    std::string_view rest = in;
    for (;;) {
      const auto given = static_cast<uInt>(
          std::min<std::size_t>(rest.size(), std::numeric_limits<int>::max()));
      stream_.next_in =
          reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
      stream_.avail_in = given;
      stream_.next_out = reinterpret_cast<Bytef*>(piece);
      stream_.avail_out = kGzipPiece;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t made = kGzipPiece - stream_.avail_out;
      rest.remove_prefix(given - stream_.avail_in);
      if (out.size() + made > max_bytes)
        return fail(ErrorKind::too_large,
                    "decompressed data is over the limit");
      out.append(piece, made);
      if (code == Z_STREAM_END) return in.size() - rest.size();
      if (code == Z_BUF_ERROR || (code == Z_OK && rest.empty() && made == 0))
        return fail(ErrorKind::damaged, "compressed data is cut short");
      if (code != Z_OK)
        return fail(ErrorKind::damaged, "compressed data is damaged");
    }
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::string gzip_compress(std::string_view bytes, int level) {
  z_stream stream{};
  VETO_CHECK(deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8,
                          Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  VETO_CHECK(bytes.size() <= std::numeric_limits<uInt>::max());
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  VETO_CHECK(code == Z_STREAM_END);
  return out;
}

Result<std::string> gzip_decompress_member(std::string_view bytes,
                                           std::uint64_t max_bytes,
                                           std::size_t& consumed) {
  std::string out;
  auto taken = Inflater(kGzip).run(bytes, max_bytes, out);
  if (!taken) return pass(taken);
  consumed = *taken;
  return out;
}

Result<std::string> gzip_decompress(std::string_view bytes,
                                    std::uint64_t max_bytes) {
  std::string out;
  do {
    auto taken = Inflater(kGzip).run(bytes, max_bytes, out);
    if (!taken) return pass(taken);
    bytes.remove_prefix(*taken);
  } while (!bytes.empty());
  return out;
}

Result<std::string> inflate_body(std::string_view bytes,
                                 std::uint64_t max_bytes) {
  std::string out;
  auto taken = Inflater(kZlib).run(bytes, max_bytes, out);
  if (taken || taken.error().kind == ErrorKind::too_large)
    return taken ? Result<std::string>(std::move(out)) : pass(taken);
  out.clear();
  taken = Inflater(kRaw).run(bytes, max_bytes, out);
  if (!taken) return pass(taken);
  return out;
}

}  // namespace veto
