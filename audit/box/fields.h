// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields of a message between the program and a worker, one after another.
// A reader says once, at the end, whether all that it read was there: what a
// worker sends is as hostile as the image that it looked at.

#ifndef VETO_AUDIT_BOX_FIELDS_H_
#define VETO_AUDIT_BOX_FIELDS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace veto::box {

class FieldWriter {
 public:
  void number(std::int64_t value);
  void real(double value);
  void text(std::string_view value);
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Past the end, and beyond a bound, every field is zero or empty.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  std::int64_t number();
  // The number where it lies within [least, most].
  std::int64_t number(std::int64_t least, std::int64_t most);
  int integer(int least, int most) { return int(number(least, most)); }
  double real(double least, double most);  // NaN is beyond any bound
  std::string_view text(std::size_t most);
  // Every field was there and within its bounds, and none is left.
  bool complete() const { return sound_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size);

  std::string_view rest_;
  bool sound_ = true;
};

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_FIELDS_H_
