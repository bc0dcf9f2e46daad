# SPDX-License-Identifier: GPL-3.0-or-later
"""A trap, set up on real servers with the files that `veto trap new` writes:
people and robots come to it, and the log says to whom a canary was given."""

import http.client
import json
import os
import shutil
import unittest

import flow
import script_main
import servers
from servers import ROOT, free_port, installed, program

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGES = "PageBot/1.0"
IMAGES = "ImageBot/1.0"


class Trap(servers.ServerCase):

    def make(self):
        """A case with a trap, and its files as they are to be used."""
        done = self.veto("trap", "new", "http://a.test/", "--case", "case",
                         "--out", "kit")
        self.assertEqual(done.returncode, 0, done.stderr)
        kit = self.dir / "kit"
        self.trap = json.loads((kit / "trap.json").read_text())
        self.path = self.trap["path"]
        site = self.dir / "site"
        shutil.copytree(kit / "site", site)
        (site / "index.html").write_text((kit / "link.html").read_text())
        (site / "robots.txt").write_text((kit / "robots-lines.txt").read_text())
        os.chmod(self.dir, 0o755)
        return kit, site

    def get(self, target, agent, source):
        """(status, fields, body), as a client at `source` is answered."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30,
                                            source_address=(source, 0))
        client.request("GET", target, headers={
            "User-Agent": agent, "Host": "a.test", "Connection": "close"})
        answer = client.getresponse()
        body = answer.read()
        client.close()
        return answer.status, answer.headers, body

    def check_site(self, port):
        self.port = port
        page = (self.dir / "site" / self.path.strip("/") /
                "index.html").read_bytes()
        picture = (self.dir / "site" / self.path.strip("/") /
                   "p.png").read_bytes()
        # People have no name made for them, at the same address as robots.
        status, fields, body = self.get(self.path, PERSON, "127.0.1.10")
        self.assertEqual((status, body), (200, page))
        self.assertIn("private", fields["Cache-Control"])
        # Who says that it is a robot is sent to a name of its own.
        names = []
        for _ in range(2):
            status, fields, _ = self.get(self.path, PAGES, "127.0.1.20")
            self.assertEqual(status, 302)
            self.assertIn("private", fields["Cache-Control"])
            where = fields["Location"].removeprefix("http://a.test")
            self.assertTrue(where.startswith(self.path + "c-"), where)
            names.append(where)
        self.assertNotEqual(names[0], names[1])
        status, fields, body = self.get(names[0], PAGES, "127.0.1.20")
        self.assertEqual((status, body), (200, page))
        self.assertIn("private", fields["Cache-Control"])
        self.assertIn("noindex", fields["X-Robots-Tag"])
        self.assertEqual(self.get(self.trap["deeper"], PAGES, "127.0.1.20")[0],
                         200)
        # Another robot comes for the picture under that name.
        status, fields, body = self.get(names[0] + "p.png", IMAGES, "127.9.1.1")
        self.assertEqual((status, body), (200, picture))
        self.assertEqual(fields["Content-Type"], "image/png")
        self.assertIn("private", fields["Cache-Control"])
        self.assertEqual(self.get(self.path + "p.png", PERSON,
                                  "127.0.1.10")[0], 200)
        self.assertEqual(self.get(self.path + "no", PAGES, "127.0.1.20")[0],
                         404)
        self.assertEqual(self.get("/index.html", PAGES,
                                  "127.0.1.20")[0], 200)
        self.get("/last", PAGES, "127.0.1.20")
        return names[0]

    def check_log(self, log):
        """What the server's own log tells of that."""
        done = self.veto("logs", log, "--json", "--trap",
                         self.path + "=2020-01-01T00:00:00Z")
        self.assertEqual(done.returncode, 0, done.stderr)
        summary = json.loads(done.stdout)
        found = {one["code"]: one for one in summary["findings"]
                 if one["code"] in ("V8", "V12")}
        self.assertEqual(set(found), {"V8", "V12"})
        self.assertEqual(found["V8"]["facts"]["agent"], "PageBot")
        self.assertGreaterEqual(found["V8"]["facts"]["count"], 5)
        facts = found["V12"]["facts"]
        self.assertEqual((facts["agent"], facts["client_ip"]),
                         ("PageBot", "127.0.1.20"))
        self.assertEqual((facts["redeemer_agent"], facts["redeemer_ip"]),
                         ("ImageBot", "127.9.1.1"))
        self.assertEqual(len(found["V12"]["evidence"]), 3)
        excuses = summary["counts"]["trap_excuses"]
        self.assertEqual(excuses, {"link_shared": 1, "person_possible": 2})

    @installed("nginx")
    def test_nginx(self):
        kit, site = self.make()
        port, log = free_port(), self.dir / "access.log"
        conf = self.dir / "nginx.conf"
        conf.write_text(("user root;\n" if ROOT else "") + f"""
            daemon off; worker_processes 1; pid {self.dir}/nginx.pid;
            events {{ worker_connections 64; }}
            http {{
              client_body_temp_path {self.dir}/t; proxy_temp_path {self.dir}/t;
              fastcgi_temp_path {self.dir}/t; scgi_temp_path {self.dir}/t;
              uwsgi_temp_path {self.dir}/t;
              types {{ text/html html; image/png png; text/plain txt; }}
              access_log {log};
              server {{ listen 127.0.0.1:{port}; root {site};
                index index.php;
                include {kit}/nginx.conf; }} }}""")
        self.start(port, [program("nginx"), "-e", self.dir / "error.log",
                          "-p", self.dir, "-c", conf])
        self.check_site(port)
        self.wait_for(b"/last", log)
        self.check_log(log)

    @installed("apache2")
    def test_apache(self):
        kit, site = self.make()
        port, log = free_port(), self.dir / "access.log"
        conf = self.dir / "apache2.conf"
        modules = servers.APACHE_MODULES
        load = "\n".join(
            f"LoadModule {name}_module {modules}/mod_{name}.so" for name in
            ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers",
             "unique_id"))
        conf.write_text(f"""
            ServerRoot {self.dir}
            ServerName a.test
            Listen 127.0.0.1:{port}
            PidFile {self.dir}/apache.pid
            Mutex posixsem
            {load}
            {"User www-data" if ROOT else ""}
            TypesConfig /dev/null
            AddType text/html .html
            AddType image/png .png
            ErrorLog {self.dir}/error.log
            LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{{Referer}}i\\" \\
\\"%{{User-Agent}}i\\"" combined
            CustomLog {log} combined
            <VirtualHost *:{port}>
            ServerName a.test
            DocumentRoot {site}
            Include {kit}/apache.conf
            </VirtualHost>
            """)
        self.start(port, [program("apache2"), "-DFOREGROUND", "-f", conf])
        self.check_site(port)
        self.wait_for(b"/last", log)
        self.check_log(log)

    def caddy(self):
        """Not among the packages that tests install: it is large."""
        kit, site = self.make()
        port, log = free_port(), self.dir / "access.log"
        conf = self.dir / "Caddyfile"
        conf.write_text(f"""{{
            admin off
            auto_https off
            storage file_system {self.dir}/caddy
        }}
        http://:{port} {{
            bind 127.0.0.1
            root * {site}
            file_server
            import {kit}/Caddyfile
            log {{
                output file {log}
            }}
        }}
        """)
        self.start(port, [program("caddy"), "run", "--config", conf,
                          "--adapter", "caddyfile"],
                   env={**os.environ, "HOME": str(self.dir),
                        "XDG_CONFIG_HOME": str(self.dir)})
        self.check_site(port)
        self.wait_for(b"/last", log)
        self.check_log(log)


