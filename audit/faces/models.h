// SPDX-License-Identifier: GPL-3.0-or-later
//
// Detector weights: which are known, where they may lie, and whether a file is
// one of them. A file is accepted by its SHA-256 alone. Weights are data that
// the program does not carry; fetching them is for the floor with the network.

#ifndef VETO_AUDIT_FACES_MODELS_H_
#define VETO_AUDIT_FACES_MODELS_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "config/settings.h"

namespace veto::faces {

struct KnownWeights {
  std::string_view name;  // "YuNet-N"
  std::string_view file;
  std::uint64_t bytes = 0;
  std::string_view sha256;
  std::string_view licence;  // SPDX expression
  std::string_view url;      // pinned to one commit
  std::string_view known_limits;
};

// The preferred one first.
std::span<const KnownWeights> known_weights();

struct Weights {
  const KnownWeights* known = nullptr;
  std::filesystem::path path;
  std::string bytes;
};

// In the order they are searched: the setting, $VETO_MODELS, the case's
// "models", then user_weights_dir(). Empty ones are left out.
std::vector<std::filesystem::path> weights_dirs(
    const config::Settings& settings, const std::filesystem::path& case_dir);
// $XDG_DATA_HOME/veto/models, or ~/.local/share/veto/models; where a download
// belongs. Empty when neither variable is set.
std::filesystem::path user_weights_dir();

// The first known file in the first folder that holds one; nothing when none
// does. Errors: damaged (a file of a known name with another digest), io.
Result<std::optional<Weights>> find_weights(
    const std::vector<std::filesystem::path>& dirs);

// Reads the file and names the weights it holds. Errors: not_found, io,
// damaged (none of the known digests).
Result<Weights> read_weights(const std::filesystem::path& path);
// The known weights those bytes are. Errors: damaged.
Result<const KnownWeights*> verify_weights(std::string_view bytes);

// What `veto models list` shows.
struct WeightsState {
  const KnownWeights* known = nullptr;
  std::filesystem::path path;  // of the file found; empty when absent
  std::string problem;         // why that file is not accepted, or ""
};
std::vector<WeightsState> list_weights(
    const std::vector<std::filesystem::path>& dirs);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_MODELS_H_
