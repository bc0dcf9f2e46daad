// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/words.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using reports::offending_words;

namespace {

// Exit status of scripts/check_words over one file.
int check_words(const std::filesystem::path& file) {
  const std::string command = test::source_dir().string() +
                              "/scripts/check_words '" + file.string() +
                              "' >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("the list is there") {
  CHECK(reports::forbidden_words().size() > 20);
}

TEST_CASE("whole words are found, whatever their case and spacing") {
  CHECK(offending_words("It was Ignored.").size() == 1);
  CHECK(offending_words("No\n  faces   found").size() == 1);
  CHECK(offending_words("(illegal)").size() == 1);
  CHECK(offending_words("proves, stole") ==
        std::vector<std::string>{"stole", "proves"});
}

TEST_CASE("parts of words are not") {
  CHECK(offending_words("constrained, disproved, proverb").empty());
  CHECK(offending_words("trained\xC3\xA9").empty());
  CHECK(offending_words("").empty());
}

TEST_CASE("the lint catches an offender and lets the rest pass") {
  struct {
    const char* name;
    const char* text;
    int status;
  } const cases[] = {
      {"a.mustache", "<p>The crawler ignored it</p>", 1},
      {"b.mustache", "<p>The crawler did not consult it</p>", 0},
      {"c.cc", "const char* a = \"the crawler ignored it\";\n", 1},
      {"d.cc", "const char* a = \"no faces \"\n    \"found\";\n", 1},
      {"e.cc", "const char* a = R\"(illegal)\";\n", 1},
      {"f.cc", "// illegal\nstd::error_code ignored;  // stole\n", 0},
      {"g.cc", "#include \"illegal.h\"\nconst char q = '\"'; int stole;\n", 0},
      {"h.cc", "const char* a = \"no faces \"; f(); g(\"found\");\n", 0},
      {"i.sh", "#!/bin/sh\n# ignored\necho fine\n", 0},
      {"j.sh", "#!/bin/sh\necho ignored\n", 1},
      {"k.md", "It proves nothing", 1},
  };
  test::TempDir dir;
  for (const auto& c : cases) {
    CAPTURE(c.name);
    test::write_text(dir / c.name, c.text);
    CHECK(check_words(dir / c.name) == c.status);
  }
}
