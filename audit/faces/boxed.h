// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program's way to faces and to blurred pictures: strangers' bytes go to
// worker processes (audit/box), plain data comes back.

#ifndef VETO_AUDIT_FACES_BOXED_H_
#define VETO_AUDIT_FACES_BOXED_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/box/pool.h"
#include "audit/faces/examine.h"
#include "audit/faces/faces.h"
#include "audit/faces/publish.h"
#include "audit/faces/rendition.h"
#include "base/error.h"
#include "config/settings.h"

namespace veto::faces {

class Examiner {
 public:
  // YuNet with the weights find_weights() finds; without any, the HOG detector
  // where it was built in. `case_dir` may be empty. `workers`: 0 is one a
  // core. Errors: damaged (a weights file with a wrong digest), unsupported (no
  // weights and no HOG detector), io.
  static Result<Examiner> open(const config::Settings& settings,
                               const std::filesystem::path& case_dir,
                               int workers = 0);

  const DetectorInfo& detector() const { return detector_; }
  // Why the kernel does not confine the workers' system calls; "" where it
  // does.
  const std::string& unconfined() const { return pool_.confinement().without; }

  struct Image {
    std::uint64_t id = 0;
    std::string bytes;
  };
  using Source = std::function<std::optional<Image>()>;
  using Sink = std::function<Status(std::uint64_t id, ImageExamination)>;
  // Examines what the source gives until it gives nothing. Whatever happens to
  // an image, the worker's death included, is said in its `skipped`. Errors:
  // the sink's own, and io where no worker can be started.
  Status examine(const Source& source, const Sink& sink);

  // What documents say in themselves (audit/embedded/document.h), in the same
  // way. The sink gets the reason why one could not be read as an Error.
  using DocumentSink =
      std::function<Status(std::uint64_t id, Result<embedded::Embedded>)>;
  Status read_documents(const Source& source, const DocumentSink& sink);

  // As publish() (publish.h); damaged also where a worker died of it.
  Result<Published> publish(std::string image, const Wishes& wishes);

  // As blurred_thumbnail() (thumbnail.h); damaged also where a worker died of
  // it.
  Result<std::string> thumbnail(std::string image,
                                const std::vector<Face>& faces);

  struct ToRender {
    std::uint64_t id = 0;
    std::string bytes;
    RenditionOrder order;
  };
  using RenderSource = std::function<std::optional<ToRender>()>;
  // As render() (rendition.h); damaged also where a worker died of it.
  using RenderSink = std::function<Status(std::uint64_t id, Result<Rendition>)>;
  // Works off what the source gives until it gives nothing. Errors: as of
  // examine().
  Status render(const RenderSource& source, const RenderSink& sink);

 private:
  Examiner(box::Pool pool, DetectorInfo detector, Bands bands)
      : pool_(std::move(pool)), detector_(std::move(detector)), bands_(bands) {}

  box::Pool pool_;
  DetectorInfo detector_;
  Bands bands_;
};

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_BOXED_H_
