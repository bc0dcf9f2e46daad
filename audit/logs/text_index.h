// SPDX-License-Identifier: GPL-3.0-or-later
//
// Distinct texts, numbered as they came, one copy of each. What a log repeats
// a million times (addresses, user agents, paths) is looked up here without an
// allocation.

#ifndef VETO_AUDIT_LOGS_TEXT_INDEX_H_
#define VETO_AUDIT_LOGS_TEXT_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace veto::logs {

class TextIndex {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  TextIndex();

  // kNone for a text that is not there.
  std::uint32_t find(std::string_view text) const;
  std::uint32_t find_or_add(std::string_view text);
  // The same in two steps, so that the look-ups of many texts wait for memory
  // together: `hashes` gets what find and find_or_add take besides the text.
  void expect(std::span<const std::string_view> texts,
              std::span<std::uint32_t> hashes) const;
  std::uint32_t find(std::string_view text, std::uint32_t hash) const;
  std::uint32_t find_or_add(std::string_view text, std::uint32_t hash);
  // Valid until clear().
  std::string_view operator[](std::uint32_t number) const {
    return {texts_[number].data, texts_[number].size};
  }
  std::size_t size() const { return texts_.size(); }
  // Of all texts together.
  std::size_t bytes() const { return bytes_; }
  void clear();

 private:
  struct Text {
    const char* data;
    std::uint32_t size;
    std::uint32_t hash;
  };
  std::uint32_t hash_of(std::string_view text) const;
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  const char* keep(std::string_view text);

  std::uint64_t seed_;
  std::vector<Text> texts_;
  std::vector<std::uint32_t> slots_;  // number + 1; 0 is free
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t room_ = 0;  // of the last block
  char* next_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_TEXT_INDEX_H_
