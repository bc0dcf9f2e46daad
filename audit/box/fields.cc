// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/fields.h"

#include <bit>
#include <cstring>

namespace veto::box {

// Both ends are the same program on the same machine: its own byte order.
void FieldWriter::number(std::int64_t value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes_.append(raw, sizeof value);
}

void FieldWriter::real(double value) {
  number(std::bit_cast<std::int64_t>(value));
}

void FieldWriter::text(std::string_view value) {
  number(std::int64_t(value.size()));
  bytes_.append(value);
}

std::string_view FieldReader::take(std::size_t size) {
  if (!sound_ || size > rest_.size()) {
    sound_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::int64_t FieldReader::number() {
  std::int64_t value = 0;
  const std::string_view raw = take(sizeof value);
  if (sound_) std::memcpy(&value, raw.data(), sizeof value);
  return value;
}

std::int64_t FieldReader::number(std::int64_t least, std::int64_t most) {
  const std::int64_t value = number();
  if (value >= least && value <= most) return value;
  sound_ = false;
  return 0;
}

double FieldReader::real(double least, double most) {
  const double value = std::bit_cast<double>(number());
  if (value >= least && value <= most) return value;
  sound_ = false;
  return 0;
}

std::string_view FieldReader::text(std::size_t most) {
  const std::int64_t size = number(0, std::int64_t(most));
  return take(std::size_t(size));
}

}  // namespace veto::box
