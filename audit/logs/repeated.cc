// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/repeated.h"

namespace veto::logs {
namespace {

ReadRequest read_request(const RawLine& raw, RequestText& text) {
  ReadRequest request{.line = request_of(raw, text)};
  request.line.target = request.line.target.substr(0, ReadRequests::kMaxTarget);
  request.kind = kind_of_target(request.line.target);
  request.robots = is_robots_txt(request.line.target);
  request.near_robots = is_near_robots_txt(request.line.target);
  return request;
}

// Nothing in it was unescaped: its views last as long as what was read.
bool stands_in(std::string_view part, std::string_view whole) {
  return part.data() >= whole.data() &&
         part.data() + part.size() <= whole.data() + whole.size();
}

}  // namespace

const ReadRequest& ReadRequests::read(const RawLine& raw,
                                      std::uint32_t number) {
  if (number < known_.size() && known_[number].is_known)
    return known_[number].request;
  last_ = read_request(raw, text_);
  if (number != TextIndex::kNone && stands_in(last_.line.method, raw.request) &&
      stands_in(last_.line.target, raw.request)) {
    if (number >= known_.size()) known_.resize(number + 1);
    known_[number] = {last_, true};
  }
  return last_;
}

}  // namespace veto::logs
