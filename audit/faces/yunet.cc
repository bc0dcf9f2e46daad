// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/yunet.h"

#include <array>
#include <cmath>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>
#include <opencv2/dnn.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "audit/faces/resize.h"
#include "audit/faces/tiles.h"

namespace veto::faces {
namespace {

constexpr std::array kStrides = {8, 16, 32};
// Pictures up to this are seen as they are, larger ones in six eighths of their
// size, which JPEG decoders give for little: a face of 48 pixels is seen at 36,
// where recall is nearly full (docs/faces.md).
constexpr int kFullSide = 640;
constexpr int kEighths = 6;
constexpr std::string_view kUsualLook =
    " Pictures of more than 640 pixels were looked at in three quarters of "
    "their size, where many faces under 24 pixels are missed.";
constexpr std::string_view kThoroughLook =
    " Pictures were looked at in full size.";

int padded(int length) {
  return (length + kViewMultiple - 1) / kViewMultiple * kViewMultiple;
}

// Three planes of float, padded with black on the right and below.
cv::Mat to_blob(const Bitmap& view) {
  const int width = padded(view.width);
  const int height = padded(view.height);
  cv::Mat blob(std::vector<int>{1, 3, height, width}, CV_32F, cv::Scalar(0));
  const std::size_t plane = std::size_t(width) * std::size_t(height);
  float* planes = blob.ptr<float>();
  for (int y = 0; y < view.height; ++y) {
    const std::uint8_t* pixel = view.at(0, y);
    float* target = planes + std::size_t(y) * std::size_t(width);
    for (int x = 0; x < view.width; ++x, pixel += 3, ++target) {
      target[0] = pixel[0];
      target[plane] = pixel[1];
      target[2 * plane] = pixel[2];
    }
  }
  return blob;
}

// One stride's outputs: a score pair and a box for each cell, row by row.
struct Grid {
  int stride = 0;
  int columns = 0;
  std::size_t cells = 0;
  const float* classes = nullptr;
  const float* objects = nullptr;
  const float* boxes = nullptr;

  Detection cell(std::size_t i) const {
    const auto clamp01 = [](float v) { return v > 0 ? std::min(v, 1.0f) : 0; };
    const float* box = boxes + i * 4;
    const int column = int(i) % columns;
    const int row = int(i) / columns;
    Detection found;
    found.score = std::sqrt(clamp01(classes[i]) * clamp01(objects[i]));
    found.w = std::exp(double(box[2])) * stride;
    found.h = std::exp(double(box[3])) * stride;
    found.x = (column + double(box[0])) * stride - found.w / 2;
    found.y = (row + double(box[1])) * stride - found.h / 2;
    return found;
  }
};

bool is_sound(const Detection& found, const Bitmap& view) {
  const double most = 4.0 * view.longest_side();
  return std::isfinite(found.x) && std::isfinite(found.y) && found.w >= 1 &&
         found.h >= 1 && found.w < most && found.h < most &&
         found.x < view.width && found.y < view.height &&
         found.x + found.w > 0 && found.y + found.h > 0;
}

class YuNet final : public Detector {
 public:
  YuNet(cv::dnn::Net net, DetectorInfo info, bool thorough)
      : net_(std::move(net)), info_(std::move(info)), thorough_(thorough) {}

  const DetectorInfo& info() const override { return info_; }

  int working_side(int longest) const override {
    if (thorough_ || longest <= kFullSide) return longest;
    return std::max(kFullSide, int((std::int64_t(longest) * kEighths + 7) / 8));
  }

  Result<std::vector<Detection>> detect(const Bitmap& picture,
                                        double least) override {
    try {
      const auto look = [&](const Bitmap& view) { return run(view, least); };
      return keep_best(look_over(picture, look));
    } catch (const std::exception& thrown) {
      return fail(ErrorKind::bug,
                  std::string("the face detector failed: ") + thrown.what());
    }
  }

 private:
  std::vector<Detection> run(const Bitmap& view, double least) {
    const cv::Mat blob = to_blob(view);
    net_.setInput(blob);
    std::vector<cv::Mat> found;
    net_.forward(found, outputs_);
    std::vector<Detection> detections;
    for (std::size_t s = 0; s < kStrides.size(); ++s) {
      collect(grid(found, s, blob.size), view, least, detections);
    }
    return keep_best(std::move(detections));
  }

  Grid grid(const std::vector<cv::Mat>& found, std::size_t s,
            const cv::MatSize& input) const {
    const cv::Mat& classes = found.at(s);
    const cv::Mat& objects = found.at(s + kStrides.size());
    const cv::Mat& boxes = found.at(s + 2 * kStrides.size());
    const int columns = input[3] / kStrides[s];
    const std::size_t cells = std::size_t(columns * (input[2] / kStrides[s]));
    CV_Assert(classes.total() == cells && objects.total() == cells &&
              boxes.total() == cells * 4);
    return {
        kStrides[s],          columns,           cells, classes.ptr<float>(),
        objects.ptr<float>(), boxes.ptr<float>()};
  }

  static void collect(const Grid& grid, const Bitmap& view, double least,
                      std::vector<Detection>& detections) {
    for (std::size_t i = 0; i < grid.cells; ++i) {
      const Detection found = grid.cell(i);
      if (found.score >= least && is_sound(found, view)) {
        detections.push_back(found);
      }
    }
  }

  cv::dnn::Net net_;
  DetectorInfo info_;
  bool thorough_;
  std::vector<std::string> outputs_ = yunet_outputs();
};

}  // namespace

std::vector<std::string> yunet_outputs() {
  std::vector<std::string> outputs;
  for (const char* kind : {"cls_", "obj_", "bbox_"}) {
    for (const int stride : kStrides) {
      outputs.push_back(kind + std::to_string(stride));
    }
  }
  return outputs;
}

Result<std::unique_ptr<Detector>> open_yunet(const Weights& weights,
                                             bool thorough) {
  try {
    cv::setNumThreads(1);
    cv::dnn::Net net =
        cv::dnn::readNetFromONNX(weights.bytes.data(), weights.bytes.size());
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    DetectorInfo info{std::string(weights.known->name),
                      "OpenCV " + cv::getVersionString(),
                      std::string(weights.known->sha256),
                      std::string(weights.known->known_limits)};
    info.known_limits += thorough ? kThoroughLook : kUsualLook;
    return std::make_unique<YuNet>(std::move(net), std::move(info), thorough);
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::damaged,
                std::string("cannot load the face detector: ") + thrown.what(),
                weights.path.string());
  }
}

}  // namespace veto::faces
