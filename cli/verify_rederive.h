// SPDX-License-Identifier: GPL-3.0-or-later
//
// `veto verify --rederive`: each finding about a log in a bundle derived again,
// from its evidence pack and, where they are given, from the whole logs.

#ifndef VETO_CLI_VERIFY_REDERIVE_H_
#define VETO_CLI_VERIFY_REDERIVE_H_

#include <filesystem>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/logs/rederive.h"
#include "base/error.h"

namespace veto::cli {

struct RederiveOrder {
  std::vector<std::filesystem::path> logs;  // --whole-log
  std::vector<std::string> secrets;         // --log-secret, files
  std::string format;                       // --log-format; "" for the packs'
};

struct DerivedFindings {
  struct One {
    std::string pack;  // the name of its folder
    logs::Rederivation result;
    std::vector<std::string> needs;  // sealed parts, or the log by its digest
  };
  struct Log {
    std::string file;    // as given
    std::string log;     // what the bundle calls it; "" for none of its logs
    std::string result;  // "the log", "the log and its root", "another log",
                         // "not the root"
  };
  std::vector<One> findings;
  std::vector<Log> logs;

  // No finding failed, and each file is a log of the bundle.
  bool hold() const;
};

// Of a bundle that is whole, so that nothing in there is a link. A lesser
// edition holds no packs: its findings need the confidential one. Errors: io,
// damaged (no pack, although it is in the lists), usage (a secret that is
// none), those of reading the logs.
Result<DerivedFindings> derive_again(const std::filesystem::path& bundle,
                                     std::string_view edition,
                                     const RederiveOrder& order,
                                     std::stop_token stop);

nlohmann::json derived_json(const DerivedFindings& derived);
nlohmann::json whole_logs_json(const DerivedFindings& derived);
std::string derived_text(const DerivedFindings& derived);

}  // namespace veto::cli

#endif  // VETO_CLI_VERIFY_REDERIVE_H_
