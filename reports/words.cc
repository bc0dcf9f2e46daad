// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/words.h"

#include "base/text.h"
#include "embedded/words_txt.h"

namespace veto::reports {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Lower case, with one space for each run of white space.
std::string folded(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space)
      out += ascii_lower(c);
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

bool holds(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    const bool ends = end == text.size() || !is_letter(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

std::vector<std::string> read_list() {
  std::vector<std::string> words;
  for (std::string_view line : split(embedded::words_txt(), '\n')) {
    line = trim(line);
    if (!line.empty() && line.front() != '#') words.emplace_back(line);
  }
  return words;
}

}  // namespace

const std::vector<std::string>& forbidden_words() {
  static const std::vector<std::string> words = read_list();
  return words;
}

std::vector<std::string> offending_words(std::string_view text) {
  const std::string plain = folded(text);
  std::vector<std::string> found;
  for (const auto& word : forbidden_words())
    if (holds(plain, word)) found.push_back(word);
  return found;
}

}  // namespace veto::reports
