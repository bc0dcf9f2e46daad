// SPDX-License-Identifier: GPL-3.0-or-later
//
// Of many patterns, those that a target may match: told from the octets behind
// the first one, by one bit a pattern. A group of a hundred rules is narrowed
// down to the few whose beginning fits in some ten instructions.

#ifndef VETO_CRAWLER_ROBOTS_INDEX_H_
#define VETO_CRAWLER_ROBOTS_INDEX_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace veto::crawler {

class RobotsIndex {
 public:
  static constexpr std::size_t kNone = ~std::size_t{0};

  // Room for so many patterns, numbered from 0. They are normalised, as are
  // the targets.
  explicit RobotsIndex(std::size_t patterns);
  void add(std::size_t number, std::string_view pattern);
  // After the last add(): patterns that are shorter, or have a "*" early.
  void finish();

  // Numbers of what may match, in rising order; false alarms are possible,
  // misses are not.
  class Search {
   public:
    Search(const RobotsIndex& index, std::string_view target);
    // kNone after the last.
    std::size_t next() {
      while (bits_ == 0) {
        if (++word_ >= index_.blocks_.size()) return kNone;
        load();
      }
      const auto bit = static_cast<std::size_t>(std::countr_zero(bits_));
      bits_ &= bits_ - 1;
      return word_ * 64 + bit;
    }

   private:
    void load() {
      const Block& block = index_.blocks_[word_];
      bits_ = block[0][classes_[0]] & block[1][classes_[1]] &
              block[2][classes_[2]] & block[3][classes_[3]];
    }

    const RobotsIndex& index_;
    std::array<std::size_t, 4> classes_{};
    std::size_t word_ = 0;
    std::uint64_t bits_ = 0;
  };

 private:
  static constexpr std::size_t kOctets = 4;
  // Octets are told apart by their lowest six bits; the last class is for
  // those that a pattern leaves open, or that a target does not have.
  static constexpr std::size_t kOpen = 64;
  // 64 patterns: a bit each, by position and class.
  using Block = std::array<std::array<std::uint64_t, kOpen + 1>, kOctets>;

  std::vector<Block> blocks_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_INDEX_H_
