// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a PDF or an EPUB, as a ZIP archive, and as the package document
// of an EPUB.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "audit/embedded/document.h"
#include "audit/embedded/epub.h"
#include "audit/embedded/zip_entry.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "base/check.h"
#include "base/text.h"

namespace {

std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i, value >>= 8) bytes += char(value & 0xff);
  return bytes;
}

// Stored entries by these names.
std::string archive_of(std::string_view container, std::string_view package) {
  std::string archive, directory;
  const auto add = [&](std::string_view name, std::string_view data) {
    const std::string facts = little(20, 2) + little(0, 12) +
                              little(data.size(), 4) + little(data.size(), 4) +
                              little(name.size(), 2) + little(0, 2);
    directory += "PK\1\2" + little(20, 2) + facts + little(0, 10) +
                 little(archive.size(), 4) + std::string(name);
    archive += "PK\3\4" + facts + std::string(name) + std::string(data);
  };
  add("META-INF/container.xml", container);
  add("p", package);
  return archive + directory + "PK\5\6" + little(0, 4) + little(2, 2) +
         little(2, 2) + little(directory.size(), 4) +
         little(archive.size(), 4) + little(0, 2);
}

void check(const veto::Result<veto::embedded::Embedded>& found) {
  if (!found) {
    VETO_CHECK(found.error().kind != veto::ErrorKind::bug);
    return;
  }
  VETO_CHECK(found->signals.size() <= veto::embedded::kMaxSignals);
  for (const veto::signals::Signal& signal : found->signals) {
    VETO_CHECK(signal.source == veto::signals::Source::metadata);
    VETO_CHECK(signal.raw.size() <= 1000);
    VETO_CHECK(veto::to_valid_utf8(signal.raw) == signal.raw);
  }
  using veto::signals::Use;
  const auto answer =
      veto::signals::resolve_tdmrep(found->signals, "/", Use::training);
  VETO_CHECK(!answer || found->signals[answer->by].problem.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(veto::embedded::read_document(bytes));
  check(veto::embedded::read_document("%PDF-1.7\n" + std::string(bytes)));
  check(veto::embedded::read_document(
      archive_of("<a><rootfile full-path=\"p\"/></a>", bytes)));
  const auto entry = veto::embedded::zip_entry(bytes, "p", 1 << 16);
  VETO_CHECK(!entry || entry->bytes.size() <= 1 << 16);
  return 0;
}
