// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/wire.h"

#include <algorithm>

#include "audit/box/fields.h"
#include "audit/box/message.h"
#include "audit/faces/decode.h"
#include "audit/faces/wire_embedded.h"
#include "base/text.h"

namespace veto::faces {
namespace {

using box::FieldReader;
using box::FieldWriter;

constexpr int kMaxSize = 1'000'000'000;
constexpr std::size_t kMaxText = 10'000;

std::unexpected<Error> not_whole() {
  return fail(ErrorKind::damaged, "the worker's answer is not whole");
}

void put_box(FieldWriter& fields, const Box& box) {
  const auto& [x, y, w, h] = box;
  for (const int number : {x, y, w, h}) fields.number(number);
}

Box take_box(FieldReader& fields) {
  Box box;
  for (int* number : {&box.x, &box.y, &box.w, &box.h})
    *number = fields.integer(0, kMaxSize);
  return box;
}

void put_boxes(FieldWriter& fields, const std::vector<Box>& boxes) {
  const std::size_t count = std::min(boxes.size(), kMaxFaces);
  fields.number(std::int64_t(count));
  for (std::size_t i = 0; i < count; ++i) put_box(fields, boxes[i]);
}

std::vector<Box> take_boxes(FieldReader& fields) {
  std::vector<Box> boxes;
  const int count = fields.integer(0, int(kMaxFaces));
  for (int i = 0; i < count; ++i) boxes.push_back(take_box(fields));
  return boxes;
}

// Each member by name: a new one does not compile until it is decided here
// whether it may leave the worker.
void put_face(FieldWriter& fields, const Face& face) {
  const auto& [box, score, band, frame] = face;
  put_box(fields, box);
  fields.number(frame);
  fields.real(score);
}

Face take_face(FieldReader& fields) {
  Face face;
  face.box = take_box(fields);
  face.frame = fields.integer(0, kMaxSize);
  face.score = fields.real(0, 1);
  return face;
}

void put_faces(FieldWriter& fields, const std::vector<Face>& faces) {
  const std::size_t count = std::min(faces.size(), kMaxFaces);
  fields.number(std::int64_t(count));
  for (std::size_t i = 0; i < count; ++i) put_face(fields, faces[i]);
}

std::vector<Face> take_faces(FieldReader& fields) {
  std::vector<Face> faces;
  const int count = fields.integer(0, int(kMaxFaces));
  for (int i = 0; i < count; ++i) faces.push_back(take_face(fields));
  return faces;
}

std::string words(FieldReader& fields) {
  return printable(fields.text(kMaxText), kMaxText);
}

}  // namespace

std::string write_task(const Task& task) {
  FieldWriter fields;
  fields.number(int(task.skill));
  fields.number(task.looking.thorough ? 1 : 0);
  fields.number(task.looking.turns ? 1 : 0);
  fields.real(task.looking.enough);
  return fields.take();
}

Result<Task> read_task(std::string_view body) {
  FieldReader fields(body);
  Task task;
  task.skill = Skill(fields.integer(0, int(Skill::hog)));
  task.looking.thorough = fields.integer(0, 1) == 1;
  task.looking.turns = fields.integer(0, 1) == 1;
  task.looking.enough = fields.real(0, 1);
  if (!fields.complete()) return not_whole();
  return task;
}

std::string write_detector(const DetectorInfo& detector) {
  FieldWriter fields;
  fields.text(detector.name);
  fields.text(detector.version);
  fields.text(detector.weights_sha256);
  fields.text(detector.known_limits);
  return fields.take();
}

Result<DetectorInfo> read_detector(std::string_view body) {
  FieldReader fields(body);
  DetectorInfo detector;
  detector.name = words(fields);
  detector.version = words(fields);
  detector.weights_sha256 = words(fields);
  detector.known_limits = words(fields);
  if (!fields.complete()) return not_whole();
  return detector;
}

std::string write_bands(const Bands& bands) {
  FieldWriter fields;
  fields.real(bands.face);
  fields.real(bands.possible);
  return fields.take();
}

Result<Bands> read_bands(std::string_view body) {
  FieldReader fields(body);
  Bands bands;
  bands.face = fields.real(0, 1);
  bands.possible = fields.real(0, 1);
  if (!fields.complete()) return not_whole();
  return bands;
}

std::string write_examination(const ImageExamination& image) {
  FieldWriter fields;
  fields.text(image.format);
  fields.number(image.width);
  fields.number(image.height);
  fields.number(image.orientation);
  fields.number(image.frames);
  fields.number(image.truncated ? 1 : 0);
  fields.text(image.skipped);
  fields.number(std::int64_t(image.look));
  fields.number(image.metadata.location ? 1 : 0);
  fields.text(image.metadata.camera);
  fields.number(image.carries ? 1 : 0);
  put_faces(fields, image.faces);
  put_embedded(fields, image.embedded);
  return fields.take();
}

Result<ImageExamination> read_examination(std::string_view body,
                                          const Bands& bands) {
  FieldReader fields(body);
  ImageExamination image;
  image.format = words(fields);
  image.width = fields.integer(0, kMaxSize);
  image.height = fields.integer(0, kMaxSize);
  image.orientation = fields.integer(1, 8);
  image.frames = fields.integer(0, kMaxSize);
  image.truncated = fields.integer(0, 1) == 1;
  image.skipped = words(fields);
  image.look = std::uint64_t(fields.number());
  image.metadata.location = fields.integer(0, 1) == 1;
  image.metadata.camera = words(fields);
  image.carries = fields.integer(0, 1) == 1;
  image.faces = take_faces(fields);
  image.embedded = take_embedded(fields);
  const bool too_large =
      std::uint64_t(image.width) * std::uint64_t(image.height) >
      kMaxImagePixels;
  if (!fields.complete() || too_large) return not_whole();
  for (Face& face : image.faces) {
    face.band = face.score >= bands.face ? Band::face : Band::possible;
  }
  return image;
}

std::string write_document(const embedded::Embedded& document) {
  FieldWriter fields;
  put_embedded(fields, document);
  return fields.take();
}

Result<embedded::Embedded> read_document_answer(std::string_view body) {
  FieldReader fields(body);
  auto document = take_embedded(fields);
  if (!fields.complete()) return not_whole();
  return document;
}

std::string write_wishes(const Bands& bands, const Wishes& wishes) {
  FieldWriter fields;
  fields.real(bands.face);
  fields.real(bands.possible);
  fields.number(wishes.crop ? 1 : 0);
  put_box(fields, wishes.crop.value_or(Box{}));
  fields.number(std::int64_t(wishes.boxes.size()));
  for (const Box& box : wishes.boxes) put_box(fields, box);
  return fields.take();
}

Result<AskedToPublish> read_wishes(std::string_view body) {
  FieldReader fields(body);
  AskedToPublish asked;
  asked.bands.face = fields.real(0, 1);
  asked.bands.possible = fields.real(0, 1);
  const bool crops = fields.integer(0, 1) == 1;
  const Box crop = take_box(fields);
  if (crops) asked.wishes.crop = crop;
  const int count = fields.integer(0, int(kMaxFaces));
  for (int i = 0; i < count; ++i)
    asked.wishes.boxes.push_back(take_box(fields));
  if (!fields.complete()) return not_whole();
  return asked;
}

std::string write_published(const Published& published) {
  FieldWriter fields;
  fields.number(published.blurred);
  fields.number(published.filled);
  fields.text(published.jpeg);
  return fields.take();
}

Result<Published> read_published(std::string_view body) {
  FieldReader fields(body);
  Published published;
  published.blurred = fields.integer(0, kMaxSize);
  published.filled = fields.integer(0, kMaxSize);
  published.jpeg = fields.text(box::kMaxBody);
  if (!fields.complete()) return not_whole();
  return published;
}

std::string write_order(const Bands& bands, const RenditionOrder& order) {
  FieldWriter fields;
  fields.real(bands.face);
  fields.real(bands.possible);
  fields.number(order.redraw ? 1 : 0);
  put_boxes(fields, order.clear);
  put_faces(fields, order.blur);
  return fields.take();
}

Result<AskedToRender> read_order(std::string_view body) {
  FieldReader fields(body);
  AskedToRender asked;
  asked.bands.face = fields.real(0, 1);
  asked.bands.possible = fields.real(0, 1);
  asked.order.redraw = fields.integer(0, 1) == 1;
  asked.order.clear = take_boxes(fields);
  asked.order.blur = take_faces(fields);
  if (!fields.complete()) return not_whole();
  return asked;
}

std::string write_rendition(const Rendition& rendition) {
  FieldWriter fields;
  fields.text(rendition.jpeg);
  put_boxes(fields, rendition.blurred);
  put_boxes(fields, rendition.filled);
  return fields.take();
}

Result<Rendition> read_rendition(std::string_view body) {
  FieldReader fields(body);
  Rendition rendition;
  rendition.jpeg = fields.text(box::kMaxBody);
  rendition.blurred = take_boxes(fields);
  rendition.filled = take_boxes(fields);
  if (!fields.complete()) return not_whole();
  return rendition;
}

std::string write_face_list(const Bands& bands,
                            const std::vector<Face>& faces) {
  FieldWriter fields;
  fields.real(bands.face);
  fields.real(bands.possible);
  put_faces(fields, faces);
  return fields.take();
}

Result<AskedToShow> read_face_list(std::string_view body) {
  FieldReader fields(body);
  AskedToShow asked;
  asked.bands.face = fields.real(0, 1);
  asked.bands.possible = fields.real(0, 1);
  asked.faces = take_faces(fields);
  if (!fields.complete()) return not_whole();
  return asked;
}

}  // namespace veto::faces
