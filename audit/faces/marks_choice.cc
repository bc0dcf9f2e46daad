// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "audit/faces/face_id.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::faces {
namespace {

constexpr std::size_t kMaxProblems = 10;
constexpr const char* kListHint = "veto faces list shows the faces there are";

using FacesById = std::multimap<std::string, const MarkedFace*>;

FacesById by_id(const std::vector<MarkedFace>& faces) {
  FacesById index;
  for (const MarkedFace& face : faces) index.emplace(face.id, &face);
  return index;
}

Result<const MarkedFace*> find_id(const FacesById& index,
                                  const std::string& text) {
  auto prefix = face_id_prefix(text);
  if (!prefix) return pass(prefix);
  const auto first = index.lower_bound(*prefix);
  if (first == index.end() || !first->first.starts_with(*prefix))
    return fail(ErrorKind::not_found, "no face of the newest run has this id",
                *prefix, kListHint);
  const auto second = std::next(first);
  if (second != index.end() && second->first.starts_with(*prefix))
    return fail(ErrorKind::usage, "several faces have an id that begins so",
                *prefix, "give more of its digits");
  return first->second;
}

// The marks chosen so far, and the row that chose each.
using Chosen = std::map<const MarkedFace*, std::pair<Mark, std::size_t>>;

Result<MarkChoice> choose_row(const FacesById& index, const MarkRow& row,
                              Chosen& chosen) {
  auto mark = mark_of(row.mark);
  if (!mark) return pass(mark);
  auto face = find_id(index, row.id);
  if (!face) return pass(face);
  const auto [at, is_new] = chosen.try_emplace(*face, *mark, row.line);
  if (!is_new && at->second.first != *mark)
    return fail(ErrorKind::usage,
                row.line == 0
                    ? "one face is given two marks"
                    : fmt::format("one face is given two marks, the other in "
                                  "line {}",
                                  at->second.second),
                (*face)->id, "leave one of them");
  return MarkChoice{*face, *mark};
}

// The only problem, or all of them with their lines.
Error error_of(const std::vector<std::pair<std::size_t, Error>>& problems) {
  if (problems.size() == 1 && problems[0].first == 0) return problems[0].second;
  std::string what = "nothing was marked: ";
  for (std::size_t i = 0; i < std::min(problems.size(), kMaxProblems); ++i)
    what += fmt::format("{}line {}: {}", i == 0 ? "" : "; ", problems[i].first,
                        problems[i].second.message());
  if (problems.size() > kMaxProblems)
    what += fmt::format("; and {} more", problems.size() - kMaxProblems);
  return {problems[0].second.kind, std::move(what), "",
          problems[0].second.hint};
}

template <typename Wanted>
std::vector<MarkChoice> choose_images(const std::vector<MarkedFace>& faces,
                                      Mark mark, const Wanted& wanted) {
  std::vector<MarkChoice> choices;
  for (const MarkedFace& face : faces)
    if (wanted(*face.image)) choices.push_back({&face, mark});
  return choices;
}

}  // namespace

Result<std::vector<MarkChoice>> choose_rows(
    const std::vector<MarkedFace>& faces, const std::vector<MarkRow>& rows) {
  const FacesById index = by_id(faces);
  Chosen chosen;
  std::vector<MarkChoice> choices;
  std::vector<std::pair<std::size_t, Error>> problems;
  for (const MarkRow& row : rows) {
    const std::size_t before = chosen.size();
    auto choice = choose_row(index, row, chosen);
    if (!choice)
      problems.emplace_back(row.line, std::move(choice).error());
    else if (chosen.size() > before)
      choices.push_back(*choice);
  }
  if (!problems.empty()) return std::unexpected(error_of(problems));
  return choices;
}

Result<std::vector<MarkChoice>> choose_page(
    const std::vector<MarkedFace>& faces, std::string_view text, Mark mark) {
  const auto url = Url::parse(text);
  const std::string page = url ? url->without_fragment() : std::string(text);
  auto choices = choose_images(faces, mark, [&](const ImageRecord& image) {
    return std::ranges::find(image.pages, page) != image.pages.end();
  });
  if (choices.empty())
    return fail(ErrorKind::not_found,
                "the newest run has no face on a page with this address",
                printable(page), kListHint);
  return choices;
}

Result<std::vector<MarkChoice>> choose_folder(
    const std::vector<MarkedFace>& faces, std::string_view text, Mark mark) {
  const auto url = Url::parse(text);
  if (!url) return std::unexpected(url.error());
  std::string folder = url->without_fragment();
  if (url->query()) folder.erase(folder.find('?'));
  if (!folder.ends_with('/')) folder += '/';
  auto choices = choose_images(faces, mark, [&](const ImageRecord& image) {
    return std::ranges::any_of(image.urls, [&](const std::string& address) {
      return address.starts_with(folder);
    });
  });
  if (choices.empty())
    return fail(ErrorKind::not_found,
                "the newest run has no face in an image of this folder",
                printable(folder), kListHint);
  return choices;
}

std::vector<Marking> markings_of(const std::vector<MarkChoice>& choices,
                                 const std::string& by, UtcTime at,
                                 const std::string& note) {
  std::vector<Marking> markings;
  for (const auto& [marked, mark] : choices) {
    const Marking* now = marked->mark();
    if (now && now->mark == mark && (note.empty() || note == now->note))
      continue;
    markings.push_back(
        {marked->image->digest, marked->face.box, mark, by, at, note});
  }
  return markings;
}

}  // namespace veto::faces
