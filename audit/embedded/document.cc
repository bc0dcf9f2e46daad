// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/document.h"

#include <algorithm>
#include <utility>

#include "audit/embedded/containers.h"
#include "audit/embedded/epub.h"
#include "audit/embedded/tdm.h"
#include "audit/embedded/xmp_mining.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::embedded {
namespace {

constexpr std::string_view kTypes[] = {"application/pdf", "application/x-pdf",
                                       "application/epub+zip"};
// Of servers that do not know what they serve.
constexpr std::string_view kAnyTypes[] = {
    "", "application/octet-stream", "application/zip", "binary/octet-stream"};
constexpr std::string_view kPdf = "%PDF-", kZip = "PK\3\4";

template <std::size_t N>
bool is_among(std::string_view type, const std::string_view (&types)[N]) {
  return std::ranges::find(types, type) != std::end(types);
}

}  // namespace

bool is_document(const crawler::Capture& capture) {
  if (capture.target != crawler::Target::seed &&
      capture.target != crawler::Target::page)
    return false;
  if (is_among(capture.mime, kTypes)) return true;
  const auto url = Url::parse(capture.url);
  if (!url || !is_among(capture.mime, kAnyTypes)) return false;
  const std::string path = to_lower(url->path());
  return path.ends_with(".pdf") || path.ends_with(".epub");
}

bool is_document(std::string_view bytes) {
  return bytes.starts_with(kPdf) || bytes.starts_with(kZip);
}

Result<Embedded> read_document(std::string_view bytes) {
  Embedded found;
  if (bytes.starts_with(kPdf)) {
    const auto blocks = pdf_metadata(bytes);
    if (!blocks) return std::unexpected(blocks.error());
    found.has_xmp = !blocks->empty();
    found.signals = read_mining(*blocks);
    as_document(found.signals);
    return found;
  }
  if (!is_epub(bytes))
    return fail(ErrorKind::unsupported, "it is no PDF and no EPUB");
  auto signals = read_epub(bytes);
  if (!signals) return pass(signals);
  found.signals = *std::move(signals);
  return found;
}

}  // namespace veto::embedded
