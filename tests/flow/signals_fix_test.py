# SPDX-License-Identifier: GPL-3.0-or-later
"""A site that says it badly, on a real nginx, before and after the files that
`veto signals fix` prints."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
import unittest

import flow
import script_main
from servers import free_port

NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")

# A name with a digit in it, a misspelt key, a group that inherits nothing,
# Cloudflare's words in AIPREF's record.
ROBOTS = """# Ours
User-agent: *
Dissallow: /private/
Content-Usage: ai-train=no

User-agent: GPTBot/1.0
Disallow: /team/

User-agent: img2dataset
Disallow: /

Sitemap: https://example.org/sitemap.xml
"""

# Nobody gets noai with the picture: an inner add_header cancels the outer one,
# and img2dataset loses it beside a directive with a value.
SERVER = """
    add_header X-Robots-Tag "noai, max-image-preview:none";
    location /pictures/ {
      add_header Cache-Control "max-age=60";
      %(inner)s
    }
"""

# As root nginx would look at the files as somebody who may not.
NGINX_CONF = ("user root;" if os.geteuid() == 0 else "") + """
daemon off;
worker_processes 1;
pid %(dir)s/nginx.pid;
error_log %(dir)s/log/error.log;
events { worker_connections 64; }
http {
  client_body_temp_path %(dir)s/temp;
  proxy_temp_path %(dir)s/temp;
  fastcgi_temp_path %(dir)s/temp;
  scgi_temp_path %(dir)s/temp;
  uwsgi_temp_path %(dir)s/temp;
  types { text/html html; image/png png; text/plain txt; }
  access_log %(dir)s/log/access.log combined;
  include %(dir)s/conf.d/*.conf;
  server {
    listen 127.0.0.1:%(port)d;
    server_name 127.0.0.1;
    root %(dir)s/site;
    %(server)s
  }
}
"""


class Site:
    """nginx in `folder`; `server` goes into its server block."""

    def __init__(self, folder, server):
        self.port = free_port()
        conf = folder / "nginx.conf"
        conf.write_text(NGINX_CONF % {"dir": folder, "port": self.port,
                                      "server": server})
        self.command = [NGINX, "-e", str(folder / "log/error.log"),
                        "-p", str(folder), "-c", str(conf)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command,
                                        stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        for _ in range(600):
            if self.process.poll() is not None:
                raise AssertionError(self.process.stdout.read().decode())
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.communicate()

    def get(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=60)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


@unittest.skipUnless(NGINX, "nginx is not installed")
class SignalsFix(flow.FlowCase):

    def setUp(self):
        super().setUp()
        for name in ("site/.well-known", "site/pictures", "log", "temp",
                     "conf.d", "snippets"):
            (self.dir / name).mkdir(parents=True)
        site = self.dir / "site"
        (site / "index.html").write_text("<!DOCTYPE html><p>Words.</p>\n")
        (site / "pictures/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (site / "robots.txt").write_text(ROBOTS)

    def fix(self, *more):
        done = self.veto("signals", "fix", "--robots", "site/robots.txt",
                         "--server", "nginx", "--out", "fix", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.dir / "fix"

    def apply(self, fix):
        """As the files themselves say; only folders are the test's."""
        site = self.dir / "site"
        shutil.copy(fix / "robots.txt", site / "robots.txt")
        shutil.copy(fix / "tdmrep.json", site / ".well-known/tdmrep.json")
        for name, target in (("nginx-veto-headers.conf",
                              "snippets/veto-headers.conf"),
                             ("nginx-veto-server.conf",
                              "snippets/veto-server.conf"),
                             ("nginx-veto-log.conf", "conf.d/veto-log.conf")):
            text = (fix / name).read_text()
            text = text.replace("/var/log/nginx/", f"{self.dir}/log/")
            (self.dir / target).write_text(text)
        return ("include snippets/veto-server.conf;" +
                SERVER % {"inner": "include snippets/veto-headers.conf;"})

    def tags(self, answer):
        return answer.headers.get_all("X-Robots-Tag", [])

    def test_before_and_after(self):
        with Site(self.dir, SERVER % {"inner": ""}) as site:
            picture, _ = site.get("/pictures/a.png")
            self.assertEqual(picture.status, 200)
            self.assertEqual(self.tags(picture), [])
            page, _ = site.get("/")
            self.assertNotIn("noai", self.tags(page))
        server = self.apply(self.fix())
        with Site(self.dir, server) as site:
            self.look_at_fields(site)
            self.look_at_robots(site)
            self.look_at_tdmrep(site)
            site.get("/?q=%22", **{"User-Agent": 'x" "GPTBot',
                                   "Signature-Agent": '"https://bot.example"'})
        self.look_at_log()

    def lints(self, server, case):
        """Codes that an audit of the site prints, without mere notes."""
        with Site(self.dir, server) as site:
            audit = self.veto("audit", f"http://127.0.0.1:{site.port}/",
                              "--case", case, "--delay", "0")
            self.assertEqual(audit.returncode, 0, audit.stdout + audit.stderr)
        found = self.veto("signals", "--case", case, "--json")
        self.assertEqual(found.returncode, 0, found.stderr)
        document = json.loads(found.stdout)
        kinds = [resource["kind"] for resource in document["resources"]]
        self.assertEqual((kinds.count("page"), kinds.count("image")), (5, 5))
        return {lint["code"] for lint in document["lints"]
                if lint["cost"] != "note"}

    def test_the_demo_site_has_nothing_to_mend_afterwards(self):
        site = self.dir / "site"
        shutil.rmtree(site)
        shutil.copytree(script_main.ROOT / "scripts/demo.d/site", site)
        (site / ".well-known").mkdir()
        for number, name in enumerate(
                ("gallery/regatta-breakfast.png", "gallery/boathouse-cat.png",
                 "gallery/night-row.jpg", "gallery/start-signal.jpg",
                 "portraits/coach.png")):
            (site / name).write_bytes(flow.png(number))
        before = self.lints("""
            location /gallery/ { add_header X-Robots-Tag "noai, noimageai"; }
            location = /gallery/regatta-breakfast.png { }
            """, "before")
        self.assertEqual(before, {"page-only-noai",
                                  "known-agents-without-rule"})
        self.apply(self.fix())
        after = self.lints("include snippets/veto-server.conf;", "after")
        self.assertEqual(after, set())

    def look_at_fields(self, site):
        for path, status in (("/", 200), ("/pictures/a.png", 200),
                             ("/nothing", 404)):
            with self.subTest(path):
                answer, _ = site.get(path)
                self.assertEqual(answer.status, status)
                self.assertIn("noai", self.tags(answer))
                self.assertIn("noimageai", self.tags(answer))
                self.assertEqual(answer.headers["Content-Usage"],
                                 "train-ai=n, ai-use=n")
                self.assertEqual(answer.headers["tdm-reservation"], "1")
        answer, _ = site.get("/pictures/a.png")
        self.assertEqual(answer.headers["Cache-Control"], "max-age=60")

    def look_at_robots(self, site):
        answer, body = site.get("/robots.txt")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Content-Type"],
                         "text/plain; charset=utf-8")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("noai", self.tags(answer))
        served = self.dir / "served.txt"
        served.write_bytes(body)
        lint = json.loads(self.veto("robots", "lint", "--robots", served,
                                    "--json").stdout)
        self.assertEqual([note for note in lint["files"][0]["notes"]
                          if note["level"] == "error"], [])
        self.assertIn("\nDisallow: /private/\n", body.decode())
        self.assertIn("\nSitemap: https://example.org/sitemap.xml\n",
                      body.decode())

    def look_at_tdmrep(self, site):
        answer, body = site.get("/.well-known/tdmrep.json")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertEqual(json.loads(body),
                         [{"location": "/", "tdm-reservation": 1}])

    def look_at_log(self):
        lines = (self.dir / "log/veto.log").read_text().splitlines()
        entries = [json.loads(line) for line in lines]
        picture = [e for e in entries if e["u"] == "/pictures/a.png"][0]
        self.assertEqual((picture["st"], picture["scheme"], picture["b"]),
                         ("200", "http", "8"))
        self.assertRegex(picture["ms"], r"^\d+\.\d{3}$")
        self.assertRegex(picture["rid"], r"^[0-9a-f]{32}$")
        self.assertIn("noai", picture["xr"])
        self.assertEqual(picture["tdm"], "1")
        forged = [e for e in entries if e["u"] == "/?q=%22"][0]
        self.assertEqual(forged["ua"], 'x" "GPTBot')
        self.assertEqual(forged["sa"], '"https://bot.example"')
        usual = (self.dir / "log/access.log").read_text().splitlines()
        self.assertEqual(len([l for l in usual if "/?q=%22" in l]), 1)


class SignalsFixFiles(flow.FlowCase):

    def test_nothing_is_written_over(self):
        (self.dir / "robots.txt").write_text(ROBOTS)
        (self.dir / "fix").mkdir()
        (self.dir / "fix/robots.txt").write_text("mine\n")
        done = self.veto("signals", "fix", "--robots", "robots.txt",
                         "--out", "fix")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assert_one_error(done)
        self.assertEqual((self.dir / "fix/robots.txt").read_text(), "mine\n")
        self.assertEqual(os.listdir(self.dir / "fix"), ["robots.txt"])

    def test_sections_on_standard_output(self):
        (self.dir / "robots.txt").write_text(ROBOTS)
        done = self.veto("signals", "fix", "--robots", "robots.txt",
                         "--server", "caddy")
        self.assertEqual(done.returncode, 0, done.stderr)
        names = [line.split()[1] for line in done.stdout.splitlines()
                 if line.startswith("===== ")][::2]
        self.assertEqual(names, ["robots.txt", "tdmrep.json",
                                 "caddy-veto.caddy", "images.sh",
                                 "exiftool.config"])

    def test_wrong_use(self):
        (self.dir / "robots.txt").write_text(ROBOTS)
        for arguments in (["--server", "iis"], ["--policy", "here"],
                          ["--close", "team"], ["--case", "."]):
            with self.subTest(arguments):
                done = self.veto("signals", "fix", "--robots", "robots.txt",
                                 *arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assert_one_error(done)
                self.assertEqual(done.stdout, "")

    def test_from_a_case(self):
        text = {"Content-Type": "text/plain"}
        html = {"Content-Type": "text/html"}
        with flow.Server({
                "/": (200, html, b"<!DOCTYPE html><title>A</title>"),
                "/robots.txt": (200, text, ROBOTS.encode())}) as server:
            done = self.veto("crawl", server.url, "--delay", "0",
                             "--case", "case")
            self.assertIn(done.returncode, (0, 3), done.stderr)
        done = self.veto("signals", "fix", "--case", "case",
                         "--server", "static")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\n# veto: corrected", done.stdout)
        self.assertIn("was: Dissallow: /private/\nDisallow: /private/\n",
                      done.stdout)


if __name__ == "__main__":
    script_main.run()
