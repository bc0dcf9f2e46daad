// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/store.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/text.h"

namespace veto::faces {
namespace {

constexpr std::string_view kDetectorTable = R"sql(
CREATE TABLE detector (
  run_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  weights_sha256 TEXT NOT NULL,
  known_limits TEXT NOT NULL
)
)sql";

constexpr std::string_view kImageTable = R"sql(
CREATE TABLE image (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  capture_id TEXT NOT NULL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BIGINT NOT NULL,
  truncated INTEGER NOT NULL,
  skipped TEXT NOT NULL,
  urls TEXT NOT NULL,
  pages TEXT NOT NULL,
  PRIMARY KEY (run_id, digest)
)
)sql";

constexpr std::string_view kFaceTable = R"sql(
CREATE TABLE face (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  w INTEGER NOT NULL,
  h INTEGER NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  band TEXT NOT NULL,
  PRIMARY KEY (run_id, digest, ordinal)
)
)sql";

constexpr std::string_view kImported =
    "ALTER TABLE image ADD COLUMN imported INTEGER NOT NULL DEFAULT 0";

constexpr std::string_view kOrientation =
    "ALTER TABLE image ADD COLUMN orientation INTEGER NOT NULL DEFAULT 1";
constexpr std::string_view kFrames =
    "ALTER TABLE image ADD COLUMN frames INTEGER NOT NULL DEFAULT 1";
constexpr std::string_view kFrame =
    "ALTER TABLE face ADD COLUMN frame INTEGER NOT NULL DEFAULT 0";

constexpr std::string_view kLook =
    "ALTER TABLE image ADD COLUMN look BIGINT NOT NULL DEFAULT 0";
constexpr std::string_view kLocation =
    "ALTER TABLE image ADD COLUMN location INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kCamera =
    "ALTER TABLE image ADD COLUMN camera TEXT NOT NULL DEFAULT ''";

constexpr std::string_view kInline =
    "ALTER TABLE image ADD COLUMN inline_ordinal INTEGER NOT NULL DEFAULT 0";

constexpr std::string_view kInSitemap =
    "ALTER TABLE image ADD COLUMN in_sitemap INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kEmbeddable =
    "ALTER TABLE image ADD COLUMN embeddable INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kCarries =
    "ALTER TABLE image ADD COLUMN carries INTEGER NOT NULL DEFAULT 1";
// Of files that were looked into by a rule that found less (other_picture.h).
constexpr std::string_view kCarriesMore = "UPDATE image SET carries = 1";

std::string list_text(const std::vector<std::string>& list) {
  nlohmann::json json = nlohmann::json::array();
  for (const std::string& item : list) json.push_back(to_valid_utf8(item));
  return json.dump();
}

std::vector<std::string> list_of(const std::string& text) {
  return nlohmann::json::parse(text).get<std::vector<std::string>>();
}

void insert_face(soci::session& sql, const std::string& run_id,
                 const std::string& digest, int ordinal, const Face& face) {
  const std::string band(to_string(face.band));
  sql << "INSERT INTO face (run_id, digest, ordinal, x, y, w, h, score, band, "
         "frame) VALUES (:run, :digest, :ordinal, :x, :y, :w, :h, :score, "
         ":band, :frame)",
      soci::use(run_id), soci::use(digest), soci::use(ordinal),
      soci::use(face.box.x), soci::use(face.box.y), soci::use(face.box.w),
      soci::use(face.box.h), soci::use(face.score), soci::use(band),
      soci::use(face.frame);
}

using FacesByImage = std::map<std::string, std::vector<Face>>;

FacesByImage read_faces(soci::session& sql, const std::string& run_id) {
  FacesByImage faces;
  const soci::rowset<soci::row> rows =
      (sql.prepare << "SELECT digest, x, y, w, h, score, band, frame FROM face "
                      "WHERE run_id = :run ORDER BY digest, ordinal",
       soci::use(run_id));
  for (const soci::row& row : rows) {
    Face face;
    face.box = {row.get<int>(1), row.get<int>(2), row.get<int>(3),
                row.get<int>(4)};
    face.score = row.get<double>(5);
    face.band = row.get<std::string>(6) == to_string(Band::face)
                    ? Band::face
                    : Band::possible;
    face.frame = row.get<int>(7);
    faces[row.get<std::string>(0)].push_back(face);
  }
  return faces;
}

// Throws what nlohmann throws when the text is no list.
ImageRecord image_of(const soci::row& row, FacesByImage& faces) {
  ImageRecord image;
  const auto digest = row.get<std::string>(0);
  image.digest = Digest::parse(digest).value_or(Digest{});
  image.capture_id = row.get<std::string>(1);
  image.format = row.get<std::string>(2);
  image.width = row.get<int>(3);
  image.height = row.get<int>(4);
  image.bytes = std::uint64_t(row.get<long long>(5));
  image.truncated = row.get<int>(6) != 0;
  image.skipped = row.get<std::string>(7);
  image.urls = list_of(row.get<std::string>(8));
  image.pages = list_of(row.get<std::string>(9));
  image.imported = row.get<int>(10) != 0;
  image.orientation = row.get<int>(11);
  image.frames = row.get<int>(12);
  image.look = std::uint64_t(row.get<long long>(13));
  image.metadata.location = row.get<int>(14) != 0;
  image.metadata.camera = row.get<std::string>(15);
  image.inline_ordinal = row.get<int>(16);
  image.in_sitemap = row.get<int>(17) != 0;
  image.embeddable = row.get<int>(18) != 0;
  image.carries = row.get<int>(19) != 0;
  image.faces = std::move(faces[digest]);
  return image;
}

