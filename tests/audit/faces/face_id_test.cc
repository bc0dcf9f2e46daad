// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/face_id.h"

#include <doctest/doctest.h>

#include <set>

using namespace veto;
using namespace veto::faces;

TEST_CASE("face id: what sha256sum says of image and place") {
  const Digest image = sha256("image");
  // printf '%s 1 2 3 4' "$(printf image | sha256sum | cut -c1-64)" | sha256sum
  CHECK(face_id(image, {1, 2, 3, 4}) == "f-92ed775ab1ce");
  CHECK(face_id(image, {1, 2, 3, 4}) == face_id(image, {1, 2, 3, 4}));
}

TEST_CASE("face id: another image or another place is another face") {
  const std::vector<Box> boxes = {{1, 2, 3, 4},  {2, 2, 3, 4}, {1, 3, 3, 4},
                                  {1, 2, 4, 4},  {1, 2, 3, 5}, {12, 3, 4, 0},
                                  {1, 23, 4, 0}, {-1, 2, 3, 4}};
  std::set<std::string> ids;
  for (const char* name : {"one", "two"})
    for (const Box& box : boxes) ids.insert(face_id(sha256(name), box));
  CHECK(ids.size() == 2 * boxes.size());
}

TEST_CASE("face id: beginnings as people type them") {
  struct Row {
    const char* typed;
    const char* wanted;
  };
  const std::vector<Row> rows = {
      {"f-0123456789ab", "f-0123456789ab"},
      {"f-012345", "f-012345"},
      {"012345", "f-012345"},
      {" F-0123AB ", "f-0123ab"},
      {"f-01234", nullptr},
      {"01234", nullptr},
      {"f-0123456789abc", nullptr},
      {"f-01234g", nullptr},
      {"f-", nullptr},
      {"", nullptr},
      {"f-f-012345", nullptr},
      {"=f-012345", nullptr},
  };
  for (const Row& row : rows) {
    CAPTURE(row.typed);
    const auto prefix = face_id_prefix(row.typed);
    CHECK(prefix.has_value() == (row.wanted != nullptr));
    if (prefix && row.wanted) CHECK(*prefix == row.wanted);
    if (!prefix) CHECK(prefix.error().kind == ErrorKind::usage);
  }
}
