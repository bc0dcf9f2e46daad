// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/cost.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <optional>

#include "audit/faces/decode.h"
#include "base/file.h"
#include "tests/bench/faces/usage.h"

namespace veto::bench {
namespace {

constexpr Canvas kSizes[] = {
    {"320x240", 320, 240},     {"640x480", 640, 480},
    {"800x600", 800, 600},     {"1152x864", 1152, 864},
    {"2000x1500", 2000, 1500}, {"2800x350", 2800, 350},
    {"4000x3000", 4000, 3000}, {"6000x4000", 6000, 4000}};
constexpr int kQuality = 85;
constexpr int kQuickPixels = 3'000'000;

// Of a program that prints it; nothing when that cannot be run.
std::optional<Usage> usage_told_by(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  Usage usage;
  const int read =
      std::fscanf(pipe, "%lf %lf", &usage.milliseconds, &usage.megabytes);
  ::pclose(pipe);
  if (read != 2) return {};
  return usage;
}

std::string shown(const std::optional<Usage>& usage, double megapixels) {
  if (!usage) return " - | - |";
  return fmt::format(" {:.0f} | {:.0f} | {:.0f} |", usage->milliseconds,
                     usage->milliseconds / megapixels, usage->megabytes);
}

}  // namespace

void measure_cost(const Photographs& photographs, bool quick) {
  fmt::print(
      "\n## Cost\n\nJPEG files of quality {}, of a photograph mirrored: CPU "
      "ms, "
      "CPU ms a megapixel and the most MB of memory, decoding included. The "
      "peer is OpenCV's imdecode and the same net once, in full size (-: built "
      "without opencv_imgcodecs).\n\n"
      "| picture | default | /MP | MB | thorough | /MP | MB | peer | /MP | MB "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n",
      kQuality);
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  const auto peer = program.parent_path() / "bench_faces_peer";
  const auto file = std::filesystem::temp_directory_path() /
                    fmt::format("veto-bench-{}.jpg", ::getpid());
  Random random(7);
  for (const Canvas& size : kSizes) {
    if (quick && size.width * size.height > kQuickPixels) continue;
    const auto& ground = photographs.with_faces.back().picture;
    std::ofstream(file, std::ios::binary)
        << file_of(mirrored(ground, size, random), {kQuality});
    const double pixels = double(size.width) * size.height / 1e6;
    fmt::print("| {} |", size.name);
    for (const std::string& command :
         {program.string() + " --cost default",
          program.string() + " --cost thorough", peer.string()}) {
      fmt::print("{}",
                 shown(usage_told_by(command + " " + file.string()), pixels));
    }
    fmt::print("\n");
  }
  std::filesystem::remove(file);
}

int print_usage(const std::string& mode, const std::filesystem::path& file) {
  const auto bytes = read_file(file, faces::kMaxImageBytes);
  if (!bytes) return 2;
  const auto detector = open_mode({"", mode == "thorough"});
  const Usage usage = usage_of([&] { faces_in(*bytes, *detector); });
  fmt::print("{} {}\n", usage.milliseconds, usage.megabytes);
  return 0;
}

}  // namespace veto::bench
