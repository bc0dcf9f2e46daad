// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/content_coding.h"

#include <ranges>
#include <vector>

#include "base/gzip.h"
#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxLayers = 3;

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
