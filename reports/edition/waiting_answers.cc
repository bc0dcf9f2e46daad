// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/waiting_answers.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "reports/edition/answer_fields.h"

namespace veto::reports {
namespace {

constexpr std::uint64_t kMostHeldBack = 64u << 20;  // bytes

constexpr const char* kTells = "its fields may tell of a picture";

std::string without_fragment(std::string_view url) {
  return std::string(url.substr(0, url.find('#')));
}

bool stands_for_bytes(const Work& work) {
  return work.capture->has_resource() && !work.payload->empty();
}

bool names_an_answer(const crawler::WarcMember& member) {
  if (member.field("WARC-Type") != "request") return false;
  const std::string fields = to_lower(member.block());
  constexpr std::string_view kNames[] = {
      "\nif-none-match:", "\nif-match:", "\nif-range:"};
  return std::ranges::any_of(
      kNames, [&](std::string_view name) { return fields.contains(name); });
}

}  // namespace

bool WaitingAnswers::take(Work& work) {
  if (!work.capture) return false;
  const crawler::Capture& capture = *work.capture;
  if (!capture.redirect_to.empty())
    led_to_.emplace(without_fragment(capture.redirect_to), capture.url);
  if (!work.withheld.empty() || stands_for_bytes(work) ||
      !may_tell_of_bytes(capture.headers) || replacement_of(work))
    return false;
  const std::uint64_t size = work.group.head.size + work.payload->size();
  if (size > kMostHeldBack - bytes_) {
    work.withheld = kTells;
    return false;
  }
  bytes_ += size;
  works_.push_back(std::move(work));
  return true;
}

void WaitingAnswers::replaced(const Work& work) {
  replaced_.insert(work.capture ? work.capture->url
                                : without_fragment(work.group.head.field(
                                      "WARC-Target-URI")));
}

void WaitingAnswers::spread_to_redirects() {
  std::vector<std::string> open(replaced_.begin(), replaced_.end());
  while (!open.empty()) {
    const std::string url = std::move(open.back());
    open.pop_back();
    const auto [begin, end] = led_to_.equal_range(url);
    for (auto at = begin; at != end; ++at)
      if (replaced_.insert(at->second).second) open.push_back(at->second);
  }
}

std::vector<Work> WaitingAnswers::finish() {
  spread_to_redirects();
  for (Work& work : works_)
    if (work.capture->target == crawler::Target::image ||
        replaced_.contains(work.capture->url))
      work.withheld = kTells;
  return std::move(works_);
}

std::size_t leave_out_old_names(Work& work) {
  if (!work.capture->revisit_of.empty()) return 0;
  return std::erase_if(work.group.others, names_an_answer);
}

}  // namespace veto::reports
