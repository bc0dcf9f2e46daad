// SPDX-License-Identifier: GPL-3.0-or-later
//
// The URL parser on any bytes: the input alone, and what follows its first NUL
// relative to what precedes it. What was parsed must parse to itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/url.h"

namespace {

void check_whole(const veto::Url& url) {
  const auto again = veto::Url::parse(url.href());
  VETO_CHECK(again.has_value());
  VETO_CHECK(again->href() == url.href());
  VETO_CHECK(again->host() == url.host());
  VETO_CHECK(again->has_host() == url.has_host());
  VETO_CHECK(again->port() == url.port());
  VETO_CHECK(again->path() == url.path());
  VETO_CHECK(again->query() == url.query());
  VETO_CHECK(again->fragment() == url.fragment());
  VETO_CHECK(again->origin() == url.origin());
  VETO_CHECK(url.href().size() <= veto::Url::kMaxBytes);
  VETO_CHECK(url.href().starts_with(url.without_fragment()));
  for (const char c : url.href()) VETO_CHECK(c >= 0x20 && c < 0x7F);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = veto::Url::parse(text)) check_whole(*url);
  const std::size_t nul = text.find('\0');
  if (nul == std::string_view::npos) return 0;
  const auto base = veto::Url::parse(text.substr(0, nul));
  if (!base) return 0;
  const auto url = veto::Url::parse(text.substr(nul + 1), *base);
  if (url) check_whole(*url);
  return 0;
}
