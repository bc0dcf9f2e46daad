// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/tar_format.h"

#include <fmt/format.h>

namespace veto::reports {
namespace {

constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kMaxTarName = 100;
constexpr std::uint64_t kMaxTarSize = (std::uint64_t(1) << 33) - 1;
constexpr std::size_t kChecksumAt = 148;

}  // namespace

Result<std::string> tar_header(std::string_view name, std::uint64_t size,
                               UtcTime time) {
  if (name.size() > kMaxTarName)
    return fail(ErrorKind::bug, "too long a name for tar", std::string(name));
  if (size > kMaxTarSize)
    return fail(ErrorKind::too_large, "too large for tar", std::string(name));
  const auto seconds = std::uint64_t(to_micros(time)) / 1'000'000;
  std::string header(name);
  header.resize(kMaxTarName);
  header += fmt::format("{:07o}", 0600) + '\0';
  for (int i = 0; i < 2; ++i) header += fmt::format("{:07o}", 0) + '\0';
  header += fmt::format("{:011o}", size) + '\0';
  header += fmt::format("{:011o}", seconds) + '\0';
  header += std::string(8, ' ') + '0';  // the checksum, and a regular file
  header.resize(257);
  header += std::string(
      "ustar\0"
      "00",
      8);
  header.resize(kTarBlock);
  unsigned sum = 0;
  for (const unsigned char byte : header) sum += byte;
  header.replace(kChecksumAt, 8, fmt::format("{:06o}", sum) + '\0' + ' ');
  return header;
}

std::string tar_padding(std::uint64_t size) {
  return std::string((kTarBlock - size % kTarBlock) % kTarBlock, '\0');
}

std::string tar_end() { return std::string(2 * kTarBlock, '\0'); }

}  // namespace veto::reports
