// SPDX-License-Identifier: GPL-3.0-or-later
//
// The contract of the command line: exit codes, where output goes, and the
// lines other programs rely on.

#include "tests/process.h"

using namespace veto::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("usage: help and version are results, not errors") {
  TempDir dir;
  const Ran help = run_veto(dir, {"--help"});
  CHECK(help.code == 0);
  CHECK(contains(help.out, "audit"));
  CHECK(help.err.empty());
  const Ran version = run_veto(dir, {"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("veto 0."));
}

TEST_CASE("usage: what cannot be meant is one error and exit code 2") {
  TempDir dir;
  const std::vector<std::vector<std::string>> rows = {
      {},
      {"frobnicate"},
      {"audit"},
      {"audit", "--no-such-flag", "http://127.0.0.1/"},
      {"audit", "--delay", "soon", "http://127.0.0.1/"},
      {"audit", "not a url"},
      {"audit", "ftp://127.0.0.1/"},
      {"crawl", "--seeds", "no-such-file"},
      {"crawl", "--scope", "world", "http://127.0.0.1/"},
      {"crawl", "--json", "http://127.0.0.1/"},
      {"verify"},
      {"verify", "no-such-folder"},
      {"robots", "check", "--agent", "X", "--robots", "no-such-file"},
      {"report", "--case", "no-such-case"},
      {"logs", "no-such.log"},
      {"scrapers", "show", "no-such-scraper"},
      {"faces"},
      {"faces", "blur", "no-such.png"},
      {"faces", "blur", "no-such.png", "out.gif"},
      {"faces", "blur", "no-such.png", "out.jpg", "--box", "1,2,3"},
      {"faces", "blur", "no-such.png", "out.jpg", "--crop", "1,2,0,9"},
      {"faces", "blur", "no-such.png", "out.jpg"},
      {"faces", "list", "--case", "no-such-case"},
      {"faces", "list", "--csv", "--json"},
      {"faces", "a.png", "list"},
      {"faces", "mark"},
      {"faces", "mark", "f-000000"},
      {"faces", "mark", "f-000000", "mine", "--case", "no-such-case"},
      {"faces", "mark", "--page", "http://127.0.0.1/"},
      {"faces", "mark", "--from", "x.csv", "mine"},
      {"faces", "mark", "--page", "a", "--folder", "b", "mine"},
  };
  for (const auto& args : rows) {
    const Ran ran = run_veto(dir, args);
    CAPTURE(args.empty() ? "" : args.front());
    CAPTURE(ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("veto: error: "));
  }
}

TEST_CASE("robots check: verdict, line and URL for each line of input") {
  TempDir dir;
  std::ofstream(dir / "r.txt") << "User-agent: GPTBot\n"
                                  "Disallow: /private/\n"
                                  "\n"
                                  "User-agent: *\n"
                                  "Allow: /\n";
  const Ran ran = run_veto(
      dir, {"robots", "check", "--robots", "r.txt", "--agent", "GPTBot"},
      "http://a.example/private/x\n/open\n\nhttps://b.example/\n");
  CHECK(ran.code == 0);
  CHECK(ran.out ==
        "disallow\t2\thttp://a.example/private/x\n"
        "allow\t0\t/open\n"
        "allow\t0\thttps://b.example/\n");
}

TEST_CASE("robots check: a reading nobody knows is refused") {
  TempDir dir;
  std::ofstream(dir / "r.txt") << "User-agent: *\nDisallow: /\n";
  const Ran ran = run_veto(dir, {"robots", "check", "--robots", "r.txt",
                                 "--agent", "X", "--reading", "strict"});
  CHECK(ran.code == 2);
  CHECK(contains(ran.err, "rfc, google or lenient"));
}

TEST_CASE("scrapers match: a name in the user agent, as a whole word") {
  TempDir dir;
  const Ran named = run_veto(
      dir, {"scrapers", "match", "Mozilla/5.0 (compatible; GPTBot/1.2)"});
  CHECK(named.code == 0);
  CHECK(named.out == "gptbot\n");
  const Ran within = run_veto(dir, {"scrapers", "match", "NotGPTBotAtAll/1"});
  CHECK(within.out == "none\n");
}

TEST_CASE("config: every value says where it came from") {
  TempDir dir;
  const Ran ran = run_veto(dir, {"config", "--delay", "7"});
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "crawl.delay_ms = 7"));
  CHECK(contains(ran.out, "built-in"));
}

TEST_CASE("faces: a line for each, and how pictures were looked at") {
  const auto models = shared("models");
  const auto photographs = shared("testdata/faces");
  if (models.empty() || photographs.empty()) return;
  TempDir dir;
  const std::string image = photographs / "pos/astronaut.png";
  const auto faces = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"faces", image, "--models", models});
    return run_veto(dir, flags);
  };
  const Ran usual = faces({});
  CHECK(usual.code == 0);
  CHECK(usual.out.starts_with(image + "\tface\t"));
  CHECK(contains(usual.out, "three quarters of their size"));
  CHECK_FALSE(contains(usual.out, "was turned too"));
  const Ran thorough = faces({"--thorough", "--turns"});
  CHECK(thorough.out.starts_with(image + "\tface\t"));
  CHECK(contains(thorough.out, "in full size"));
  CHECK(contains(thorough.out, "was turned too"));
}
