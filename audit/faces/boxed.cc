// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/boxed.h"

#include <utility>

#include "audit/faces/models.h"
#include "audit/faces/wire.h"
#include "audit/faces/worker.h"

namespace veto::faces {
namespace {

box::PoolOptions options_for(const Task& task, int workers) {
  box::PoolOptions options;
  options.role = kFacesRole;
  options.hello = write_task(task);
  options.workers = workers;
  return options;
}

ImageExamination not_examined(const Error& error) {
  ImageExamination image;
  image.skipped =
      error.kind == ErrorKind::damaged ? "damaged: " + error.what : error.what;
  return image;
}

box::Pool::Source jobs_of(const Examiner::Source& source, std::uint32_t kind,
                          std::string body) {
  return [&source, kind, body = std::move(body)]() -> std::optional<box::Job> {
    auto image = source();
    if (!image) return std::nullopt;
    return box::Job{image->id, kind, body, std::move(image->bytes),
                    kMaxExamination};
  };
}

}  // namespace

Result<Examiner> Examiner::open(const config::Settings& settings,
                                const std::filesystem::path& case_dir,
                                int workers) {
  auto weights = find_weights(weights_dirs(settings, case_dir));
  if (!weights) return pass(weights);
  const Skill skill = *weights ? Skill::yunet : Skill::hog;
  box::PoolOptions options =
      options_for({skill, looking_of(settings)}, workers);
  if (*weights) options.hello_payload = std::move((*weights)->bytes);
  auto pool = box::Pool::start(std::move(options));
  if (!pool) return pass(pool);
  auto detector = read_detector(pool->greeting());
  if (!detector) return pass(detector);
  return Examiner(*std::move(pool), *std::move(detector), bands_of(settings));
}

Status Examiner::examine(const Source& source, const Sink& sink) {
  const auto jobs = jobs_of(source, kExamine, write_bands(bands_));
  return pool_.run(jobs, [&](std::uint64_t id, Result<std::string> answer) {
    if (!answer) return sink(id, not_examined(answer.error()));
    auto image = read_examination(*answer, bands_);
    if (!image) return sink(id, not_examined(image.error()));
    return sink(id, *std::move(image));
  });
}

Status Examiner::read_documents(const Source& source,
                                const DocumentSink& sink) {
  const auto jobs = jobs_of(source, kDocument, "");
  return pool_.run(jobs, [&](std::uint64_t id, Result<std::string> answer) {
    if (!answer) return sink(id, pass(answer));
    return sink(id, read_document_answer(*answer));
  });
}

Result<Published> Examiner::publish(std::string image, const Wishes& wishes) {
  const auto answer =
      pool_.call({0, kPublish, write_wishes(bands_, wishes), std::move(image)});
  if (!answer) return std::unexpected(answer.error());
  return read_published(*answer);
}

Result<std::string> Examiner::thumbnail(std::string image,
                                        const std::vector<Face>& faces) {
  return pool_.call(
      {0, kThumbnail, write_face_list(bands_, faces), std::move(image)});
}

Status Examiner::render(const RenderSource& source, const RenderSink& sink) {
  const auto jobs = [&]() -> std::optional<box::Job> {
    auto image = source();
    if (!image) return std::nullopt;
    return box::Job{image->id, kRender, write_order(bands_, image->order),
                    std::move(image->bytes)};
  };
  return pool_.run(jobs, [&](std::uint64_t id, Result<std::string> answer) {
    if (!answer) return sink(id, pass(answer));
    return sink(id, read_rendition(*answer));
  });
}

}  // namespace veto::faces
