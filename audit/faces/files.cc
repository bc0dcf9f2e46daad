// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/files.h"

#include <utility>

#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "base/file.h"

namespace veto::faces {

Result<FilesExamination> examine_files(
    const std::vector<std::filesystem::path>& files,
    const config::Settings& settings) {
  // No more workers than there are images.
  auto examiner = Examiner::open(settings, {}, files.size() == 1 ? 1 : 0);
  if (!examiner) return pass(examiner);
  FilesExamination all{examiner->detector(), examiner->unconfined(), {}};
  for (const auto& file : files) all.files.push_back({file, {}});
  std::size_t at = 0;
  const auto source = [&]() -> std::optional<Examiner::Image> {
    for (; at < files.size(); ++at) {
      auto bytes = read_file(files[at], kMaxImageBytes);
      if (bytes) return Examiner::Image{at++, *std::move(bytes)};
      all.files[at].image.skipped = bytes.error().what;
    }
    return std::nullopt;
  };
  auto done = examiner->examine(
      source, [&](std::uint64_t id, ImageExamination image) -> Status {
        all.files[id].image = std::move(image);
        return {};
      });
  if (!done) return pass(done);
  return all;
}

}  // namespace veto::faces
