// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/reports/stamp_authority.h"

#include <cstdlib>

#include "tests/reports/bundle_samples.h"

namespace veto::test {
namespace {

bool succeeds(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace

StampingOpenssl::StampingOpenssl() {
  REQUIRE(succeeds("'" + source_dir().string() +
                   "/scripts/time_stamp_authority' make '" +
                   dir_.path().string() + "'"));
}

std::string StampingOpenssl::root_pem() const {
  return read_text(dir_ / "root.pem");
}

reports::StampAuthority StampingOpenssl::authority() const {
  return {"openssl", [this](const std::string& query) -> Result<std::string> {
            write_text(dir_ / "q", query);
            REQUIRE(succeeds("cd '" + dir_.path().string() +
                             "' && openssl ts -reply -config tsa.cnf "
                             "-queryfile q -out r"));
            return read_text(dir_ / "r");
          }};
}

}  // namespace veto::test
