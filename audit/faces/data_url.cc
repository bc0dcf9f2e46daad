// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/data_url.h"

#include "audit/faces/decode.h"
#include "base/base64.h"
#include "base/text.h"
#include "base/url_percent.h"

namespace veto::faces {
namespace {

constexpr std::string_view kScheme = "data:";

// "image/png;base64", where blanks may stand before the last word.
bool is_base64(std::string_view type) {
  const std::size_t word = type.rfind(';');
  return word != std::string_view::npos &&
         iequals(trim(type.substr(word + 1)), "base64");
}

}  // namespace

bool is_data_url(std::string_view url) {
  return iequals(trim(url).substr(0, kScheme.size()), kScheme);
}

Result<std::string> decode_data_url(std::string_view url) {
  if (!is_data_url(url)) return fail(ErrorKind::damaged, "not a data: URL");
  url = trim(url).substr(kScheme.size());
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos) {
    return fail(ErrorKind::damaged, "a data: URL without a comma");
  }
  const bool base64 = is_base64(url.substr(0, comma));
  std::string_view body = url.substr(comma + 1);
  // Three characters a byte is the most that either coding takes, but for
  // white space.
  if (body.size() / 3 > kMaxImageBytes) {
    return fail(ErrorKind::too_large, "more than 40 MB");
  }
  std::string bytes;
  if (!base64 || body.contains('%')) {
    bytes = percent_decode(body);
    body = bytes;
  }
  if (base64) {
    auto decoded = decode_base64(body);
    if (!decoded) return fail(ErrorKind::damaged, "not base64");
    bytes = *std::move(decoded);
  }
  if (bytes.size() > kMaxImageBytes) {
    return fail(ErrorKind::too_large, "more than 40 MB");
  }
  return bytes;
}

}  // namespace veto::faces
