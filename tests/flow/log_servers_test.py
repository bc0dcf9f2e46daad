# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers with the log formats they come with, asked by hostile clients:
`veto logs` tells the format, and reads targets and user agents as sent."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time
import unittest

import flow
import script_main
import servers
from servers import ROOT, free_port, installed, program

# What each client names itself, and asks for behind robots.txt; None is a
# request without the field. Each has an address of its own.
CLIENTS = [
    (b"/p/plain?x=1", b"Plain/1.0 (compatible; +http://x.test/)"),
    (b"/p/quotes", b'Quote"Bot" \\back\\slash/'),
    (b"/p/forged", b'x" 200 1 "-" "GPTBot/1.2'),
    (b"/p/braces", b"Brace/1 {a|b} #22 %22 \\x22"),
    (b"/p/utf8", "\u00dcn\u00ef-Bot/1 \u65e5\u672c".encode()),
    (b"/p/latin1", b"Latin-\xe9\xff/1"),
    (b"/p/escape", b"Esc\x1b[31mred/1"),
    (b"/p/tab", b"Tab\tBot/1"),
    (b"/p/absent", None),
    (b"/p/empty", b""),
    (b'/p/uri?q="a"\\b', b"QuoteInUri/1"),
    (b"/p/%22%0d%0a127.0.0.66%20-%20x", b"EncodedUri/1"),
    (b"/p/hash%23?a=%7B1|2%7D", b"HashInUri/1"),
    (b"/%70/percent", b"Percent/1"),
]


def from_docs(page, *starts):
    """The lines of a page's examples that begin so."""
    lines = (script_main.ROOT / "docs/logs" / page).read_text().splitlines()
    found = [line for line in lines
             if line.startswith(tuple("    " + start for start in starts))]
    if len(found) < len(starts):
        raise AssertionError(f"docs/logs/{page} lacks one of {starts}")
    return "\n".join(found)


def shown(agent):
    """As the JSON output shows it: printable in veto's sense."""
    text = agent.decode("utf-8", errors="surrogateescape")
    return "".join(
        f"\\x{ord(c) - 0xdc00:02x}" if "\udc80" <= c <= "\udcff" else
        f"\\x{ord(c):02x}" if c < " " or c == "\x7f" else c for c in text)