std::vector<ImageRecord> read_images(soci::session& sql,
                                     const std::string& run_id) {
  FacesByImage faces = read_faces(sql, run_id);
  std::vector<ImageRecord> images;
  const soci::rowset<soci::row> rows =
      (sql.prepare
           << "SELECT digest, capture_id, format, width, height, "
              "bytes, truncated, skipped, urls, pages, imported, "
              "orientation, frames, look, location, camera, "
              "inline_ordinal, in_sitemap, embeddable, carries FROM image "
              "WHERE run_id = :run ORDER BY digest",
       soci::use(run_id));
  for (const soci::row& row : rows) images.push_back(image_of(row, faces));
  std::ranges::sort(images, {}, [](const ImageRecord& image) {
    return std::tie(image.urls, image.digest);
  });
  return images;
}

}  // namespace

Status open_store(Database& db) {
  return migrate(db, "faces",
                 {kDetectorTable, kImageTable, kFaceTable, kImported,
                  kOrientation, kFrames, kFrame, kLook, kLocation, kCamera,
                  kInline, kInSitemap, kEmbeddable, kCarries, kCarriesMore});
}

Status begin_store(Database& db, const std::string& run_id,
                   const DetectorInfo& detector) {
  return db.transact("begin the faces stage", [&](soci::session& sql) {
    for (const char* table : {"face", "image", "detector"}) {
      sql << "DELETE FROM " << table << " WHERE run_id = :run",
          soci::use(run_id);
    }
    sql << "INSERT INTO detector (run_id, name, version, weights_sha256, "
           "known_limits) VALUES (:run, :name, :version, :sha, :limits)",
        soci::use(run_id), soci::use(detector.name),
        soci::use(detector.version), soci::use(detector.weights_sha256),
        soci::use(detector.known_limits);
  });
}

Status store_image(Database& db, const std::string& run_id,
                   const ImageRecord& image) {
  return db.transact("store an image's faces", [&](soci::session& sql) {
    const std::string digest = image.digest.hex();
    const auto bytes = static_cast<long long>(image.bytes);
    const int truncated = image.truncated ? 1 : 0;
    const int imported = image.imported ? 1 : 0;
    const auto look = static_cast<long long>(image.look);
    const int location = image.metadata.location ? 1 : 0;
    const std::string camera = to_valid_utf8(image.metadata.camera);
    const std::string urls = list_text(image.urls);
    const std::string pages = list_text(image.pages);
    const int in_sitemap = image.in_sitemap ? 1 : 0;
    const int embeddable = image.embeddable ? 1 : 0;
    const int carries = image.carries ? 1 : 0;
    sql << "INSERT INTO image (run_id, digest, capture_id, format, width, "
           "height, bytes, truncated, skipped, urls, pages, imported, "
           "orientation, frames, look, location, camera, inline_ordinal, "
           "in_sitemap, embeddable, carries) VALUES (:run, :digest, :capture, "
           ":format, :width, :height, :bytes, :truncated, :skipped, :urls, "
           ":pages, :imported, :orientation, :frames, :look, :location, "
           ":camera, :inline, :listed, :embeddable, :carries)",
        soci::use(run_id), soci::use(digest), soci::use(image.capture_id),
        soci::use(image.format), soci::use(image.width),
        soci::use(image.height), soci::use(bytes), soci::use(truncated),
        soci::use(image.skipped), soci::use(urls), soci::use(pages),
        soci::use(imported), soci::use(image.orientation),
        soci::use(image.frames), soci::use(look), soci::use(location),
        soci::use(camera), soci::use(image.inline_ordinal),
        soci::use(in_sitemap), soci::use(embeddable), soci::use(carries);
    int ordinal = 0;
    for (const Face& face : image.faces) {
      insert_face(sql, run_id, digest, ordinal++, face);
    }
  });
}

Result<FacesResult> read_store(Database& db, const std::string& run_id) {
  FacesResult result;
  bool found = false;
  auto read = db.attempt("read the faces stage", [&](soci::session& sql) {
    DetectorInfo& detector = result.detector;
    sql << "SELECT name, version, weights_sha256, known_limits FROM detector "
           "WHERE run_id = :run",
        soci::use(run_id), soci::into(detector.name),
        soci::into(detector.version), soci::into(detector.weights_sha256),
        soci::into(detector.known_limits);
    found = sql.got_data();
    result.images = read_images(sql, run_id);
  });
  if (!read) return pass(read);
  if (!found) {
    return fail(ErrorKind::not_found, "this run has no faces stage", run_id);
  }
  return result;
}

}  // namespace veto::faces
