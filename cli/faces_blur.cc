// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto faces blur: a picture made ready to be put online.

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "audit/faces/boxed.h"
#include "audit/faces/decode.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/faces.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct BlurOptions {
  Flags flags;
  std::filesystem::path in, out;
  std::vector<std::string> boxes;
  std::string crop;
};

// "X,Y,W,H" in pixels.
Result<faces::Box> box_of(const std::string& text) {
  std::vector<int> numbers;
  for (std::string_view part : split(text, ',')) {
    part = trim(part);
    int number = 0;
    const char* end = part.data() + part.size();
    const auto [rest, error] = std::from_chars(part.data(), end, number);
    if (error != std::errc() || rest != end || number < 0 || number > 1'000'000)
      break;
    numbers.push_back(number);
  }
  if (numbers.size() != 4 || numbers[2] == 0 || numbers[3] == 0)
    return fail(ErrorKind::usage, "this is no part of a picture", text,
                "write X,Y,WIDTH,HEIGHT in pixels, as veto faces prints them");
  return faces::Box{numbers[0], numbers[1], numbers[2], numbers[3]};
}

Result<faces::Wishes> wishes_of(const BlurOptions& options) {
  faces::Wishes wishes;
  for (const std::string& text : options.boxes) {
    auto box = box_of(text);
    if (!box) return pass(box);
    wishes.boxes.push_back(*box);
  }
  if (options.crop.empty()) return wishes;
  auto crop = box_of(options.crop);
  if (!crop) return pass(crop);
  wishes.crop = *crop;
  return wishes;
}

Status check_out(const std::filesystem::path& out) {
  const std::string ending = to_lower(out.extension().string());
  if (ending != ".jpg" && ending != ".jpeg")
    return fail(ErrorKind::usage, "what is written is a JPEG", out.string(),
                "name it with the ending .jpg");
  std::error_code failed;
  if (std::filesystem::exists(std::filesystem::symlink_status(out, failed)))
    return fail(ErrorKind::refused, "there is such a file already",
                out.string(), "nothing is overwritten: name another one");
  return {};
}

Result<faces::Published> blurred(const BlurOptions& options) {
  auto settings = settings_of(options.flags);
  if (!settings) return pass(settings);
  const auto wishes = wishes_of(options);
  if (!wishes) return std::unexpected(wishes.error());
  if (auto free = check_out(options.out); !free) return pass(free);
  auto bytes = read_file(options.in, faces::kMaxImageBytes);
  if (!bytes) return pass(bytes);
  auto examiner = faces::Examiner::open(*settings, {}, 1);
  if (!examiner) return pass(examiner);
  auto published = examiner->publish(*std::move(bytes), *wishes);
  if (!published) {
    published.error().where = options.in.string();
    return published;
  }
  auto written = write_file_atomic(options.out, published->jpeg);
  if (!written) return pass(written);
  return published;
}

ExitCode blur(const BlurOptions& options) {
  const auto published = blurred(options);
  if (!published) return print_error(published.error());
  print_result(fmt::format(
      "{}\t{} {} made unrecognisable{}\nlook at it before it is put online: a "
      "face that was not detected is as it was (--box X,Y,W,H adds one)\n",
      printable(options.out.string()), published->blurred,
      published->blurred == 1 ? "place" : "places",
      published->filled == 0 ? "" : ", what still read as a face in grey"));
  return ExitCode::done;
}

}  // namespace

void add_faces_blur(CLI::App& faces, Session& session) {
  auto* command = faces.add_subcommand(
      "blur",
      "write a copy of a picture in which every detected face, also a possible "
      "one, is made unrecognisable for good; without metadata");
  auto options = std::make_shared<BlurOptions>();
  command->add_option("in", options->in, "the picture")->required();
  command->add_option("out", options->out, "the JPEG to write")->required();
  command->add_option("--box", options->boxes,
                      "a further part to blur: X,Y,W,H, upright pixels");
  command->add_option("--crop", options->crop,
                      "the part to keep: X,Y,W,H, upright pixels");
  add_face_flags(*command, options->flags);
  command->callback([options, &session] {
    session.run = [options] { return blur(*options); };
  });
}

}  // namespace veto::cli
