// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/settings.h"

#include <stdlib.h>

#include <map>

#include "base/file.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::config;
using namespace std::chrono_literals;

namespace {

// The places settings come from, with nothing in them yet.
class Places {
 public:
  Places() {
    REQUIRE(make_dirs(dir_ / "user/veto"));
    set("XDG_CONFIG_HOME", (dir_ / "user").string());
    set("HOME", (dir_ / "home").string());
    // The launcher's own; it would count as a setting.
    set("VETO_MODELS", "");
  }
  ~Places() {
    for (const auto& [name, before] : before_)
      before ? ::setenv(name.c_str(), before->c_str(), 1)
             : ::unsetenv(name.c_str());
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  void set(const std::string& name, const std::string& value) {
    const char* before = ::getenv(name.c_str());
    before_.try_emplace(
        name, before ? std::optional<std::string>(before) : std::nullopt);
    REQUIRE(::setenv(name.c_str(), value.c_str(), 1) == 0);
  }
  void user(const std::string& toml) {
    REQUIRE(write_file_atomic(dir_ / "user/veto/veto.toml", toml));
  }
  void the_case(const std::string& toml) {
    REQUIRE(write_file_atomic(case_file(), toml));
  }
  std::filesystem::path case_file() const { return dir_ / "veto.toml"; }
  std::filesystem::path dir() const { return dir_.path(); }
  Result<Settings> load(const Overrides& flags = {}) const {
    return load_settings(case_file(), flags);
  }

 private:
  test::TempDir dir_;
  std::map<std::string, std::optional<std::string>> before_;
};

}  // namespace

TEST_CASE("settings: built-in values where nobody says anything") {
  Places places;
  const auto settings = places.load();
  REQUIRE(settings);
  CHECK(*settings->max_pages == 200);
  CHECK(*settings->delay == 500ms);
  CHECK(*settings->scope == "site");
  CHECK(settings->seeds->empty());
  CHECK_FALSE(settings->complete_from->has_value());
  CHECK(settings->delay.origin == Origin::built_in);
}

TEST_CASE("settings: flag > environment > case file > user file > built-in") {
  struct Row {
    bool user, the_case, environment, flag;
    int value;
    Origin origin;
  };
  const Row rows[] = {
      {false, false, false, false, 200, Origin::built_in},
      {true, false, false, false, 1, Origin::user_file},
      {true, true, false, false, 2, Origin::case_file},
      {false, true, false, false, 2, Origin::case_file},
      {true, true, true, false, 3, Origin::environment},
      {true, false, true, false, 3, Origin::environment},
      {true, true, true, true, 4, Origin::flag},
      {false, true, false, true, 4, Origin::flag},
      {false, false, false, true, 4, Origin::flag},
  };
  for (const Row& row : rows) {
    Places places;
    if (row.user) places.user("[crawl]\nmax_pages = 1\n");
    if (row.the_case) places.the_case("crawl.max_pages = 2\n");
    if (row.environment) places.set("VETO_CRAWL_MAX_PAGES", "3");
    Overrides flags;
    if (row.flag) flags["crawl.max_pages"] = "4";
    const auto settings = places.load(flags);
    REQUIRE(settings);
    CHECK(*settings->max_pages == row.value);
    CHECK(settings->max_pages.origin == row.origin);
    CHECK(settings->workers.origin == Origin::built_in);
  }
}

TEST_CASE("settings: every key from a file, from flags and from environment") {
  struct Row {
    const char* key;
    const char* toml;
    const char* text;   // flag and environment
    const char* shown;  // by show_origins
  };
  const Row rows[] = {
      {"crawl.seeds", "[\"https://a.example\", \"https://b.example/x#y\"]",
       "https://a.example\nhttps://b.example/x#y",
       "[\"https://a.example/\", \"https://b.example/x\"]"},
      {"crawl.sitemaps", "[\"https://a.example/s.xml\"]",
       "https://a.example/s.xml", "[\"https://a.example/s.xml\"]"},
      {"crawl.feeds", "[\"https://a.example/f\"]", "https://a.example/f",
       "[\"https://a.example/f\"]"},
      {"crawl.robots_sitemaps", "false", "false", "false"},
      {"crawl.signal_files", "false", "false", "false"},
      {"crawl.scope", "\"prefix\"", "prefix", "\"prefix\""},
      {"crawl.max_pages", "7", "7", "7"},
      {"crawl.max_images", "0", "0", "0"},
      {"crawl.max_depth", "0", "0", "0"},
      {"crawl.max_pages_per_host", "5", "5", "5"},
      {"crawl.max_images_per_host", "6", "6", "6"},
      {"crawl.max_bytes", "1_000_000", "1000000", "1000000"},
      {"crawl.max_bytes_per_host", "500000", "500000", "500000"},
      {"crawl.max_time_s", "3600", "3600", "3600"},
      {"crawl.max_time_per_host_s", "60", "60", "60"},
      {"crawl.traps", "false", "false", "false"},
      {"crawl.max_body", "4_294_967_296", "4294967296", "4294967296"},
      {"crawl.delay_ms", "0", "0", "0"},
      {"crawl.connections_per_host", "4", "4", "4"},
      {"crawl.workers", "1", "1", "1"},
      {"crawl.connect_timeout_ms", "1", "1", "1"},
      {"crawl.transfer_timeout_ms", "90000", "90000", "90000"},
      {"crawl.user_agent_token", "\"my-veto\"", "my-veto", "\"my-veto\""},
      {"crawl.contact", "\"a@b.example\"", "a@b.example", "\"a@b.example\""},
      {"faces.models_dir", "\"/m\"", "/m", "\"/m\""},
      {"faces.score", "1", "1", "1"},
      {"faces.possible_score", "0.25", "0.25", "0.25"},
      {"faces.thorough", "true", "true", "true"},
      {"faces.turns", "true", "true", "true"},
      {"logs.files", "[\"/l/a.gz\", \"/l/b\"]", "/l/a.gz\n/l/b",
       "[\"/l/a.gz\", \"/l/b\"]"},
      {"logs.format", "'%h \"%r\"'", "%h \"%r\"", "\"%h \\\"%r\\\"\""},
      {"logs.robots_dir", "\"/r\"", "/r", "\"/r\""},
      {"logs.robots_git", "\"/r:a/robots.txt\"", "/r:a/robots.txt",
       "\"/r:a/robots.txt\""},
      {"logs.address_lists", "\"/a\"", "/a", "\"/a\""},
      {"logs.complete_from", "2026-11-01T01:00:00+01:00",
       "2026-11-01T01:00:00+01:00", "\"2026-11-01T00:00:00.000Z\""},
      {"logs.first_served", "2026-11-01T01:00:00+01:00",
       "2026-11-01T01:00:00+01:00", "\"2026-11-01T00:00:00.000Z\""},
      {"logs.anchors", "\"/n\"", "/n", "\"/n\""},
      {"logs.traps", "[\"/t/\", \"/u/=2026-11-01T00:00:00Z\"]",
       "/t/\n/u/=2026-11-01T00:00:00Z",
       "[\"/t/\", \"/u/=2026-11-01T00:00:00Z\"]"},
      {"logs.origin", "\"HTTPS://Example.ORG:443/\"", "https://example.org",
       "\"https://example.org\""},
      {"report.language", "\"pt-BR\"", "pt-BR", "\"pt-BR\""},
      {"bundle.edition", "\"publishable\"", "publishable", "\"publishable\""},
      {"bundle.seal", "true", "true", "true"},
      {"bundle.time_stamps", "[\"https://a.example/t\"]", "https://a.example/t",
       "[\"https://a.example/t\"]"},
      {"bundle.time_stamp_roots", "\"/r.pem\"", "/r.pem", "\"/r.pem\""},
      {"bundle.allow_untimestamped", "true", "true", "true"},
      {"bundle.clear_originals", "true", "true", "true"},
      {"bundle.originals_to", "\"/c.pem\"", "/c.pem", "\"/c.pem\""},
      {"bundle.originals_passphrase_file", "\"/p\"", "/p", "\"/p\""},
      {"bundle.signing_key", "\"/k.p12\"", "/k.p12", "\"/k.p12\""},
      {"bundle.passphrase_file", "\"/p\"", "/p", "\"/p\""},
      {"bundle.signer", "\"Club\"", "Club", "\"Club\""},
  };
  std::string names;
  for (const Row& row : rows) {
    CAPTURE(std::string(row.key));
    names += std::string(row.key) + " ";
    const std::string line =
        std::string("\n") + row.key + " = " + row.shown + "  (";
    std::string name = std::string("VETO_") + row.key;
    for (char& c : name) c = c == '.' ? '_' : static_cast<char>(::toupper(c));
    const auto shows = [&](const Places& places, const Overrides& flags,
                           const char* origin) {
      const auto settings = places.load(flags);
      REQUIRE_MESSAGE(settings, settings.error().message());
      const std::string all = "\n" + show_origins(*settings);
      return all.find(line + origin + ")\n") != std::string::npos;
    };
    Places places;
    places.the_case(std::string(row.key) + " = " + row.toml + "\n");
    CHECK(shows(places, {}, "case file"));
    CHECK(shows(places, {{row.key, row.text}}, "flag"));
    places.set(name, row.text);
    CHECK(shows(places, {}, "environment"));
  }
  // Nothing is in the listing that this test does not know.
  Places places;
  const std::string all = show_origins(*places.load());
  for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1)
    CHECK(names.find(all.substr(at, all.find(' ', at) - at) + " ") !=
          std::string::npos);
}

