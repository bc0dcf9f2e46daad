// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/base/stamping_openssl.h"

#include <cstdint>
#include <cstdlib>

#include "base/file.h"

namespace veto::test {
namespace {

constexpr std::uint64_t kMost = 1u << 20;

}  // namespace

bool succeeds(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

StampingOpenssl::StampingOpenssl() {
  REQUIRE(succeeds("'" + source_dir().string() +
                   "/scripts/time_stamp_authority' make '" +
                   dir_.path().string() + "'"));
}

std::string StampingOpenssl::root_pem() const {
  return *read_file(dir_ / "root.pem", kMost);
}

std::string StampingOpenssl::answer(const std::string& query) const {
  REQUIRE(write_file_atomic(dir_ / "q", query));
  REQUIRE(
      succeeds("cd '" + dir_.path().string() +
               "' && openssl ts -reply -config tsa.cnf -queryfile q -out r"));
  return *read_file(dir_ / "r", kMost);
}

}  // namespace veto::test
