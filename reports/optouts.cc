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

bool asks(const signals::ConsumerReading& reading) {
  return reading.use == signals::Use::training &&
         reading.state == signals::State::reserved && !reading.raw.empty();
}

bool asks_in_general(const MatrixRow& row) {
  return std::ranges::any_of(
      *row.readings, [](const signals::ConsumerReading& reading) {
        return reading.consumer->id == "tdm" && asks(reading);
      });
}

bool asks_somebody(const MatrixRow& row) {
  return std::ranges::any_of(*row.readings, asks);
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
  if (data.matrix.empty()) return {};
  Amounts asking{}, silent{}, singled{}, all{};
  for (const MatrixRow& row : data.matrix) {
    const auto kind = static_cast<std::size_t>(row.kind);
    const bool general = asks_in_general(row);
    (general ? asking : silent)[kind] += row.count;
    if (!general && asks_somebody(row)) singled[kind] += row.count;
    all[kind] += row.count;
  }
  const char* how_much = asking == Amounts{}   ? "matrix.headline.none"
                         : silent == Amounts{} ? "matrix.headline.all"
                                               : "matrix.headline.some";
  std::string text = texts.say(how_much, {{"all", listed(all, texts)},
                                          {"asking", listed(asking, texts)},
                                          {"silent", listed(silent, texts)}});
  if (singled != Amounts{})
    text += ' ' + texts.say("matrix.headline.singled",
                            {{"singled", listed(singled, texts)}});
  if (asking != Amounts{} || singled != Amounts{})
    text += ' ' + texts.say("matrix.headline.readers");
  std::vector<std::string> said = {std::move(text)};
  constexpr auto kPage = static_cast<std::size_t>(ResourceKind::page);
  constexpr auto kImage = static_cast<std::size_t>(ResourceKind::image);
  if (asking[kPage] > 0 && silent[kImage] > 0)
    said.push_back(texts.say("matrix.headline.images"));
  return said;
}

}  // namespace veto::reports