TEST_CASE("settings: what is wrong, where, by key and line") {
  struct Row {
    const char* toml;
    const char* what;
    int line;
  };
  const Row rows[] = {
      {"[crawl]\n\nmax_page = 1\n", "there is no setting crawl.max_page", 3},
      {"max_pages = 1\n", "there is no setting max_pages", 1},
      {"[crawler]\nmax_pages = 1\n", "crawler.max_pages", 2},
      {"[crawl.more]\nx = 1\n", "there is no setting crawl.more", 1},
      {"crawl = 1\n", "there is no setting crawl", 1},
      {"[crawl]\nmax_pages = \"7\"\n", "crawl.max_pages must be a whole", 2},
      {"[crawl]\nmax_pages = 7.0\n", "crawl.max_pages", 2},
      {"[crawl]\nmax_pages = 0\n", "from 1 to", 2},
      {"[crawl]\nmax_pages = true\n", "crawl.max_pages", 2},
      {"[crawl]\nmax_pages = 9223372036854775807\n", "crawl.max_pages", 2},
      {"[crawl]\ndelay_ms = -1\n", "crawl.delay_ms", 2},
      {"[crawl]\nscope = \"world\"\n", "site, host, prefix or page", 2},
      {"[crawl]\ntraps = 1\n", "crawl.traps must be true or false", 2},
      {"[crawl]\ntraps = \"false\"\n", "crawl.traps must be", 2},
      {"[crawl]\nscope = [\"site\"]\n", "crawl.scope", 2},
      {"[crawl]\nseeds = \"https://a.example\"\n", "crawl.seeds", 2},
      {"[crawl]\nseeds = [\"https://a.example\", 3]\n", "crawl.seeds", 2},
      {"[crawl]\nseeds = [\"ftp://a.example\"]\n", "https://", 2},
      {"[crawl]\nseeds = [\"a.example\"]\n", "https://", 2},
      {"[crawl]\nuser_agent_token = \"veto2\"\n", "letters", 2},
      {"[crawl]\ncontact = \"x)\\r\\nEvil: 1\"\n", "crawl.contact", 2},
      {"[faces]\nscore = 1.5\n", "faces.score", 2},
      {"[faces]\nscore = nan\n", "faces.score", 2},
      {"[logs]\ncomplete_from = \"yesterday\"\n", "logs.complete_from", 2},
      {"[logs]\ncomplete_from = 2026-11-01T00:00:00\n", "offset", 2},
      {"[logs]\norigin = \"https://a.example/path\"\n", "logs.origin", 2},
      {"[logs]\nfiles = [\"\"]\n", "logs.files", 2},
      {"[report]\nlanguage = \"../../etc\"\n", "report.language", 2},
      {"[crawl]\nmax_pages = \n", "cannot be read", 2},
      {"[crawl]\nmax_pages = 1\nmax_pages = 2\n", "cannot be read", 3},
      {"\xff\n", "cannot be read", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.toml);
    Places places;
    places.the_case(row.toml);
    const auto settings = places.load();
    REQUIRE_FALSE(settings);
    CHECK(settings.error().kind == ErrorKind::usage);
    CHECK_MESSAGE(settings.error().what.find(row.what) != std::string::npos,
                  settings.error().message());
    CHECK(settings.error().where ==
          places.case_file().string() + ":" + std::to_string(row.line));
  }
}

