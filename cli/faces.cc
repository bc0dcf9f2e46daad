// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/faces/faces.h"

#include <fmt/format.h>

#include "audit/faces/json.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

std::string describe(const faces::FilesExamination& examination) {
  std::string text;
  for (const auto& image : faces::faces_json(examination)["images"]) {
    const std::string file = printable(image["file"].get<std::string>());
    if (!image["error"].is_null()) {
      text += fmt::format("{}\tnot examined: {}\n", file,
                          printable(image["error"].get<std::string>()));
      continue;
    }
    for (const auto& face : image["faces"])
      text += fmt::format("{}\t{}\t{},{} {}x{}\t{:.2f}\n", file,
                          face["band"].get<std::string>(), face["x"].get<int>(),
                          face["y"].get<int>(), face["w"].get<int>(),
                          face["h"].get<int>(), face["score"].get<double>());
  }
  return text + fmt::format("detector: {}; {}\n", examination.detector.name,
                            examination.detector.known_limits);
}

ExitCode examine(const Flags& flags,
                 const std::vector<std::filesystem::path>& images) {
  auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  auto examination = faces::examine_files(images, *settings);
  if (!examination) return print_error(examination.error());
  const auto json = faces::faces_json(*examination);
  print_result(flags.json ? json.dump(2) + "\n" : describe(*examination));
  for (const auto& image : json["images"])
    if (!image["error"].is_null()) return ExitCode::incomplete;
  return ExitCode::done;
}

}  // namespace

void add_faces(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("faces", "find faces in image files; nobody is named");
  auto flags = std::make_shared<Flags>();
  auto images = std::make_shared<std::vector<std::filesystem::path>>();
  command
      ->add_option("image", *images,
                   "Pictures: JPEG, PNG, WebP, GIF, AVIF, HEIC, SVG")
      ->required();
  command->add_flag("--json", flags->json, "one JSON document");
  command->add_option_function<std::string>(
      "--models",
      [flags](const std::string& dir) {
        flags->overrides["faces.models_dir"] = dir;
      },
      "folder with the face detector's weights");
  command->callback([flags, images, &session] {
    session.run = [flags, images] { return examine(*flags, *images); };
  });
}

}  // namespace veto::cli
