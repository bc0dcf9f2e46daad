// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace veto::crawler {
namespace {

constexpr std::size_t kImportPiece = 64 * 1024;

}  // namespace

Result<ReadBytes> file_bytes(const std::filesystem::path& path) {
  auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*file)
    return fail(ErrorKind::not_found, "cannot open the file", path.string());
  return ReadBytes([file, where = path.string()](
                       char* into, std::size_t size) -> Result<std::size_t> {
    file->read(into, static_cast<std::streamsize>(size));
    if (file->bad()) return fail(ErrorKind::io, "reading failed", where);
    return static_cast<std::size_t>(file->gcount());
  });
}

ReadBytes with_front(std::string front, ReadBytes rest) {
  auto held = std::make_shared<std::string>(std::move(front));
  return [held, rest = std::move(rest)](char* into, std::size_t size) {
    if (held->empty()) return rest(into, size);
    const std::size_t taken = std::min(size, held->size());
    std::memcpy(into, held->data(), taken);
    held->erase(0, taken);
    return Result<std::size_t>(taken);
  };
}

Result<ReadBytes> plain_bytes(ReadBytes bytes) {
  auto front = read_front(bytes, 2);
  if (!front) return pass(front);
  const bool coded = *front == "\x1f\x8b";
  ReadBytes whole = with_front(std::move(*front), std::move(bytes));
  if (!coded) return whole;
  auto stream = std::make_shared<GunzipStream>(std::move(whole));
  return ReadBytes([stream](char* into, std::size_t size) {
    return stream->read(into, size);
  });
}

ReadBytes within(ImportBudget budget, ReadBytes bytes) {
  return [budget, bytes = std::move(bytes)](
             char* into, std::size_t size) -> Result<std::size_t> {
    auto got = bytes(into, size);
    if (!got) return got;
    if (*got > *budget)
      return fail(ErrorKind::too_large,
                  "it unpacks to far more than its size, so the rest was not "
                  "read");
    *budget -= *got;
    return got;
  };
}

Result<std::string> read_all(const ReadBytes& bytes, std::uint64_t max_bytes) {
  std::string all;
  char piece[kImportPiece];
  for (;;) {
    auto got = bytes(piece, sizeof piece);
    if (!got) return pass(got);
    if (*got == 0) return all;
    if (*got > max_bytes - all.size())
      return fail(
          ErrorKind::too_large,
          fmt::format("over the limit of {} bytes for one entry", max_bytes));
    all.append(piece, *got);
  }
}

Result<std::string> read_front(const ReadBytes& bytes, std::size_t size) {
  std::string front(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    auto got = bytes(front.data() + filled, size - filled);
    if (!got) return pass(got);
    if (*got == 0) break;
    filled += *got;
  }
  front.resize(filled);
  return front;
}

}  // namespace veto::crawler