TEST_CASE("settings: errors of flags and environment name their place") {
  Places places;
  auto settings = places.load({{"crawl.max_pages", "many"}});
  REQUIRE_FALSE(settings);
  CHECK(settings.error().where == "command line");
  CHECK_FALSE(places.load({{"crawl.max_pages", "7 "}}));
  CHECK_FALSE(places.load({{"crawl.max_pages", ""}}));
  CHECK_FALSE(places.load({{"crawl.nothing", "7"}}));

  places.set("VETO_CRAWL_DELAY_MS", "soon");
  settings = places.load();
  REQUIRE_FALSE(settings);
  CHECK(settings.error().where == "VETO_CRAWL_DELAY_MS");
  places.set("VETO_CRAWL_DELAY_MS", "");  // as if it were not there
  CHECK(places.load());
  places.set("VETO_CRAWL_DELAY", "3");
  settings = places.load();
  REQUIRE_FALSE(settings);
  CHECK(settings.error().where == "VETO_CRAWL_DELAY");
}

TEST_CASE("settings: other people's VETO_ variables are theirs") {
  Places places;
  places.set("VETO_SOMETHING", "1");
  places.set("VETO_FACESHEET", "1");
  CHECK(places.load());
}

TEST_CASE("settings: $VETO_MODELS is short for faces.models_dir") {
  Places places;
  places.the_case("faces.models_dir = \"/case\"\n");
  places.set("VETO_MODELS", "/short");
  CHECK(places.load()->models_dir->string() == "/short");
  places.set("VETO_FACES_MODELS_DIR", "/long");
  CHECK(places.load()->models_dir->string() == "/long");
  CHECK(places.load({{"faces.models_dir", "/flag"}})->models_dir->string() ==
        "/flag");
}

