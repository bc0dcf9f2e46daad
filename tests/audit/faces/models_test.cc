// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/models.h"

#include <fstream>

#include "audit/faces/boxed.h"
#include "base/digest.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

void put(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("models: the list is complete and pinned") {
  REQUIRE(known_weights().size() == 2);
  CHECK(known_weights()[0].name == "YuNet-N");
  for (const KnownWeights& known : known_weights()) {
    CHECK(Digest::parse(known.sha256).has_value());
    CHECK(known.url.starts_with("https://"));
    CHECK(known.url.ends_with(known.file));
    CHECK(known.bytes > 200'000);
    CHECK_FALSE(known.licence.empty());
    CHECK_FALSE(known.known_limits.empty());
  }
}

TEST_CASE("models: folders in the order they are searched") {
  const test::NoWeights none;
  config::Settings settings;
  const std::filesystem::path user = none.dir() / "veto/models";
  CHECK(weights_dirs(settings, {}) == std::vector<std::filesystem::path>{user});
  settings.models_dir.value = "/set";
  ::setenv("VETO_MODELS", "/env", 1);
  CHECK(
      weights_dirs(settings, "/case") ==
      std::vector<std::filesystem::path>{"/set", "/env", "/case/models", user});
  ::unsetenv("XDG_DATA_HOME");
  CHECK(user_weights_dir() == none.dir() / ".local/share/veto/models");
}

TEST_CASE("models: none is not an error") {
  const test::NoWeights none;
  const auto found = find_weights({none.dir().path(), "/nonexistent"});
  REQUIRE(found.has_value());
  CHECK_FALSE(found->has_value());
}

TEST_CASE("models: a file with another digest is damaged, wherever it lies") {
  const test::TempDir dir;
  put(dir / "yunet_s_640_640.onnx", "not a net");
  const auto found = find_weights({dir.path()});
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().kind == ErrorKind::damaged);
  CHECK(found.error().where.find(dir.path().string()) != std::string::npos);
  CHECK(found.error().where.find(sha256("not a net").hex()) !=
        std::string::npos);

  config::Settings settings;
  settings.models_dir.value = dir.path();
  const auto detector = Examiner::open(settings, {});
  REQUIRE_FALSE(detector.has_value());
  CHECK(detector.error().kind == ErrorKind::damaged);

  const auto states = list_weights({dir.path()});
  REQUIRE(states.size() == 2);
  CHECK(states[0].path.empty());
  CHECK(states[1].path == dir / "yunet_s_640_640.onnx");
  CHECK_FALSE(states[1].problem.empty());
}

TEST_CASE("models: a huge or missing file") {
  const test::TempDir dir;
  put(dir / "big.onnx", std::string(17u << 20, 'x'));
  CHECK(read_weights(dir / "big.onnx").error().kind == ErrorKind::damaged);
  CHECK(read_weights(dir / "none.onnx").error().kind == ErrorKind::not_found);
}

TEST_CASE("models: the real files are accepted, the larger net first") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  const auto found = find_weights({models});
  REQUIRE(found.has_value());
  REQUIRE(found->has_value());
  CHECK((*found)->known->name == "YuNet-N");
  for (const WeightsState& state : list_weights({models})) {
    CHECK(state.problem.empty());
    const auto weights = read_weights(state.path);
    REQUIRE(weights.has_value());
    CHECK(weights->known == state.known);
    CHECK(weights->bytes.size() == state.known->bytes);
    std::string flipped = weights->bytes;
    flipped[1000] ^= 1;
    CHECK_FALSE(verify_weights(flipped).has_value());
  }
}
