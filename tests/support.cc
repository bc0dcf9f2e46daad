// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support.h"

#include <cstdio>

namespace veto::test {

std::optional<int> (*serve)(int, char**) = nullptr;

std::filesystem::path source_dir() { return VETO_SOURCE_DIR; }

std::filesystem::path shared(const std::string& part) {
  std::filesystem::path path = std::filesystem::path(VETO_SHARED_DIR) / part;
  if (std::filesystem::exists(path)) return path;
  std::printf("SKIPPED: no %s\n", part.c_str());
  return {};
}

}  // namespace veto::test
