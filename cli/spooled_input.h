// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard input as a file, for what is read more than once. It lies in a
// folder of its own under $TMPDIR, which is gone with the object.

#ifndef VETO_CLI_SPOOLED_INPUT_H_
#define VETO_CLI_SPOOLED_INPUT_H_

#include <filesystem>
#include <stop_token>

#include "base/error.h"

namespace veto::cli {

class SpooledInput {
 public:
  // Reads standard input to its end. Errors: io, interrupted.
  static Result<SpooledInput> read(std::stop_token stop);
  ~SpooledInput();
  SpooledInput(SpooledInput&& other) noexcept;
  SpooledInput& operator=(SpooledInput&&) = delete;

  // ".../stdin".
  std::filesystem::path path() const { return folder_ / "stdin"; }

 private:
  explicit SpooledInput(std::filesystem::path folder)
      : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
};

}  // namespace veto::cli

#endif  // VETO_CLI_SPOOLED_INPUT_H_
