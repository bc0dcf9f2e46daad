// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said between the program and a worker that looks at images. Of a
// face a worker can say where it is, how sure the detector was and in which
// frame, and nothing else: there is no field for more. What a file says in
// itself about its use goes with an examination.

#ifndef VETO_AUDIT_FACES_WIRE_H_
#define VETO_AUDIT_FACES_WIRE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/box/protocol.h"
#include "audit/faces/examine.h"
#include "audit/faces/publish.h"
#include "audit/faces/rendition.h"
#include "base/error.h"

namespace veto::faces {

constexpr std::uint32_t kExamine = box::kFirstJob;
constexpr std::uint32_t kThumbnail = box::kFirstJob + 1;
constexpr std::uint32_t kPublish = box::kFirstJob + 2;
constexpr std::uint32_t kDocument = box::kFirstJob + 3;
constexpr std::uint32_t kRender = box::kFirstJob + 4;

// Beyond this many the least sure are left out of an answer.
constexpr std::size_t kMaxFaces = 5000;

// In bytes, with that many faces.
constexpr std::uint64_t kMaxExamination = 1u << 20;

// What a worker prepares for.
enum class Skill { yunet, hog };

struct Task {
  Skill skill = Skill::hog;
  Looking looking;
};
std::string write_task(const Task& task);
Result<Task> read_task(std::string_view body);

std::string write_detector(const DetectorInfo& detector);
Result<DetectorInfo> read_detector(std::string_view body);

std::string write_bands(const Bands& bands);
Result<Bands> read_bands(std::string_view body);

std::string write_examination(const ImageExamination& image);
// The band of each face is set anew by its score. Errors: damaged; nor is a
// size believed that no decoder takes.
Result<ImageExamination> read_examination(std::string_view body,
                                          const Bands& bands);

// What a PDF or an EPUB says in itself.
std::string write_document(const embedded::Embedded& document);
Result<embedded::Embedded> read_document_answer(std::string_view body);

std::string write_wishes(const Bands& bands, const Wishes& wishes);
struct AskedToPublish {
  Bands bands;
  Wishes wishes;
};
Result<AskedToPublish> read_wishes(std::string_view body);

std::string write_published(const Published& published);
Result<Published> read_published(std::string_view body);

std::string write_order(const Bands& bands, const RenditionOrder& order);
struct AskedToRender {
  Bands bands;
  RenditionOrder order;
};
Result<AskedToRender> read_order(std::string_view body);

std::string write_rendition(const Rendition& rendition);
Result<Rendition> read_rendition(std::string_view body);

std::string write_face_list(const Bands& bands, const std::vector<Face>& faces);
struct AskedToShow {
  Bands bands;
  std::vector<Face> faces;
};
Result<AskedToShow> read_face_list(std::string_view body);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_WIRE_H_
