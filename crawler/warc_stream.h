// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the records of a WARC file of any size one after another, in memory
// bounded by the largest block that is wanted. Whether it is compressed is the
// source's business (crawler/import_bytes.h).

#ifndef VETO_CRAWLER_WARC_STREAM_H_
#define VETO_CRAWLER_WARC_STREAM_H_

#include <cstdint>
#include <optional>
#include <string>

#include "base/gunzip.h"
#include "crawler/warc_reader.h"

namespace veto::crawler {

class WarcStream {
 public:
  struct Record {
    WarcFields fields;
    std::string block;  // its first max_block bytes
    bool cut = false;   // the block is longer
  };

  WarcStream(ReadBytes bytes, std::uint64_t max_block)
      : bytes_(std::move(bytes)), max_block_(max_block) {}

  // Nothing at the end. Errors: those of the source; of parse_warc_header();
  // damaged, when a record ends early or elsewhere than it says. After an
  // error nothing more can be read: where the next record begins is not known.
  Result<std::optional<Record>> next();

 private:
  // Until the buffer holds that many bytes; false when the source ended first.
  Result<bool> fill(std::size_t size);
  Result<std::optional<std::string>> take_header();
  Status take_block(std::uint64_t length, Record& record);

  ReadBytes bytes_;
  std::uint64_t max_block_;
  std::string buffer_;  // read, not yet used
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_WARC_STREAM_H_
