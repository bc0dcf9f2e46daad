// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/faces.h"

#include <fmt/format.h>

#include "audit/faces/json.h"
#include "base/text.h"
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
  auto* command = app.add_subcommand(
      "faces",
      "find faces in image files, or list and mark those of a case; nobody is "
      "named");
  auto flags = std::make_shared<Flags>();
  auto images = std::make_shared<std::vector<std::filesystem::path>>();
  command->add_option("image", *images,
                      "JPEG or PNG files; one named like a subcommand is "
                      "./list");
  command->add_flag("--json", flags->json, "one JSON document");
  command->add_option_function<std::string>(
      "--models",
      [flags](const std::string& dir) {
        flags->overrides["faces.models_dir"] = dir;
      },
      "folder with the face detector's weights");
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
