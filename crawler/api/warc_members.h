// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of a case's WARC file one after another, as they stand there, so
// that they can be copied as they are; and new records for those that may not
// be (WARC 1.1, ISO 28500:2017; one gzip member a record, Annex D).

#ifndef VETO_CRAWLER_API_WARC_MEMBERS_H_
#define VETO_CRAWLER_API_WARC_MEMBERS_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/gzip_members.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

struct WarcMember {
  Headers fields;      // of the record's header; values without angle brackets
  std::string record;  // as uncompressed; "" where it is too large
  std::size_t block_at = 0;  // in the record
  std::size_t block_size = 0;
  std::string packed;      // the gzip member; "" where it is too large
  std::uint64_t size = 0;  // of the record
  bool too_large = false;  // it or its member: the fields alone were read

  std::string field(std::string_view name) const;  // "" where there is none
  std::string_view block() const {
    return std::string_view(record).substr(block_at, block_size);
  }
};

class WarcMembers {
 public:
  // Errors: not_found, io.
  static Result<WarcMembers> open(const std::filesystem::path& path,
                                  std::uint64_t max_record);

  // Nothing at the end. Errors: io; damaged (no gzip, no record, more or less
  // than one record in a member).
  Result<std::optional<WarcMember>> next();

 private:
  WarcMembers(GzipMembers members, std::filesystem::path path,
              std::uint64_t max_record)
      : members_(std::move(members)),
        path_(std::move(path)),
        max_record_(max_record) {}
  Result<WarcMember> read_member();

  GzipMembers members_;
  std::filesystem::path path_;
  std::uint64_t max_record_;
};

// A record as a gzip member; WARC-Block-Digest, Content-Type where the block is
// not empty, and Content-Length are added.
std::string packed_record(Headers fields, std::string_view content_type,
                          std::string_view block);

// A record as it was, as a gzip member.
std::string packed_as_is(std::string_view record);

// "<urn:uuid:...>", the same for the same name; it says nothing of a name that
// nobody can guess.
std::string record_id(std::string_view name);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_WARC_MEMBERS_H_
