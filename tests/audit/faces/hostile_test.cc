// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/wait.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <string_view>

#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "audit/faces/files.h"
#include "tests/audit/faces/hostile_set.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;
using test::HostileFile;
using test::HostileFiles;

namespace {

constexpr char kGood[] = "a good picture";
constexpr int kGoodWidth = 300, kGoodHeight = 200;

// `./run test --full` says yes.
bool slow_ones_too() {
  const char* full = ::getenv("VETO_TEST_FULL");
  return full != nullptr && std::string_view(full) == "yes";
}

HostileFiles with_good_ones(HostileFiles hostile) {
  const std::string good =
      test::make_jpeg(test::quarters(kGoodWidth, kGoodHeight));
  HostileFiles all;
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    if (i % 25 == 0) all.push_back({kGood, good});
    all.push_back(std::move(hostile[i]));
  }
  all.push_back({kGood, good});
  return all;
}

config::Settings with_models(const std::filesystem::path& models) {
  config::Settings settings;
  settings.models_dir.value = models;
  return settings;
}

// Each file's answers by its number.
std::multimap<std::uint64_t, ImageExamination> examined(
    const HostileFiles& files, const config::Settings& settings) {
  auto examiner = Examiner::open(settings, {}, 2);
  REQUIRE_MESSAGE(examiner.has_value(), examiner.error().message());
  std::size_t next = 0;
  std::multimap<std::uint64_t, ImageExamination> answers;
  const auto done = examiner->examine(
      [&]() -> std::optional<Examiner::Image> {
        if (next == files.size()) return std::nullopt;
        const std::size_t at = next++;
        return Examiner::Image{at, files[at].bytes};
      },
      [&](std::uint64_t id, ImageExamination image) -> Status {
        answers.emplace(id, std::move(image));
        return {};
      });
  REQUIRE_MESSAGE(done.has_value(), done.error().message());
  return answers;
}

void check(const HostileFile& file, const ImageExamination& image) {
  CAPTURE(file.name);
  CAPTURE(image.skipped);
  // Whatever it is, no worker dies of it.
  CHECK(image.skipped.find("did not survive") == std::string::npos);
  CHECK(std::uint64_t(image.width) * std::uint64_t(image.height) <=
        kMaxImagePixels);
  if (image.skipped.empty()) CHECK(image.width * image.height > 0);
  if (file.name != kGood) return;
  CHECK(image.skipped.empty());
  CHECK(image.format == "jpeg");
  CHECK(image.width == kGoodWidth);
  CHECK(image.height == kGoodHeight);
  CHECK_FALSE(image.truncated);
}

bool no_child_is_left() {
  return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

}  // namespace

TEST_CASE("hostile set: it is what it is meant to be, each time the same") {
  const HostileFiles files = test::hostile_set(false);
  CHECK(files.size() >= 500);
  std::size_t bytes = 0;
  for (const HostileFile& file : files) {
    CAPTURE(file.name);
    CHECK(file.bytes.size() <= kMaxImageBytes);
    bytes += file.bytes.size();
  }
  CHECK(bytes < 60'000'000);
  const HostileFiles again = test::hostile_set(false);
  REQUIRE(again.size() == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    CAPTURE(files[i].name);
    CHECK(again[i].bytes == files[i].bytes);
  }
}

TEST_CASE("hostile set: each file has its answer, and no worker is lost") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  const test::NoWeights none;
  const HostileFiles files = with_good_ones(test::hostile_set(slow_ones_too()));
  const auto answers = examined(files, with_models(models));
  CHECK(answers.size() == files.size());
  for (std::size_t at = 0; at < files.size(); ++at) {
    CAPTURE(files[at].name);
    REQUIRE(answers.count(at) == 1);
    check(files[at], answers.find(at)->second);
  }
  CHECK(no_child_is_left());
}

TEST_CASE("hostile set: files by name have a line each, in their order") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  const test::NoWeights none;
  HostileFiles few;
  test::add_disguised(few);
  few = with_good_ones(std::move(few));
  const test::TempDir dir;
  std::vector<std::filesystem::path> names;
  for (const HostileFile& file : few) {
    names.push_back(dir / (std::to_string(names.size()) + ".jpg"));
    std::ofstream(names.back(), std::ios::binary) << file.bytes;
  }
  const auto all = examine_files(names, with_models(models));
  REQUIRE_MESSAGE(all.has_value(), all.error().message());
  REQUIRE(all->files.size() == few.size());
  for (std::size_t at = 0; at < few.size(); ++at) {
    CHECK(all->files[at].file == names[at]);
    check(few[at], all->files[at].image);
  }
  CHECK(no_child_is_left());
}
