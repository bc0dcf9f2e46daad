// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/faces.h"

#include <fmt/format.h>

#include "audit/faces/json.h"
#include "base/text.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

std::string describe(const faces::FileExamination& examination) {
  const std::string file = printable(examination.file.string());
  const faces::ImageExamination& image = examination.image;
  if (!image.skipped.empty())
    return fmt::format("{}\tnot examined: {}\n", file,
                       printable(image.skipped));
  std::string text;
  for (const faces::Face& face : image.faces) {
    text += fmt::format("{}\t{}\t{},{} {}x{}\t{:.2f}", file,
                        faces::to_string(face.band), face.box.x, face.box.y,
                        face.box.w, face.box.h, face.score);
    if (image.frames > 1) text += fmt::format("\tframe {}", face.frame);
    text += "\n";
  }
  // Not that there is no face: what the detector misses is said below.
  return text.empty() ? file + "\tnothing detected\n" : text;
}

std::string describe(const faces::FilesExamination& examination) {
  std::string text;
  for (const auto& file : examination.files) text += describe(file);
  return text + fmt::format("detector: {}; {}\n", examination.detector.name,
                            examination.detector.known_limits);
}

ExitCode examine(const Flags& flags,
                 const std::vector<std::filesystem::path>& images) {
  auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  auto examination = faces::examine_files(images, *settings);
  if (!examination) return print_error(examination.error());
  if (!examination->unconfined.empty())
    print_warning({ErrorKind::unsupported,
                   "the kernel does not confine the processes that decode: " +
                       examination->unconfined,
                   "", "run it where seccomp is allowed"});
  print_result(flags.json ? faces::faces_json(*examination).dump(2) + "\n"
                          : describe(*examination));
  for (const auto& file : examination->files)
    if (!file.image.skipped.empty()) return ExitCode::incomplete;
  return ExitCode::done;
}

}  // namespace

void add_faces(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "faces",
      "find faces in image files, blur them, or list and mark those of a case; "
      "nobody is named");
  auto flags = std::make_shared<Flags>();
  auto images = std::make_shared<std::vector<std::filesystem::path>>();
  command->add_option("image", *images,
                      "JPEG, PNG, WebP, GIF, AVIF, HEIC or SVG files; one "
                      "named like a subcommand is ./list");
  command->add_flag("--json", flags->json, "one JSON document");
  add_face_flags(*command, *flags);
  add_faces_blur(*command, session);
  add_faces_list(*command, session);
  add_faces_mark(*command, session);
  // Runs after a subcommand's own.
  command->callback([command, flags, images, &session] {
    const bool chosen = !command->get_subcommands().empty();
    if (chosen && images->empty()) return;
    if (chosen)
      throw CLI::ValidationError(
          "faces takes images or a subcommand, not both; name a file like a "
          "subcommand as ./list");
    if (images->empty()) throw CLI::RequiredError("image");
    session.run = [flags, images] { return examine(*flags, *images); };
  });
}

}  // namespace veto::cli
