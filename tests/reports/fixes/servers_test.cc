// SPDX-License-Identifier: GPL-3.0-or-later
//
// The servers' own programs judge their files, where they are installed.

#include <sys/wait.h>
#include <cstdio>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "base/base64.h"
#include "reports/fixes/fixes.h"
#include "reports/fixes/headers.h"
#include "reports/fixes/images.h"
#include "reports/fixes/log_format.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

Wanted everything() {
  Wanted wanted;
  wanted.policy = "https://example.org/a%20licence?b=1&c";
  return wanted;
}

std::string text_of(const std::vector<FixFile>& files, std::string_view name) {
  for (const FixFile& file : files)
    if (file.name == name) return file.text;
  FAIL("no file of that name");
  return {};
}

std::string replaced(std::string text, std::string_view from,
                     const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

void put(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Outcome {
  int code = -1;
  std::string said;
};

Outcome sh(const test::TempDir& dir, const std::string& command) {
  const std::string whole = "cd '" + dir.path().string() + "' && (" + command +
                            ") >said 2>&1 </dev/null";
  const int status = std::system(whole.c_str());
  std::ifstream in(dir / "said", std::ios::binary);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          {std::istreambuf_iterator<char>(in), {}}};
}

// The first of these programs that is there; empty, and said, without.
std::string program(const test::TempDir& dir, const std::string& names) {
  const auto found = sh(dir, "PATH=$PATH:/usr/sbin:/sbin; for p in " + names +
                                 "; do command -v $p && exit 0; done; exit 1");
  if (found.code == 0) return found.said.substr(0, found.said.find('\n'));
  MESSAGE("not run, since none of these is installed: ", names);
  return {};
}

std::string between(std::string_view text, std::string_view from,
                    std::string_view to) {
  const std::size_t begin = text.find(from) + from.size();
  return std::string(text.substr(begin, text.find(to, begin) - begin));
}

}  // namespace

TEST_CASE("nginx: its own check takes the files") {
  const test::TempDir dir;
  const std::string nginx = program(dir, "nginx");
  if (nginx.empty()) return;
  const auto files = nginx_fixes(everything());
  const std::string logs = (dir / "log/").string();
  put(dir / "log/x", "");
  put(dir / "conf/snippets/veto-headers.conf",
      text_of(files, "nginx-veto-headers.conf"));
  put(dir / "conf/snippets/veto-server.conf",
      replaced(text_of(files, "nginx-veto-server.conf"), "/var/log/nginx/",
               logs));
  put(dir / "conf/conf.d/veto-log.conf", text_of(files, "nginx-veto-log.conf"));
  put(dir / "conf/nginx.conf",
      "pid nginx.pid;\nerror_log log/error.log;\nevents { }\nhttp {\n"
      "include conf.d/*.conf;\naccess_log off;\n"
      "server { listen 127.0.0.1:8; root .;\n"
      "include snippets/veto-server.conf; } }\n");
  const auto done = sh(dir, nginx +
                                " -t -p . -e log/error.log -c "
                                "conf/nginx.conf");
  CAPTURE(done.said);
  CHECK(done.code == 0);
}

TEST_CASE("nginx: fields are sent with errors too, and in inner blocks") {
  const auto files = nginx_fixes({});
  std::size_t fields = 0;
  const std::string headers = text_of(files, "nginx-veto-headers.conf");
  for (std::size_t at = headers.find("\nadd_header "); at != headers.npos;
       at = headers.find("\nadd_header ", at + 1)) {
    CHECK(between(headers.substr(at + 1), "add_header ", "\n")
              .ends_with(" always;"));
    ++fields;
  }
  CHECK(fields == wanted_fields({}).size());
  // A location with an add_header of its own has to include them again.
  const std::string server = text_of(files, "nginx-veto-server.conf");
  const std::string robots =
      between(server, "location = /robots.txt {", "}\n}");
  CHECK(robots.find("include snippets/veto-headers.conf;") != robots.npos);
}

TEST_CASE("nginx: the log is one JSON object a line") {
  const std::string format = nginx_log_format();
  CHECK(format.starts_with("log_format veto escape=json"));
  std::string line;
  for (std::size_t at = format.find('\''); at != format.npos;) {
    const std::size_t end = format.find('\'', at + 1);
    line += format.substr(at + 1, end - at - 1);
    at = format.find('\'', end + 1);
  }
  const auto json = nlohmann::json::parse(line, nullptr, false);
  REQUIRE(json.is_object());
  for (const char* variable :
       {"$msec", "$request_id", "$scheme", "$host", "$request_uri", "$status",
        "$body_bytes_sent", "$http_referer", "$http_user_agent",
        "$http_signature_agent", "$http_signature_input", "$http_signature",
        "$http_content_digest", "$sent_http_x_robots_tag",
        "$sent_http_tdm_reservation"}) {
    CAPTURE(variable);
    CHECK(line.find(std::string("\"") + variable + "\"") != line.npos);
  }
}

