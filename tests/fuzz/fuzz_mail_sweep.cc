// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stranger's text is swept of mail addresses: what is left holds none, so
// that doing it again changes nothing; and a line that may be shown whole has
// nothing that would be swept from it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "reports/edition/address_sweep.h"
#include "reports/edition/mail_sweep.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::reports;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string once = without_mail(text);
  VETO_CHECK(without_mail(once) == once);
  if (client_alone(text)) VETO_CHECK(once == text);
  return 0;
}
