// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole files, each broken in many ways at places that a seed chooses.
#include <algorithm>
#include <random>

#include "tests/audit/faces/hostile_set.h"
#include "tests/audit/faces/samples.h"

namespace veto::test {
namespace {

using Random = std::mt19937;

void add_flipped(HostileFiles& files, const HostileFile& whole,
                 Random& random) {
  const auto flip = [&](int count, std::size_t within) {
    std::string bytes = whole.bytes;
    for (int i = 0; i < count; ++i) {
      bytes[random() % std::min(within, bytes.size())] ^=
          char(1 << random() % 8);
    }
    files.push_back({whole.name + ", " + std::to_string(count) + " bits of " +
                         std::to_string(within),
                     std::move(bytes)});
  };
  for (const int count : {1, 16, 256}) flip(count, whole.bytes.size());
  for (const std::size_t within : {40, 400}) flip(3, within);
}

void add_cut(HostileFiles& files, const HostileFile& whole, Random& random) {
  const std::size_t size = whole.bytes.size();
  for (const std::size_t length :
       {std::size_t(4), std::size_t(13), std::size_t(40), size / 8, size / 2,
        size - 1, std::size_t(random() % size)}) {
    files.push_back({whole.name + ", cut to " + std::to_string(length),
                     whole.bytes.substr(0, length)});
  }
}

// A part missing from the middle, and one that comes twice.
void add_spliced(HostileFiles& files, const HostileFile& whole,
                 Random& random) {
  const std::size_t third = whole.bytes.size() / 3;
  const std::size_t from = 1 + random() % third;
  files.push_back({whole.name + ", a hole",
                   std::string(whole.bytes).erase(from, 1 + random() % third)});
  files.push_back({whole.name + ", a part twice",
                   std::string(whole.bytes)
                       .insert(2 * third, whole.bytes.substr(from, third))});
}

// Whatever is written as a number of that width: all places of a small file
// are tried in turn by the seed, those near its beginning, where lengths and
// sizes are, most often.
void add_wrong_numbers(HostileFiles& files, const HostileFile& whole,
                       Random& random) {
  const std::pair<int, unsigned> table[] = {
      {4, 0xFFFFFFFF}, {4, 0x7FFFFFFF}, {4, 0}, {2, 0xFFFF}, {2, 1}};
  for (const auto& [width, value] : table) {
    const std::size_t head = std::min<std::size_t>(whole.bytes.size() - 4, 200);
    const std::size_t place = 4 + random() % (head - 4);
    std::string bytes = whole.bytes;
    bytes.replace(place, std::size_t(width), big_endian(value, width));
    files.push_back({whole.name + ", " + std::to_string(value) + " at " +
                         std::to_string(place),
                     std::move(bytes)});
  }
}

}  // namespace

void add_damaged(HostileFiles& files) {
  Random random(20);
  for (const HostileFile& whole : whole_files()) {
    add_flipped(files, whole, random);
    add_cut(files, whole, random);
    add_spliced(files, whole, random);
    add_wrong_numbers(files, whole, random);
  }
}

}  // namespace veto::test
