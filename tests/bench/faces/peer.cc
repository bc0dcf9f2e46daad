// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_faces_peer FILE: OpenCV's imdecode and the same net once, in full size;
// prints milliseconds and megabytes. A program of its own, because imgcodecs
// and what it brings take 40 MB before anything is done.
#include <fmt/format.h>

#include <cstdlib>
#include <opencv2/dnn.hpp>
#include <opencv2/imgcodecs.hpp>

#include "audit/faces/decode.h"
#include "audit/faces/models.h"
#include "audit/faces/yunet.h"
#include "base/file.h"
#include "tests/bench/faces/usage.h"

using namespace veto;

namespace {

void look(const std::string& file, cv::dnn::Net& net) {
  const cv::Mat bytes(1, int(file.size()), CV_8U,
                      const_cast<char*>(file.data()));
  const cv::Mat picture = cv::imdecode(bytes, cv::IMREAD_COLOR);
  const auto missing = [](int length) { return (32 - length % 32) % 32; };
  cv::Mat whole;
  cv::copyMakeBorder(picture, whole, 0, missing(picture.rows), 0,
                     missing(picture.cols), cv::BORDER_CONSTANT);
  net.setInput(cv::dnn::blobFromImage(whole));
  std::vector<cv::Mat> outputs;
  net.forward(outputs, faces::yunet_outputs());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto file = read_file(argv[1], faces::kMaxImageBytes);
  const auto weights = faces::find_weights(faces::weights_dirs({}, {}));
  if (!file || !weights || !weights->has_value()) return 2;
  cv::setNumThreads(1);
  const std::string& bytes = (*weights)->bytes;
  cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
  const auto usage = bench::usage_of([&] { look(*file, net); });
  fmt::print("{} {}\n", usage.milliseconds, usage.megabytes);
  return 0;
}
