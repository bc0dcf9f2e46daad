// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/content_coding.h"

#include <brotli/decode.h>
#include <zstd.h>

#include <memory>
#include <ranges>
#include <vector>

#include "base/gzip.h"
#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxLayers = 3;
constexpr std::size_t kCodingPiece = 64 * 1024;
constexpr int kZstdWindowLog = 23;  // RFC 8878, section 3.1.1.1.2: 8 MB

std::unexpected<Error> over_limit() {
  return fail(ErrorKind::too_large, "decompressed data is over the limit");
}

std::unexpected<Error> damaged_data() {
  return fail(ErrorKind::damaged, "compressed data is damaged or cut short");
}

Result<std::string> brotli_decompress(std::string_view body,
                                      std::uint64_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)>
      state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
            &BrotliDecoderDestroyInstance);
  auto in = reinterpret_cast<const std::uint8_t*>(body.data());
  std::size_t in_left = body.size();
  std::string out;
  for (;;) {
    std::uint8_t piece[kCodingPiece];
    std::uint8_t* next = piece;
    std::size_t room = kCodingPiece;
    const auto code = BrotliDecoderDecompressStream(state.get(), &in_left, &in,
                                                    &room, &next, nullptr);
    const std::size_t made = kCodingPiece - room;
    if (out.size() + made > max_bytes) return over_limit();
    out.append(reinterpret_cast<const char*>(piece), made);
    // What follows the end of the stream is left out, as browsers do.
    if (code == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (code != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return damaged_data();
  }
}

Result<std::string> zstd_decompress(std::string_view body,
                                    std::uint64_t max_bytes) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(
      ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  std::string out;
  std::size_t left = 1;
  while (in.pos < in.size || left != 0) {  // frame after frame
    char piece[kCodingPiece];
    ZSTD_outBuffer made{piece, kCodingPiece, 0};
    const std::size_t before = in.pos;
    left = ZSTD_decompressStream(context.get(), &made, &in);
    if (ZSTD_isError(left)) return damaged_data();
    if (out.size() + made.pos > max_bytes) return over_limit();
    out.append(piece, made.pos);
    if (left != 0 && made.pos == 0 && in.pos == before) return damaged_data();
  }
  return out;
}

std::vector<std::string> codings_of(const Headers& headers) {
  std::vector<std::string> codings;
  for (const auto& field : all_headers(headers, "content-encoding")) {
    for (const auto part : split(field, ',')) {
      const std::string coding = to_lower(trim(part));
      if (!coding.empty() && coding != "identity") codings.push_back(coding);
    }
  }
  return codings;
}

Result<std::string> decode_one(const std::string& coding, std::string_view body,
                               std::uint64_t max_bytes) {
  if (coding == "gzip" || coding == "x-gzip")
    return gzip_decompress(body, max_bytes);
  if (coding == "deflate") return inflate_body(body, max_bytes);
  if (coding == "br") return brotli_decompress(body, max_bytes);
  if (coding == "zstd") return zstd_decompress(body, max_bytes);
  return fail(ErrorKind::unsupported,
              "the body has a content coding this program does not read",
              printable(coding, 40));
}

}  // namespace

Result<std::string> decode_content(const Headers& headers,
                                   std::string_view body,
                                   std::uint64_t max_bytes) {
  const auto codings = codings_of(headers);
  if (codings.size() > kMaxLayers)
    return fail(ErrorKind::unsupported, "too many layers of content coding");
  // An empty body is nothing to decode, whatever its header says.
  if (codings.empty() || body.empty()) {
    if (body.size() > max_bytes)
      return fail(ErrorKind::too_large, "the body is over the limit");
    return std::string(body);
  }
  std::string decoded;
  for (const auto& coding : codings | std::views::reverse) {
    auto next = decode_one(coding, decoded.empty() ? body : decoded, max_bytes);
    if (!next) return next;
    decoded = std::move(*next);
    if (decoded.empty()) break;
  }
  return decoded;
}

}  // namespace veto::crawler
