// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/base64_run.h"

#include "tests/support.h"

using namespace veto::reports;

TEST_CASE("base64 run: as far as it goes, however it is written") {
  struct Row {
    const char* name;
    std::string text;
    std::string digits;
    std::string rest;
  };
  const Row rows[] = {
      {"to the quote", "AAAA\" x", "AAAA", "\" x"},
      {"padding", "AAA=)", "AAA", ")"},
      {"a lone digit is none", "AAAAA'", "AAAA", "'"},
      {"the other alphabet", "A-_A ", "A+/A", " "},
      {"percent", "A%2BA%2fA%3D%3d&", "A+A/", "&"},
      {"JSON", "A\\/A\\u002bA\\nAAA\"", "A/A+AAAA", "\""},
      {"JavaScript", "AA\\x2fA\\\nAAAA'", "AA/AAAAA", "'"},
      {"references", "A&#43;A&#x2F;A&plus;A&sol;<", "A+A/A+A/", "<"},
      {"line ends", "AAAA\r\n\tAAAA</image>", "AAAAAAAA", "</image>"},
      {"a line's end behind", "AAAA\r\nEND:VCARD", "AAAA", "\r\nEND:VCARD"},
      {"blanks within", "AAAA  AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA", ""},
      {"blanks behind", "AAAA 2x, b", "AAAA", " 2x, b"},
      {"another percent", "AAAA%22", "AAAA", "%22"},
      {"another reference", "AAAA&quot;", "AAAA", "&quot;"},
      {"nothing", "", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string before = "x,";
    const Base64Run run = base64_run(before + row.text, before.size());
    CHECK(run.digits == row.digits);
    CHECK((before + row.text).substr(run.end) == row.rest);
  }
}
