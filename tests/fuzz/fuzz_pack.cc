// SPDX-License-Identifier: GPL-3.0-or-later
//
// An evidence pack of a stranger's: files between lines of "== NAME ==".

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "audit/logs/rederive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::map<std::string, std::string> files;
  while (rest.starts_with("== ")) {
    const auto end = rest.find(" ==\n");
    if (end == rest.npos) break;
    const std::string name(rest.substr(3, end - 3));
    rest.remove_prefix(end + 4);
    const auto next = std::min(rest.find("== "), rest.size());
    files[name] = rest.substr(0, next);
    rest.remove_prefix(next);
  }
  veto::logs::rederive(files, {});
  return 0;
}
