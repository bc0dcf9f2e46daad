// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/edition_files.h"

#include <fmt/format.h>

#include "crawler/api/warc_members.h"

namespace veto::reports {
namespace {

constexpr std::uint64_t kMaxEditionFile = 1'000'000'000;

std::string warcinfo(const std::string& name, const std::string& run_id,
                     UtcTime now) {
  const std::string block = fmt::format(
      "software: veto " VETO_VERSION
      "\r\n"
      "format: WARC File Format 1.1\r\n"
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/"
      "warc-format/warc-1.1/\r\n"
      "isPartOf: {}\r\n"
      "description: edition of a crawl in which faces are blurred; a resource "
      "with a conversion or a metadata record beside it stands in the place "
      "of what was replaced or withheld, everything else is as it was "
      "captured\r\n",
      run_id);
  return crawler::packed_record(
      {{"WARC-Type", "warcinfo"},
       {"WARC-Record-ID", crawler::record_id("edition warcinfo\n" + name +
                                             "\n" + to_rfc3339(now))},
       {"WARC-Date", to_rfc3339(now)},
       {"WARC-Filename", name}},
      "application/warc-fields", block);
}

}  // namespace

Status EditionFiles::begin_file() {
  const std::string name =
      fmt::format("veto-{}-edition-{:05}.warc.gz", run_id_, ++files_);
  if (auto begun = sink_.begin(name); !begun) return begun;
  size_ = 0;
  return add(warcinfo(name, run_id_, now_));
}

Status EditionFiles::add(std::string_view members) {
  size_ += members.size();
  return sink_.append(members);
}

Status EditionFiles::append(std::span<const std::string_view> members) {
  std::uint64_t size = 0;
  for (const std::string_view piece : members) size += piece.size();
  if (files_ == 0 || size_ + size > kMaxEditionFile)
    if (auto begun = begin_file(); !begun) return begun;
  for (const std::string_view piece : members)
    if (auto added = add(piece); !added) return added;
  return {};
}

}  // namespace veto::reports