TEST_CASE("settings: relative paths begin where they were written") {
  Places places;
  places.the_case("[logs]\nfiles = [\"a.log\", \"/b.log\"]\n");
  places.user("logs.robots_dir = \"robots\"\n");
  const auto settings = places.load({{"faces.models_dir", "models"}});
  REQUIRE(settings);
  CHECK(settings->logs->at(0) == places.dir() / "a.log");
  CHECK(settings->logs->at(1) == "/b.log");
  CHECK(*settings->robots_dir == places.dir() / "user/veto/robots");
  CHECK(*settings->models_dir == "models");
}

TEST_CASE("settings: the user's file without XDG_CONFIG_HOME") {
  Places places;
  REQUIRE(make_dirs(places.dir() / "home/.config/veto"));
  REQUIRE(write_file_atomic(places.dir() / "home/.config/veto/veto.toml",
                            "crawl.workers = 5\n"));
  places.set("XDG_CONFIG_HOME", "");
  CHECK(*places.load()->workers == 5);
  places.set("XDG_CONFIG_HOME", "relative");
  CHECK(*places.load()->workers == 5);
}

TEST_CASE("settings: bands of the face score cannot cross") {
  Places places;
  CHECK_FALSE(places.load({{"faces.score", "0.4"}}));
  CHECK(places.load({{"faces.score", "0.4"}, {"faces.possible_score", "0.4"}}));
}

TEST_CASE("settings: a file that is no file, or far too long") {
  Places places;
  REQUIRE(make_dirs(places.case_file()));
  CHECK_FALSE(places.load());
  Places longer;
  longer.the_case("#" + std::string(2u << 20, 'x'));
  const auto settings = longer.load();
  REQUIRE_FALSE(settings);
  CHECK(settings.error().kind == ErrorKind::too_large);
  Places deep;
  deep.the_case("x = " + std::string(10'000, '['));
  CHECK_FALSE(deep.load());
}

TEST_CASE("settings: written out and read back they are the same, anywhere") {
  Places places;
  const test::TempDir dir;
  const auto before =
      load_settings(dir / "none.toml",
                    {{"crawl.seeds", "http://a.example/\nhttp://b.example/"},
                     {"crawl.scope", "page"},
                     {"crawl.delay_ms", "700"},
                     {"faces.score", "0.8"},
                     {"faces.thorough", "true"},
                     {"logs.files", "one.log\n/two.log"},
                     {"logs.robots_dir", "robots"},
                     {"logs.complete_from", "2026-11-01T00:00:00Z"}});
  REQUIRE(before.has_value());
  REQUIRE(write_file_atomic(dir / "run.toml", settings_text(*before)));
  const auto after = load_run_settings(dir / "run.toml", {});
  REQUIRE_MESSAGE(after.has_value(), after.error().message());
  CHECK(settings_text(*after) == settings_text(*before));
  CHECK(*after->seeds == *before->seeds);
  CHECK(*after->faces_thorough);
  CHECK(*after->complete_from == *before->complete_from);
  CHECK(*after->robots_dir == std::filesystem::absolute("robots"));
  CHECK(after->scope.origin == Origin::run);
}