TEST_CASE("Apache: its own check takes the files") {
  const test::TempDir dir;
  const std::string apache = program(dir, "apache2 httpd");
  if (apache.empty()) return;
  const auto files = apache_fixes(everything());
  put(dir / "log/x", "");
  put(dir / "fix.conf", text_of(files, "apache-veto.conf"));
  put(dir / "log.conf", replaced(text_of(files, "apache-veto-log.conf"),
                                 "${APACHE_LOG_DIR}", (dir / "log").string()));
  std::string modules;
  for (const char* name : {"mpm_event", "authz_core", "headers", "mime",
                           "unique_id", "log_config", "unixd"})
    modules += "<IfModule !" + std::string(name) + "_module>\nLoadModule " +
               name + "_module modules/mod_" + name + ".so\n</IfModule>\n";
  put(dir / "httpd.conf", "ServerName x\nPidFile pid\nErrorLog log/error\n" +
                              modules + "Include fix.conf\nInclude log.conf\n");
  const auto done =
      sh(dir,
         "for r in /usr/lib/apache2 /etc/httpd /usr; do test -d $r/modules "
         "&& ln -sfn $r/modules modules; done; " +
             apache + " -t -d \"$PWD\" -f \"$PWD/httpd.conf\"");
  CAPTURE(done.said);
  CHECK(done.code == 0);
}

TEST_CASE("Apache: two fields of one name, and percent signs doubled") {
  const std::string text =
      text_of(apache_fixes(everything()), "apache-veto.conf");
  for (const char* line : {"\nHeader always add X-Robots-Tag \"noai\"\n",
                           "\nHeader always add X-Robots-Tag \"noimageai\"\n",
                           "\nHeader always set tdm-reservation \"1\"\n",
                           "\"https://example.org/a%%20licence?b=1&c\"\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != text.npos);
  }
}

TEST_CASE("Caddy: its own check takes the file") {
  const test::TempDir dir;
  const std::string caddy = program(dir, "caddy");
  if (caddy.empty()) return;
  // Debian 12 has 2.6.2; the log's part needs 2.8 and says so.
  int minor = 0;
  const std::string version = sh(dir, caddy + " version").said;
  std::sscanf(version.c_str(), version.starts_with('v') ? "v2.%d" : "2.%d",
              &minor);
  if (minor < 8) {
    MESSAGE("skipped: Caddy is older than 2.8: ", version);
    return;
  }
  put(dir / "veto.caddy",
      replaced(text_of(caddy_fixes(everything()), "caddy-veto.caddy"),
               "/var/log/caddy/", (dir / "log/").string()));
  put(dir / "Caddyfile",
      "http://127.0.0.1:8 {\nroot .\nfile_server\n"
      "import veto.caddy\n}\n");
  const auto done = sh(dir, caddy +
                                " validate --config Caddyfile "
                                "--adapter caddyfile");
  CAPTURE(done.said);
  CHECK(done.code == 0);
}

TEST_CASE("Cloudflare: each field in a rule, those of one name in two") {
  const auto rules = nlohmann::json::parse(
      text_of(cloudflare_fixes(everything()), "cloudflare-rules.json"), nullptr,
      false);
  REQUIRE(rules.is_array());
  CHECK(rules.size() == 2);
  std::vector<std::string> tags;
  std::size_t fields = 0;
  for (const auto& rule : rules)
    for (const auto& [name, what] :
         rule["action_parameters"]["headers"].items()) {
      ++fields;
      if (name != "X-Robots-Tag") continue;
      CHECK(what["operation"] == "add");
      tags.push_back(what["value"]);
    }
  CHECK(tags == std::vector<std::string>{"noai", "noimageai"});
  CHECK(fields == wanted_fields(everything()).size());
}

TEST_CASE("WordPress: PHP takes the plugin, with two fields of one name") {
  const test::TempDir dir;
  const std::string text =
      text_of(wordpress_fixes(everything()), "wordpress-veto-signals.php");
  CHECK(text.find("header( 'X-Robots-Tag: noai', false );") != text.npos);
  CHECK(text.find("header( 'X-Robots-Tag: noimageai', false );") != text.npos);
  const std::string php = program(dir, "php");
  if (php.empty()) return;
  put(dir / "plugin.php", text);
  const auto done = sh(dir, php + " -l plugin.php");
  CAPTURE(done.said);
  CHECK(done.code == 0);
}

TEST_CASE("static hosts: fields under one path") {
  const std::string text = text_of(static_host_fixes({}), "static-_headers");
  CHECK(text.find("\n/*\n  X-Robots-Tag: noai\n  X-Robots-Tag: noimageai\n"
                  "  Content-Usage: train-ai=n, ai-use=n\n"
                  "  tdm-reservation: 1\n") != text.npos);
}

TEST_CASE("images: exiftool writes what the script asks it to") {
  const test::TempDir dir;
  const std::string exiftool = program(dir, "exiftool");
  if (exiftool.empty()) return;
  for (const FixFile& file : image_fixes({})) put(dir / file.name, file.text);
  const auto png = decode_base64(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"
      "GAWjR9awAAAABJRU5ErkJggg==");
  REQUIRE(png.has_value());
  put(dir / "images/a photo.png", *png);
  const auto done = sh(dir, "sh images.sh images");
  CAPTURE(done.said);
  CHECK(done.code == 0);
  std::ifstream in(dir / "images/a photo.png", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  CHECK(bytes.find("<plus:DataMining>" + std::string(data_mining_value({}))) !=
        bytes.npos);
}
