// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto robots: the lines that other programs rely on, and exit codes.

#include <nlohmann/json.hpp>

#include "tests/crawler/loopback_server.h"
#include "tests/process.h"

using namespace veto::test;
using nlohmann::json;

namespace {

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

Ran check(const TempDir& dir, const std::string& reading,
          const std::string& agent, const std::string& input) {
  return run_veto(dir,
                  {"robots", "check", "--robots", "r.txt", "--agent", agent,
                   "--reading", reading},
                  input);
}

}  // namespace

TEST_CASE("robots check: each reading has its own verdict") {
  TempDir dir;
  write(dir / "r.txt",
        "User-agent: AI2Bot\nDisallow: /a\n\nUser-agent: *\n"
        "Dissallow: /b\nDisallow: /%62%61%7A\n");
  struct Row {
    const char *reading, *agent, *url, *line;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"rfc", "AI2Bot", "https://x/a", "allow\t0\t"},
           {"google", "AI", "https://x/a", "disallow\t2\t"},
           {"lenient", "AI2Bot", "https://x/a", "disallow\t2\t"},
           {"rfc", "b", "https://x/b", "allow\t0\t"},
           {"google", "b", "https://x/b", "disallow\t5\t"},
           {"lenient", "b", "https://x/b", "disallow\t5\t"},
           {"rfc", "b", "https://x/baz", "disallow\t6\t"},
           {"google", "c", "https://x/%62%61%7A", "disallow\t6\t"},
           {"google", "c", "https://x/%62%61%7a#f", "allow\t0\t"},
           {"google", "c", "https://x", "allow\t0\t"},
           {"google", "c", "https://x?y", "allow\t0\t"}}) {
    CAPTURE(row.reading);
    CAPTURE(row.url);
    const Ran ran = check(dir, row.reading, row.agent, std::string(row.url));
    CHECK(ran.code == 0);
    CHECK(ran.out == std::string(row.line) + row.url + "\n");
    CHECK(ran.err.empty());
  }
}

TEST_CASE("robots check: what is no URL is an error, the others are answered") {
  TempDir dir;
  write(dir / "r.txt", "User-agent: *\nDisallow: /x\n");
  const Ran ran =
      check(dir, "rfc", "a", "https://h/x\r\nnot a url\nmailto:a@b\n\n /x \n");
  CHECK(ran.code == 2);
  CHECK(ran.out == "disallow\t2\thttps://h/x\ndisallow\t2\t/x\n");
  CHECK(says(ran.err, "line 2: not a url"));
  CHECK(says(ran.err, "line 3: mailto:a@b"));
  CHECK(check(dir, "rfc", "a", "").code == 0);
}

TEST_CASE("robots check: what cannot be meant is refused") {
  TempDir dir;
  write(dir / "r.txt", "User-agent: *\nDisallow: /x\n");
  for (const auto& args : std::vector<std::vector<std::string>>{
           {"robots", "check", "--robots", "-", "--agent", "a"},
           {"robots", "check", "--robots", "r.txt", "--agent", " "},
           {"robots", "check", "--robots", "r.txt"},
           {"robots", "check", "--agent", "a"},
           {"robots", "check", "--robots", "none.txt", "--agent", "a"},
           {"robots"}}) {
    const Ran ran = run_veto(dir, args, "/x\n");
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("veto: error: "));
  }
}

TEST_CASE("robots lint: text, JSON and exit codes") {
  TempDir dir;
  write(dir / "r.txt", "User-agent: AI2Bot\nDisallow: *.jpg$\n");
  write(dir / "good.txt", "User-agent: *\nDisallow: /x\n");
  const Ran text = run_veto(dir, {"robots", "lint", "--robots", "r.txt"});
  CHECK(text.code == 0);
  CHECK(says(text.out, "r.txt:1: error: "));
  CHECK(says(text.out, "[token-invalid]"));
  CHECK(says(text.out, "    fix: write Disallow: /*.jpg$\n"));
  const Ran found = run_veto(
      dir, {"robots", "lint", "--robots", "-", "--json", "--exit-code"},
      "User-agent: AI2Bot\nDisallow: *.jpg$\n");
  CHECK(found.code == 1);
  const json document = json::parse(found.out);
  CHECK(document["schema"] == "veto.robots-lint/1");
  REQUIRE(document["files"].size() == 1);
  CHECK(document["files"][0]["file"] == "-");
  CHECK(document["files"][0]["bytes"] == 36);
  CHECK(document["files"][0]["notes"][1]["code"] == "token-invalid");
  CHECK(document["files"][0]["notes"][1]["line"] == 1);
  const Ran good =
      run_veto(dir, {"robots", "lint", "--robots", "good.txt", "--exit-code"});
  CHECK(good.code == 0);
  CHECK(good.out.empty());
  for (const auto& args : std::vector<std::vector<std::string>>{
           {"robots", "lint", "--robots", "none.txt"},
           {"robots", "lint", "--robots", "r.txt", "--case", "c"},
           {"robots", "lint", "no-case"},
           {"robots", "history", "no-case"}}) {
    const Ran ran = run_veto(dir, args);
    CHECK(ran.code == 2);
    CHECK(ran.err.starts_with("veto: error: "));
  }
}

