// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of notices.jsonl as anybody may write it: whatever is taken is what
// this program would have written, and its proof lies in notices/.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "reports/edition/notice_line.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto notice = reports::parse_notice(line);
  if (!notice) return 0;
  VETO_CHECK(reports::notice_line(*notice) == line);
  VETO_CHECK(notice->proof.starts_with("notices/"));
  VETO_CHECK(notice->proof.find('/') == notice->proof.rfind('/'));
  VETO_CHECK(reports::event_of(*notice).item == notice->proof);
  return 0;
}
