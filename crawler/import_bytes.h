// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sources of bytes in pieces, each with its bound.

#ifndef VETO_CRAWLER_IMPORT_BYTES_H_
#define VETO_CRAWLER_IMPORT_BYTES_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/gunzip.h"

namespace veto::crawler {

// Errors: not_found, io.
Result<ReadBytes> file_bytes(const std::filesystem::path& path);

// `front`, then the rest.
ReadBytes with_front(std::string front, ReadBytes rest);

// gzip taken off where the bytes begin as gzip does.
Result<ReadBytes> plain_bytes(ReadBytes bytes);

// What is left to unpack, shared by all entries of a source.
using ImportBudget = std::shared_ptr<std::uint64_t>;
// Errors: too_large, once it is used up.
ReadBytes within(ImportBudget budget, ReadBytes bytes);

// All of it. Errors: too_large beyond max_bytes.
Result<std::string> read_all(const ReadBytes& bytes, std::uint64_t max_bytes);
// At most that many bytes from the front.
Result<std::string> read_front(const ReadBytes& bytes, std::size_t size);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_BYTES_H_
