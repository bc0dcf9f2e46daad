// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stranger's text is searched for pictures: what is found lies within it, in
// order, and once it is taken out the text has only what was left of it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "reports/edition/payload_kind.h"
#include "reports/edition/text_pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::reports;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)payload_kind(text, "text/html");
  const auto pictures = pictures_in(text);
  std::size_t done = 0, left = text.size();
  for (const auto& picture : pictures) {
    VETO_CHECK(picture.begin >= done && picture.begin < picture.end);
    VETO_CHECK(picture.end <= text.size());
    done = picture.end;
    left -= picture.end - picture.begin;
  }
  const std::vector<std::string> nothing(pictures.size());
  VETO_CHECK(with_pictures(text, pictures, nothing).size() == left);
  return 0;
}