class Ledger(flow.FlowCase):

    def test_kept_and_never_written_over(self):
        made = self.veto("trap", "new", "https://example.org/", "--case",
                         "case")
        self.assertEqual(made.returncode, 0, made.stderr)
        path = made.stdout.splitlines()[0].removeprefix("https://example.org")
        folder = self.dir / "case/traps" / path.strip("/")
        self.assertTrue((folder / "README.txt").exists())
        # The same folder again.
        again = self.veto("trap", "new", "https://example.org/", "--case",
                          "case", "--out", folder)
        self.assertEqual(again.returncode, 4)
        self.assert_one_error(again)

        def listed():
            done = self.veto("trap", "list", "--case", "case", "--json")
            return json.loads(done.stdout)["traps"]
        self.assertEqual([(one["path"], one["disallowed_from"],
                           one["disallowed_seen_from"]) for one in listed()],
                         [(path, None, None)])
        for time, code in (("soon", 2), ("2020-01-01T00:00:00Z", 2),
                           ("2999-01-01T00:00:00Z", 2)):
            done = self.veto("trap", "live", path, time, "--case", "case")
            self.assertEqual(done.returncode, code, time)
        custody = (self.dir / "case/custody.jsonl").read_text().splitlines()
        self.assertEqual(sum(path in line for line in custody), 1)


if program("caddy"):
    Trap.test_caddy = Trap.caddy
else:
    print("not installed, not run: caddy")


if __name__ == "__main__":
    script_main.run()
