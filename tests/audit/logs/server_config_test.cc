// SPDX-License-Identifier: GPL-3.0-or-later
//
// Log formats out of configurations as servers are set up with, and out of
// hostile ones.

#include "audit/logs/server_config.h"

#include <doctest/doctest.h>

#include "audit/logs/config_files.h"
#include "audit/logs/format_choice.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;
using test::write;

constexpr const char* kNginx = R"(
user www-data; # a ; and a { in a comment
http {
    log_format  main  '$remote_addr [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_user_agent"';
    log_format json escape=json
      '{"t":"$msec","ip":"$remote_addr","m":"$request_method",'
      '"u":"$request_uri","s":$status,"b":$body_bytes_sent,'
      '"ua":"$http_user_agent"}';
    access_log /var/log/nginx/access.log main;
    include conf.d/*.conf;
    server { server_name a; access_log off; }
    server {
        access_log /var/log/nginx/$host/${server_name}.json.log json gzip;
        access_log syslog:server=127.0.0.1 main;
        location / { access_log logs/plain.log; }
    }
}
)";

constexpr const char* kApache = R"(
# LogFormat "%h no" combined
ServerRoot "/no/such/folder"
LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" vhost_combined
LogFormat "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \
\"%{User-Agent}i\"" combined
logformat "%h %l %u %t \"%r\" %>s %b" common
IncludeOptional sites-enabled/*.conf
)";

constexpr const char* kSite = R"(
<VirtualHost *:80>
  CustomLog ${APACHE_LOG_DIR}/access.log combined
  CustomLog "|/usr/bin/rotatelogs -l /var/log/apache2/piped.%Y%m%d.log 86400" common
  CustomLog logs/own.log "%t %a \"%r\" %s %B"
</VirtualHost>
)";

std::string of(const ServerConfig& config, const char* log) {
  const auto format = format_for_log(config, log);
  return format ? format->name : "error: " + format.error().hint;
}

TEST_CASE("configuration: nginx names the format of each log") {
  veto::test::TempDir dir;
  fs::create_directory(dir / "conf.d");
  write(dir / "nginx.conf", kNginx);
  write(dir / "conf.d/x.conf", "access_log /x/extra.log main buffer=32k;");
  write(dir / "conf.d/x.txt", "access_log /x/other.log json;");
  const auto config = read_server_config(dir / "nginx.conf");
  REQUIRE(config.has_value());
  CHECK(!config->apache);
  CHECK(config->formats.size() == 2);
  CHECK(config->unread.empty());
  CHECK(of(*config, "/x/access.log") == "main (nginx)");
  CHECK(of(*config, "access.log.2.gz") == "main (nginx)");
  CHECK(of(*config, "0123456789abcdef-access.log-20261123.zst") ==
        "main (nginx)");
  CHECK(of(*config, "a.test.json.log.1") == "json (nginx)");
  CHECK(of(*config, "plain.log") == "combined");
  CHECK(of(*config, "extra.log") == "main (nginx)");
  CHECK(of(*config, "other.log") ==
        "error: give --format FILE:NAME, with one of json, main");
}

TEST_CASE("configuration: Apache, in sections, joined lines and pipes") {
  veto::test::TempDir dir;
  fs::create_directory(dir / "sites-enabled");
  write(dir / "apache2.conf", kApache);
  write(dir / "sites-enabled/000.conf", kSite);
  const auto config = read_server_config(dir / "apache2.conf");
  REQUIRE(config.has_value());
  CHECK(config->apache);
  CHECK(config->formats.size() == 3);
  CHECK(of(*config, "access.log") == "combined (Apache)");
  CHECK(of(*config, "piped.20261123.log.gz") == "common (Apache)");
  CHECK(of(*config, "own.log") == "CustomLog (Apache)");
  CHECK(of(*config, "x.log").starts_with("error: "));
  const auto format = format_for_log(*config, "access.log");
  CHECK(!format->weakness.empty());  // %O counts the header
  RawLine raw;
  REQUIRE(format->parse(R"(192.0.2.1 - - [23/Nov/2026:04:27:22 +0000] )"
                        R"("GET / HTTP/1.1" 200 5 "-" "A\"B")",
                        raw));
  CHECK(raw.user_agent == R"(A\"B)");
}

TEST_CASE("configuration: what --format can say") {
  veto::test::TempDir dir;
  write(dir / "nginx.conf", kNginx);
  write(dir / "combined", kNginx);  // a name goes before a file
  const std::string file = (dir / "nginx.conf").string();
  const auto name = [](const std::string& text, const char* log) {
    const auto choice = FormatChoice::read(text);
    if (!choice) return "error: " + choice.error().what;
    const auto format = choice->of(log);
    if (!format) return "error: " + format.error().what;
    return *format ? (*format)->name : std::string();
  };
  CHECK(name("", "access.log") == "");
  CHECK(name("combined", "access.log") == "combined");
  CHECK(name("$remote_addr [$time_local] \"$request\" $status $bytes_sent",
             "access.log") == "nginx");
  CHECK(name(file, "access.log") == "main (nginx)");
  CHECK(name(file + ":json", "access.log") == "json (nginx)");
  CHECK(name(file + ":combined", "access.log") == "combined");
  CHECK(name(file + ":none", "access.log") ==
        "error: the server's configuration has no log format of this name");
  CHECK(name(file + ".none.conf", "access.log") ==
        "error: cannot open the server's configuration");
  CHECK(name((dir / "none").string(), "access.log") ==
        "error: cannot open the server's configuration");
}

TEST_CASE("configuration: one format is the one; none is none") {
  veto::test::TempDir dir;
  write(dir / "a.conf",
        "log_format x '$remote_addr [$time_local] \"$request\" $status "
        "$body_bytes_sent';");
  CHECK(of(*read_server_config(dir / "a.conf"), "any.log") == "x (nginx)");
  write(dir / "a.conf", "worker_processes 1;");
  CHECK(of(*read_server_config(dir / "a.conf"), "any.log") == "combined");
  write(dir / "a.conf", "Listen 80\n");
  CHECK(of(*read_server_config(dir / "a.conf"), "any.log")
            .starts_with("error: give the file"));
  write(dir / "a.conf", "");
  CHECK(read_server_config(dir / "a.conf").has_value());
}

TEST_CASE("configuration: loops, depth, pipes and what is not there") {
  veto::test::TempDir dir;
  write(dir / "a.conf", "include a.conf; include b.conf; include none.conf;");
  write(dir / "b.conf", "include ../*/a.conf; include b.*;");
  auto config = read_server_config(dir / "a.conf");
  REQUIRE(config.has_value());
  CHECK(config->unread ==
        std::vector<std::string>{(dir / "none.conf").string()});
  // Deeper than anybody builds it.
  for (int i = 0; i < 20; ++i)
    write(dir / ("d" + std::to_string(i)),
          "include d" + std::to_string(i + 1) + ";");
  config = read_server_config(dir / "d0");
  REQUIRE(config.has_value());
  CHECK(config->unread == std::vector<std::string>{"d11"});
  // A device that never ends, and a folder.
  write(dir / "a.conf", "include /dev/zero; include " + dir.path().string() +
                            "/b.conf; access_log x;");
  config = read_server_config(dir / "a.conf");
  REQUIRE(config.has_value());
  CHECK(config->unread.size() == 1);
  CHECK(!read_server_config("/dev/zero").has_value());
  CHECK(!read_server_config(dir.path()).has_value());
  CHECK(read_server_config(dir / "none").error().kind == ErrorKind::not_found);
}