TEST_CASE("robots history: each version, with where its bytes are kept") {
  std::string text = "User-agent: AI2Bot\nDisallow: /\n";
  LoopbackServer server([&](const std::string& target) {
    return target == "/robots.txt"
               ? answer(200, "text/plain", text, "X-A: b\r\n")
               : html("page");
  });
  TempDir dir;
  REQUIRE(run_veto(dir, {"crawl", server.url("/"), "--case", "c"}).code == 0);
  text = "User-agent: *\nDisallow: /x\n";
  REQUIRE(run_veto(dir, {"crawl", server.url("/"), "--case", "c"}).code == 0);

  const Ran ran = run_veto(dir, {"robots", "history", "c", "--json"});
  REQUIRE(ran.code == 0);
  const json document = json::parse(ran.out);
  CHECK(document["schema"] == "veto.robots-history/1");
  REQUIRE(document["origins"].size() == 1);
  CHECK(document["origins"][0]["origin"] == server.url(""));
  const json& versions = document["origins"][0]["versions"];
  REQUIRE(versions.size() == 2);
  for (const json& version : versions) {
    CHECK(version["status"] == 200);
    CHECK(version["means"] == "rules");
    CHECK(version["first_seen"] <= version["last_seen"]);
    const std::string bytes =
        slurp(dir / ("c/" + version["file"].get<std::string>()));
    CHECK(version["size"] == bytes.size());
    CHECK(version["capture"]["id"] == version["capture_id"]);
    CHECK(version["capture"]["warc_length"] > 0);
    CHECK(version["capture"]["headers"].dump().find("[\"X-A\",\"b\"]") !=
          std::string::npos);
  }
  CHECK(slurp(dir / ("c/" + versions[1]["file"].get<std::string>())) == text);

  const Ran shown = run_veto(dir, {"robots", "history", "--case", "c"});
  CHECK(shown.code == 0);
  CHECK(shown.out.starts_with(server.url("") + "\n  2"));
  CHECK(says(shown.out,
             "    capture " + versions[1]["capture_id"].get<std::string>()));
  // The lint of a case reads the newest version.
  const Ran linted = run_veto(dir, {"robots", "lint", "c", "--exit-code"});
  CHECK(linted.code == 0);
  CHECK(linted.out.empty());
  // A file that was altered is no evidence.
  write(dir / ("c/" + versions[0]["file"].get<std::string>()),
        "User-agent: b\n");
  const Ran damaged = run_veto(dir, {"robots", "history", "c"});
  CHECK(damaged.code == 5);
  CHECK(damaged.out.empty());
}

TEST_CASE("own-site: what to put there, and what it then allows") {
  std::string proof;
  LoopbackServer server([&](const std::string& target) {
    if (target == "/robots.txt")
      return answer(200, "text/plain", "User-agent: *\nDisallow: /closed\n");
    if (target.starts_with("/.well-known/"))
      return proof.empty() ? answer(404, "text/plain", "")
                           : answer(200, "text/plain", proof);
    return html("page");
  });
  TempDir dir;
  const std::string seed = server.url("/closed");
  const auto crawl = [&](std::vector<std::string> flags) {
    std::vector<std::string> args = {"crawl", seed, "--case", "c"};
    args.insert(args.end(), flags.begin(), flags.end());
    return run_veto(dir, args);
  };
  const Ran made = run_veto(dir, {"own-site", "new", seed, "--case", "c"});
  REQUIRE(made.code == 0);
  const auto at = made.out.find("veto-proof=");
  REQUIRE(at != std::string::npos);
  const std::string line = made.out.substr(at, 43);
  CHECK(says(made.out, server.url("/.well-known/veto-proof-")));

  CHECK(run_veto(dir, {"own-site", "check", seed, "--case", "c"}).code != 0);
  CHECK(crawl({"--own-site"}).code == 4);
  CHECK(crawl({"--inspect-disallowed"}).code == 2);
  CHECK(crawl({}).code == 4);
  proof = line;
  const Ran shown = run_veto(dir, {"own-site", "check", seed, "--case", "c"});
  CHECK(shown.code == 0);
  CHECK(says(shown.out, "control of 127.0.0.1 is shown until 2"));
  CHECK(crawl({"--own-site"}).code == 4);
  CHECK(crawl({"--own-site", "--inspect-disallowed"}).code == 0);
  CHECK(server.hits().at("/closed") == 1);
  CHECK(says(slurp(dir / "c/custody.jsonl"), "as its owner"));
  CHECK(run_veto(dir, {"own-site", "new", "mailto:a@b"}).code == 2);
}
