// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/models.h"

#include <array>
#include <cstdlib>

#include "base/digest.h"
#include "base/file.h"

namespace veto::faces {
namespace {

// Far above any known file, so that a wrong one is read and told apart.
constexpr std::uint64_t kMaxWeightsBytes = 16u << 20;

#define VETO_YUNET_BASE                                               \
  "https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/" \
  "0047ac24/onnx/"

constexpr std::array kKnown = {
    KnownWeights{
        "YuNet-N", "yunet_n_640_640.onnx", 317466,
        "25a606a145a5b6d7271ae138fbd00eba91dad8b83222ae3f2c7ecd0f4a7b0e31",
        "Apache-2.0", VETO_YUNET_BASE "yunet_n_640_640.onnx",
        "Measured on 189 WIDER FACE validation pictures at score 0.7: 86 of "
        "100 faces at least 24 pixels wide were detected, 93 of 100 from 48 "
        "pixels, 74 of 100 from 12; 96 of 100 detections were faces. That set "
        "favours this detector: the pictures' proportions were recovered with "
        "it, and the threshold was read on the same set. Faces lying on their "
        "side: about half are missed. Some animals' faces are taken for "
        "people's. How recall differs with skin tone, age or gender was not "
        "measured, nor were drawings."},
    KnownWeights{
        "YuNet-S", "yunet_s_640_640.onnx", 232589,
        "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
        "Apache-2.0 OR MIT", VETO_YUNET_BASE "yunet_s_640_640.onnx",
        "Measured on 189 WIDER FACE validation pictures at score 0.7: 84 of "
        "100 faces at least 24 pixels wide were detected, 92 of 100 from 48 "
        "pixels, 67 of 100 from 12; 96 of 100 detections were faces. That set "
        "favours this family of detectors: the pictures' proportions were "
        "recovered with one of them, and the threshold was read on the same "
        "set. Faces lying on their side: six in ten are missed. Some animals' "
        "faces are taken for people's. How recall differs with skin tone, age "
        "or gender was not measured, nor were drawings."},
};

#undef VETO_YUNET_BASE

std::filesystem::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::filesystem::path() : value;
}

bool is_file(const std::filesystem::path& path) {
  std::error_code failed;
  return std::filesystem::is_regular_file(path, failed);
}

}  // namespace

std::span<const KnownWeights> known_weights() { return kKnown; }

std::filesystem::path user_weights_dir() {
  if (const auto data = environment_path("XDG_DATA_HOME"); !data.empty()) {
    return data / "veto" / "models";
  }
  if (const auto home = environment_path("HOME"); !home.empty()) {
    return home / ".local" / "share" / "veto" / "models";
  }
  return {};
}

std::vector<std::filesystem::path> weights_dirs(
    const config::Settings& settings, const std::filesystem::path& case_dir) {
  std::vector<std::filesystem::path> dirs = {
      *settings.models_dir, environment_path("VETO_MODELS"),
      case_dir.empty() ? case_dir : case_dir / "models", user_weights_dir()};
  std::erase_if(dirs, [](const auto& dir) { return dir.empty(); });
  return dirs;
}

Result<const KnownWeights*> verify_weights(std::string_view bytes) {
  const std::string digest = sha256(bytes).hex();
  for (const KnownWeights& known : kKnown) {
    if (known.sha256 == digest) return &known;
  }
  return fail(ErrorKind::damaged, "not the weights of a known face detector",
              "sha256 " + digest,
              "delete the file and fetch it again: veto models get");
}

Result<Weights> read_weights(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxWeightsBytes);
  if (!bytes && bytes.error().kind == ErrorKind::too_large) {
    bytes.error().kind = ErrorKind::damaged;
  }
  if (!bytes) return pass(bytes);
  auto known = verify_weights(*bytes);
  if (!known) {
    known.error().where = path.string() + " (" + known.error().where + ")";
    return pass(known);
  }
  return Weights{*known, path, *std::move(bytes)};
}

Result<std::optional<Weights>> find_weights(
    const std::vector<std::filesystem::path>& dirs) {
  for (const auto& dir : dirs) {
    for (const KnownWeights& known : kKnown) {
      if (!is_file(dir / known.file)) continue;
      auto weights = read_weights(dir / known.file);
      if (!weights) return pass(weights);
      return *std::move(weights);
    }
  }
  return std::nullopt;
}

std::vector<WeightsState> list_weights(
    const std::vector<std::filesystem::path>& dirs) {
  std::vector<WeightsState> states;
  for (const KnownWeights& known : kKnown) {
    WeightsState state;
    state.known = &known;
    for (const auto& dir : dirs) {
      if (!is_file(dir / known.file)) continue;
      state.path = dir / known.file;
      const auto weights = read_weights(state.path);
      if (!weights) state.problem = weights.error().what;
      break;
    }
    states.push_back(std::move(state));
  }
  return states;
}

}  // namespace veto::faces