class Servers(servers.ServerCase):

    def ask(self, port, source, target, agent):
        """The status of the answer; 0 for none."""
        fields = b"Host: a.test\r\nConnection: close\r\n"
        if agent is not None:
            fields += b"User-Agent: " + agent + b"\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=30,
                                      source_address=(source, 0)) as client:
            client.sendall(b"GET " + target + b" HTTP/1.1\r\n" + fields +
                           b"\r\n")
            answer = b""
            while piece := client.recv(65536):
                answer += piece
        head = answer.split(b" ", 2)
        return int(head[1]) if len(head) > 1 else 0

    def ask_all(self, port, clients=CLIENTS):
        """{address: (target, agent, status)} of all that was asked."""
        asked = {}
        for number, (target, agent) in enumerate(clients):
            source = f"127.0.1.{number + 10}"
            robots = self.ask(port, source, b"/robots.txt", agent)
            status = self.ask(port, source, target, agent)
            asked[source] = (target, agent, min(robots, status)
                             if 400 in (robots, status) else status)
        return asked

    def site(self):
        site = self.dir / "site"
        (site / "p").mkdir(parents=True)
        (site / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
        robots = self.dir / "robots"
        robots.mkdir()
        shutil.copy(site / "robots.txt", robots / "20200101T000000Z.txt")
        return site

    def read(self, log, format_name, *arguments):
        verdicts = self.dir / "verdicts.jsonl"
        done = self.veto("logs", log, "--json", "--robots", "robots",
                         "--verdicts", verdicts, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        summary = json.loads(done.stdout)
        self.assertEqual(summary["files"][0]["format"], format_name)
        targets = {}
        for line in verdicts.read_text().splitlines():
            one = json.loads(line)
            if one["verdict"] != "robots_read":
                targets.setdefault(one["ip"], []).append(one["target"])
        return summary, targets

    def check(self, log, asked, format_name, *arguments, agents=True,
              shown=shown):
        summary, targets = self.read(log, format_name, *arguments)
        clients = {one["ip"]: one for one in summary["clients"]}
        read = 0
        for source, (target, agent, status) in asked.items():
            with self.subTest(target=target, agent=agent, status=status):
                names = ["-"] if agent is None or not agents else \
                    ["-", ""] if agent == b"" else [shown(agent)]
                if status in (400, 403, 0):
                    # Refused: the line may say less, but nothing else.
                    for one in clients.get(source, {"user_agents": []})[
                            "user_agents"]:
                        self.assertIn(one, names + ["-", ""])
                    continue
                read += 1
                self.assertEqual(targets.get(source), [target.decode()])
                self.assertEqual(len(clients[source]["user_agents"]), 1)
                self.assertIn(clients[source]["user_agents"][0], names)
        # Servers differ in what they refuse; most of it none does.
        self.assertGreaterEqual(read, 9)
        # Nobody came who was not there, and nothing was taken for a line; the
        # address without a number asked whether the server listens.
        self.assertLessEqual(set(clients) - {"127.0.0.1"}, set(asked))
        return summary

    @installed("nginx")
    def test_nginx(self):
        site, port = self.site(), free_port()
        log = self.dir / "access.log"
        conf = self.dir / "nginx.conf"
        conf.write_text(("user root;\n" if ROOT else "") + f"""
            daemon off; worker_processes 1; pid {self.dir}/nginx.pid;
            events {{ worker_connections 64; }}
            http {{
              client_body_temp_path {self.dir}/t; proxy_temp_path {self.dir}/t;
              fastcgi_temp_path {self.dir}/t; scgi_temp_path {self.dir}/t;
              uwsgi_temp_path {self.dir}/t;
              log_format tabs escape=json '$remote_addr\\t$msec\\t$request'
                                          '\\t$status\\t$body_bytes_sent'
                                          '\\t$http_user_agent';
              access_log {log};
              access_log {self.dir}/tabs.log tabs;
              server {{ listen 127.0.0.1:{port}; root {site}; }} }}""")
        stop = self.start(port, [program("nginx"), "-e", self.dir / "error.log",
                                 "-p", self.dir, "-c", conf])
        asked = self.ask_all(port)
        stop()
        self.check(log, asked, "combined")
        self.check(self.dir / "tabs.log", asked, "tabs (nginx)", "--format",
                   conf)

    @installed("apache2")
    def test_apache(self):
        site, port = self.site(), free_port()
        conf = self.dir / "apache2.conf"
        documented = from_docs("apache.md", "LogFormat", "CustomLog").replace(
            "/access.log", "/strong.log")
        modules = pathlib.Path("/usr/lib/apache2/modules")
        conf.write_text(f"""
            ServerRoot {self.dir}
            ServerName a.test
            Listen 127.0.0.1:{port}
            PidFile {self.dir}/apache.pid
            Mutex posixsem
            LoadModule mpm_event_module {modules}/mod_mpm_event.so
            LoadModule authz_core_module {modules}/mod_authz_core.so
            {"User www-data" if ROOT else ""}
            ErrorLog {self.dir}/error.log
            DocumentRoot {site}
            LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{{Referer}}i\\" \\
\\"%{{User-Agent}}i\\"" vhost_combined
            LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{{Referer}}i\\" \\
\\"%{{User-Agent}}i\\"" combined
            CustomLog {self.dir}/access.log combined
            CustomLog {self.dir}/other_vhosts_access.log vhost_combined
            Define APACHE_LOG_DIR {self.dir}
            {documented}
            """)
        os.chmod(self.dir, 0o755)
        stop = self.start(port, [program("apache2"), "-DFOREGROUND", "-f",
                                 conf])
        asked = self.ask_all(port)
        stop()
        self.check(self.dir / "access.log", asked, "combined")
        self.check(self.dir / "access.log", asked, "combined (Apache)",
                   "--format", conf)
        self.check(self.dir / "other_vhosts_access.log", asked,
                   "vhost_combined")
        self.check(self.dir / "strong.log", asked, "vhost_combined")

    @installed("lighttpd")
    def test_lighttpd(self):
        site, port = self.site(), free_port()
        log = self.dir / "access.log"
        conf = self.dir / "lighttpd.conf"
        conf.write_text(f"""
            server.modules = ("mod_accesslog")
            server.document-root = "{site}"
            server.bind = "127.0.0.1"
            server.port = {port}
            server.errorlog = "{self.dir}/error.log"
            accesslog.filename = "{log}"
            """)
        stop = self.start(port, [program("lighttpd"), "-D", "-f", conf])
        asked = self.ask_all(port)
        stop()
        self.check(log, asked, "lighttpd")

    def upstream(self):
        """Something for proxies to fetch from."""
        port = free_port()
        folder = self.site()
        server = self.dir / "upstream.py"
        server.write_text("""
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")
    def log_message(self, *arguments):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])),
                                Handler).serve_forever()
""")
        self.start(port, ["python3", server, port])
        return port, folder

    @installed("haproxy")
    def test_haproxy(self):
        upstream, _ = self.upstream()
        kinds = {
            "named": ("option httplog", True),
            "clf": (from_docs("haproxy.md", "option httplog clf", "capture"),
                    False),
            "bare": ("option httplog", False),
        }
        ports = {kind: free_port() for kind in kinds}
        # As HAProxy sends it, and as a file has it behind a syslog server.
        with socket.socket(type=socket.SOCK_DGRAM) as receiver:
            receiver.bind(("127.0.0.1", 0))
            receiver.settimeout(0.2)
            captures = """
                capture request header Host len 64
                capture request header User-Agent len 128
                capture cookie SID len 64"""
            conf = self.dir / "haproxy.cfg"
            conf.write_text(f"""
              global
                log 127.0.0.1:{receiver.getsockname()[1]} local0
              defaults
                mode http
                log global
                timeout client 30s
                timeout server 30s
                timeout connect 30s
                default_backend b
              backend b
                server s 127.0.0.1:{upstream}
              """ + "".join(f"""
              frontend {kind}
                bind 127.0.0.1:{ports[kind]}
                {option}
                {captures if captured else ''}
              """ for kind, (option, captured) in kinds.items()) + "\n")
            logs = {kind: self.dir / f"{kind}.log" for kind in kinds}
            for kind in kinds:
                logs[kind].touch()
            stopped = threading.Event()

            def collect():
                while not stopped.is_set():
                    try:
                        line = receiver.recv(65536)
                    except socket.timeout:
                        continue
                    for kind in kinds:
                        if f" {kind} ".encode() in line or \
                                f'"{kind}"'.encode() in line:
                            with open(logs[kind], "ab") as log:
                                log.write(line)
            collector = threading.Thread(target=collect)
            collector.start()
            try:
                stop = self.start(ports["bare"],
                                  [program("haproxy"), "-db", "-f", conf])
                # Most clients of a site have a name that looks like one.
                clients = CLIENTS + [(b"/p/%d" % n, b"Plain/%d.0" % n)
                                     for n in range(len(CLIENTS))]
                asked = {kind: self.ask_all(ports[kind], clients)
                         for kind in kinds}
                for kind in kinds:
                    self.wait_for(b"GET " + clients[-1][0], logs[kind])
                stop()
            finally:
                stopped.set()
                collector.join()
        told = "haproxy:captures=Host|User-Agent"
        for kind in ("named", "clf"):
            self.check(logs[kind], asked[kind], "syslog haproxy", "--format",
                       told)
            summary = self.check(logs[kind], asked[kind], "syslog haproxy")
            self.assertIn("looks like one", summary["files"][0]["weakness"])
        summary = self.check(logs["bare"], asked["bare"], "syslog haproxy",
                             agents=False)
        self.assertIn("no capture is known", summary["files"][0]["weakness"])

    @installed("varnishd", "varnishncsa")
    def test_varnish(self):
        upstream, _ = self.upstream()
        port = free_port()
        log = self.dir / "access.log"
        work = self.dir / "work"
        work.mkdir()
        os.chmod(self.dir, 0o755)
        self.start(port, [program("varnishd"), "-F", "-n", work, "-a",
                          f"127.0.0.1:{port}", "-b", f"127.0.0.1:{upstream}",
                          "-s", "malloc,20m", "-T", "none", "-j", "none"])
        stop = self.start(None, [program("varnishncsa"), "-n", work, "-w", log])
        # It is ready when it writes what comes in.
        for _ in range(600):
            self.ask(port, "127.0.1.9", b"/robots.txt", b"Waiting/1")
            if log.exists() and log.stat().st_size > 0:
                break
            time.sleep(0.05)
        asked = self.ask_all(port)
        asked["127.0.1.9"] = (b"/p/last", b"Waiting/1",
                              self.ask(port, "127.0.1.9", b"/p/last",
                                       b"Waiting/1"))
        self.wait_for(b"/p/last", log)
        stop()
        self.check(log, asked, "combined")

    def caddy(self):
        """Not among the packages that tests install: it is large."""
        site, port = self.site(), free_port()
        log = self.dir / "access.log"
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
            log {{
                output file {log}
            }}
        }}
        """)
        stop = self.start(port, [program("caddy"), "run", "--config", conf,
                                 "--adapter", "caddyfile"],
                          env={**os.environ, "HOME": str(self.dir),
                               "XDG_CONFIG_HOME": str(self.dir)})
        asked = self.ask_all(port)
        stop()
        # Caddy itself replaces what is no UTF-8.
        self.check(log, asked, "caddy_json",
                   shown=lambda agent: shown(
                       agent.decode(errors="replace").encode()))


class StandardInput(flow.FlowCase):

    def read(self, *arguments, **options):
        temporary = self.dir / "tmp"
        temporary.mkdir(exist_ok=True)
        done = subprocess.run(
            [flow.PROGRAM, "logs", "--json", *arguments], cwd=self.dir,
            env=flow.environment(TMPDIR=str(temporary)), capture_output=True,
            text=True, timeout=120, **options)
        self.assert_sound(done)
        self.assertEqual(list(temporary.iterdir()), [])
        return done

    def test_piped_and_as_a_file(self):
        line = ('192.0.2.1 - - [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" '
                '200 5 "-" "CCBot/2.0"\n')
        (self.dir / "access.log").write_text(line * 1000)
        piped = self.read("-", input=line * 1000)
        with open(self.dir / "access.log") as log:
            given = self.read("-", stdin=log)
        for done in (piped, given):
            self.assertEqual(done.returncode, 0, done.stderr)
            file = json.loads(done.stdout)["files"][0]
            self.assertEqual((file["file"], file["parsed"]),
                             ("/dev/stdin", 1000))
        self.assertEqual(json.loads(piped.stdout), json.loads(given.stdout))

    def test_only_once(self):
        done = self.read("-", "-", input="")
        self.assertEqual(done.returncode, 2)
        self.assert_one_error(done)


if program("caddy"):
    Servers.test_caddy = Servers.caddy
else:
    print("not installed, not run: caddy")


if __name__ == "__main__":
    script_main.run()
