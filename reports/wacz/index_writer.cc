// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/index_writer.h"

#include "base/digest.h"
#include "base/gzip.h"
#include "reports/wacz/entry_text.h"
#include "reports/wacz/wacz_format.h"

namespace veto::reports {
namespace {

Result<std::vector<ZippedFile>> write_plain(LineSorter& lines, ZipWriter& zip) {
  auto text = EntryText::begin(zip, kPlainIndex);
  if (!text) return pass(text);
  auto written =
      lines.for_each([&](const std::string& line) { return text->line(line); });
  if (!written) return pass(written);
  auto file = text->end();
  if (!file) return pass(file);
  return std::vector{std::move(*file)};
}

// Members of kIndexBlock lines, and the lines that tell where each lies.
class PackedIndex {
 public:
  explicit PackedIndex(ZipWriter& zip) : zip_(zip) {}

  Status add(const std::string& line) {
    if (count_ == 0) first_ = line;
    block_ += line + '\n';
    return ++count_ < kIndexBlock ? Status() : end_block();
  }

  Status end_block() {
    if (count_ == 0) return {};
    std::string member = gzip_compress(block_);
    list_ += index_list_line(first_, offset_, member.size(),
                             sha256(member).labelled()) +
             '\n';
    offset_ += member.size();
    block_.clear();
    count_ = 0;
    return zip_.write(std::make_shared<const std::string>(std::move(member)));
  }

  const std::string& list() const { return list_; }

 private:
  ZipWriter& zip_;
  std::string block_, first_;
  std::size_t count_ = 0;  // lines in the block
  std::uint64_t offset_ = 0;
  // A thousandth of the index.
  std::string list_ = std::string(kIndexListHeader) + '\n';
};

Result<std::vector<ZippedFile>> write_packed(LineSorter& lines,
                                             ZipWriter& zip) {
  if (auto begun = zip.begin(kPackedIndex, false); !begun) return pass(begun);
  PackedIndex packed(zip);
  auto written =
      lines.for_each([&](const std::string& line) { return packed.add(line); });
  if (written) written = packed.end_block();
  if (!written) return pass(written);
  auto index = zip.end();
  if (!index) return pass(index);
  auto list = zip.add(kIndexList, packed.list());
  if (!list) return pass(list);
  return std::vector{std::move(*index), std::move(*list)};
}

}  // namespace

Result<std::vector<ZippedFile>> write_index(LineSorter& lines, ZipWriter& zip) {
  return lines.bytes() <= kMaxPlainIndex ? write_plain(lines, zip)
                                         : write_packed(lines, zip);
}

}  // namespace veto::reports
