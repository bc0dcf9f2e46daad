// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/optouts.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace veto::reports {
namespace {

using signals::MatrixRow;
using signals::ResourceKind;

constexpr std::array kKinds = {ResourceKind::page, ResourceKind::document,
                               ResourceKind::image};
// How many of each kind.
using Amounts = std::array<std::size_t, kKinds.size()>;

bool asks(const MatrixRow& row) {
  return std::ranges::any_of(
      *row.readings, [](const signals::ConsumerReading& reading) {
        return reading.consumer->id == "tdm" &&
               reading.use == signals::Use::training &&
               reading.state == signals::State::reserved &&
               !reading.raw.empty();
      });
}

// "3 pages, 1 image"; "" for nothing.
std::string listed(const Amounts& amounts, const Texts& texts) {
  std::string text;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (amounts[i] == 0) continue;
    text += text.empty() ? "" : ", ";
    text +=
        texts.count("n." + std::string(to_string(kKinds[i])) + "s", amounts[i]);
  }
  return text;
}

}  // namespace

std::vector<std::string> optout_headlines(const ReportData& data,
                                          const Texts& texts) {
  Amounts asking{}, silent{}, all{};
  for (const MatrixRow& row : data.matrix) {
    const auto kind = static_cast<std::size_t>(row.kind);
    (asks(row) ? asking : silent)[kind] += row.count;
    all[kind] += row.count;
  }
  const Values values = {{"all", listed(all, texts)},
                         {"asking", listed(asking, texts)},
                         {"silent", listed(silent, texts)}};
  if (data.matrix.empty()) return {};
  if (asking == Amounts{}) return {texts.say("matrix.headline.none", values)};
  if (silent == Amounts{}) return {texts.say("matrix.headline.all", values)};
  std::vector<std::string> said = {texts.say("matrix.headline.some", values)};
  constexpr auto kPage = static_cast<std::size_t>(ResourceKind::page);
  constexpr auto kImage = static_cast<std::size_t>(ResourceKind::image);
  if (asking[kPage] > 0 && silent[kImage] > 0)
    said.push_back(texts.say("matrix.headline.images"));
  return said;
}

}  // namespace veto::reports
