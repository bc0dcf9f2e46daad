// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/img2dataset.h"

#include <vector>

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

TEST_CASE("img2dataset: which fields it keeps to") {
  struct Row {
    std::vector<std::string> fields;
    bool discards;
  };
  const Row rows[] = {
      {{}, false},
      {{"noai"}, true},
      {{"NoAI"}, true},
      {{"noimageai"}, true},
      {{"noindex"}, true},
      {{"noimageindex"}, true},
      {{"noai, noimageai"}, true},
      {{"nofollow , noai "}, true},
      {{"\xa0noai\x85"}, true},
      {{"noai", "max-image-preview:none"}, true},
      {{"max-image-preview:none", "noai"}, true},
      // The first ":" makes a token of all before it.
      {{"noai, max-image-preview:none"}, false},
      {{"noindex, unavailable_after: 25 Jun 2030 15:00:00 GMT"}, false},
      {{"max-image-preview:none, noai"}, false},
      {{"*: noai"}, false},
      {{": noai"}, false},
      {{"img2dataset: noai"}, false},
      {{"googlebot: noindex"}, false},
      // Nothing but "," separates.
      {{"noai; noimageai"}, false},
      {{"noai noimageai"}, false},
      // Not on its list.
      {{"none"}, false},
      {{"noml"}, false},
      {{"noarchive, nosnippet, nofollow"}, false},
      {{""}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fields);
    CHECK(img2dataset_discards(row.fields) == row.discards);
  }
}

TEST_CASE("img2dataset: the token it was started with") {
  struct Row {
    const char* field;
    const char* agent;
    bool discards;
  };
  const Row rows[] = {
      {"img2dataset: noai", "img2dataset", true},
      {"Img2Dataset:noai", " IMG2DATASET ", true},
      {"noai", "img2dataset", true},
      {"other: noai", "img2dataset", false},
      {"*: noai", "img2dataset", false},
      // The field's token is not trimmed.
      {"img2dataset : noai", "img2dataset", false},
      {" img2dataset: noai", "img2dataset", false},
      {"img2dataset: noai, max-snippet: 0", "img2dataset", true},
      {": noai", "", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    const std::vector<std::string> fields = {row.field};
    CHECK(img2dataset_discards(fields, row.agent) == row.discards);
  }
}

TEST_CASE("img2dataset: another list of directives") {
  const std::vector<std::string> fields = {"noml, none"};
  const std::string_view list[] = {"noml"};
  CHECK(img2dataset_discards(fields, std::nullopt, list));
  const std::vector<std::string> noai = {"noai"};
  CHECK_FALSE(img2dataset_discards(noai, std::nullopt, list));
  // '[]' turns the check off.
  CHECK_FALSE(img2dataset_discards(noai, std::nullopt, {}));
}