TEST_CASE("configuration: size and number are bounded") {
  veto::test::TempDir dir;
  write(dir / "a.conf", std::string(ConfigFiles::kMaxBytes + 1, ' '));
  CHECK(read_server_config(dir / "a.conf").error().kind ==
        ErrorKind::too_large);
  std::string many;
  for (int i = 0; i < 10'000; ++i) {
    const std::string n = std::to_string(i);
    many += "log_format f" + n + " '$remote_addr'; access_log l" + n + " f" +
            n + "; include " + n + ";";
  }
  write(dir / "a.conf", many);
  const auto config = read_server_config(dir / "a.conf");
  REQUIRE(config.has_value());
  CHECK(config->formats.size() == ServerConfig::kMaxFormats);
  CHECK(config->logs.size() == ServerConfig::kMaxLogs);
  CHECK(config->unread.size() == 100);
  write(dir / "a.conf", "log_format x '" + std::string(100'000, '$') + "';");
  CHECK(of(*read_server_config(dir / "a.conf"), "x.log").starts_with("error"));
  write(dir / "a.conf", "include " + std::string(2000, '*') + "a;");
  CHECK(read_server_config(dir / "a.conf")->unread.size() == 1);
}

TEST_CASE("configuration: a log is read by it, and what is missing is said") {
  veto::test::TempDir dir;
  write(dir / "nginx.conf", kNginx);  // its conf.d/ is not here: no file, fine
  write(dir / "access.log.1",
        "192.0.2.1 [23/Nov/2026:04:27:22 +0000] \"GET / HTTP/1.1\" 200 5 "
        "\"CCBot/2.0\"\n");
  Inputs inputs;
  inputs.files = {dir / "access.log.1"};
  inputs.format = (dir / "nginx.conf").string();
  std::vector<std::string> warnings;
  Sinks sinks;
  sinks.warn = [&](const Error& error) { warnings.push_back(error.what); };
  auto summary = analyse_logs(inputs, sinks, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  CHECK(summary->files[0].format == "main (nginx)");
  CHECK(summary->files[0].parsed == 1);
  CHECK(warnings.empty());
  write(dir / "nginx.conf", std::string(kNginx) + "include none.conf;");
  summary = analyse_logs(inputs, sinks, {});
  REQUIRE(summary.has_value());
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].contains("could not be read"));
}

}  // namespace
}  // namespace veto::logs
