# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs read in our WARC files: a real nginx over TLS, crawled
by us and by wget, read by gzip, by warcio.js and, where it is there, by
Python's warcio."""

import base64
import hashlib
import importlib.util
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest
import zlib

import flow
import npm
import script_main
from servers import free_port

PAGES = 12
# Where opt-outs may be stated; wget does not look there.
SIGNAL_FILES = ("/.well-known/tdmrep.json", "/ai.txt",
                "/.well-known/trust.txt", "/trust.txt", "/llms.txt")

NGINX = """
daemon off;
worker_processes 1;
pid {dir}/nginx.pid;
error_log {dir}/nginx.err;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; image/png png; text/plain txt; }}
  access_log off;
  client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2;
  fastcgi_temp_path {dir}/t3; uwsgi_temp_path {dir}/t4;
  scgi_temp_path {dir}/t5;
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate {dir}/cert.pem;
    ssl_certificate_key {dir}/key.pem;
    root {dir}/site;
  }}
}}
"""


def make_site(folder):
    folder.mkdir()
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /private\n")
    for number in range(PAGES):
        name = "index.html" if number == 0 else f"p{number}.html"
        links = "".join(f'<a href="/p{n}.html">{n}</a>'
                        for n in range(1, PAGES))
        (folder / name).write_text(
            f"<!DOCTYPE html><title>Page {number}</title>{links}"
            f'<img src="/i{number}.png">' + f"<p>words {number}</p>" * 300)
        (folder / f"i{number}.png").write_bytes(
            b"\x89PNG\r\n\x1a\n" + os.urandom(3000))


def records(path):
    """(offset, length, fields, block) of each member; each is one record."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        member = zlib.decompressobj(31)
        record = member.decompress(data[at:]) + member.flush()
        length = len(data) - at - len(member.unused_data)
        head, _, rest = record.partition(b"\r\n\r\n")
        fields = {}
        for line in head.decode().split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            fields.setdefault(name, []).append(value)
        size = int(fields["Content-Length"][0])
        assert rest[size:] == b"\r\n\r\n", path
        yield at, length, fields, rest[:size]
        at += length


def payloads(path):
    """URL to the body of each response."""
    found = {}
    for _, _, fields, block in records(path):
        if fields["WARC-Type"] == ["response"]:
            url = fields["WARC-Target-URI"][0].strip("<>")
            found[url] = (block.partition(b"\r\n\r\n")[2], fields)
    return found


class WarcClients(flow.FlowCase):

    def setUp(self):
        super().setUp()
        self.dir.chmod(0o755)  # nginx's worker may be another user
        make_site(self.dir / "site")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
             "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", "key.pem", "-out", "cert.pem"],
            cwd=self.dir, check=True, capture_output=True)
        port = free_port()
        self.url = f"https://127.0.0.1:{port}/"
        (self.dir / "nginx.conf").write_text(
            NGINX.format(dir=self.dir, port=port))
        nginx = subprocess.Popen(
            [shutil.which("nginx") or "/usr/sbin/nginx", "-p", self.dir, "-c",
             self.dir / "nginx.conf"], stderr=subprocess.DEVNULL)
        self.addCleanup(nginx.wait, 20)
        self.addCleanup(nginx.send_signal, signal.SIGTERM)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        os.environ["SSL_CERT_FILE"] = str(self.dir / "cert.pem")
        self.addCleanup(os.environ.pop, "SSL_CERT_FILE")

    def crawl(self):
        done = self.veto("crawl", self.url, "--delay", "0", "--case", "case")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return sorted((self.dir / "case/captures").glob("*.warc.gz"))

    def test_records_are_whole_and_their_digests_right(self):
        for path in self.crawl():
            subprocess.run(["gzip", "-t", path], check=True)
            kinds = []
            for _, _, fields, block in records(path):
                kind = fields["WARC-Type"][0]
                kinds.append(kind)
                digest = "sha256:" + hashlib.sha256(block).hexdigest()
                self.assertEqual(fields["WARC-Block-Digest"], [digest])
                for name, values in fields.items():
                    self.assertTrue(len(values) == 1
                                    or name == "WARC-Protocol", name)
                if kind == "response":
                    body = block.partition(b"\r\n\r\n")[2]
                    self.assertEqual(
                        fields["WARC-Payload-Digest"],
                        ["sha256:" + hashlib.sha256(body).hexdigest()])
                    self.assertIn("http/1.1", fields["WARC-Protocol"])
                if kind == "metadata":
                    self.assertIn(b"tlsCertificate: sha256:", block)
            self.assertEqual(kinds[:2], ["warcinfo", "resource"])
            for kind in ("response", "request", "metadata"):
                self.assertEqual(kinds.count(kind),
                                 2 * PAGES + 1 + len(SIGNAL_FILES))
            # Debian has no package of Python's warcio; where it is, it checks.
            if importlib.util.find_spec("warcio"):
                subprocess.run([sys.executable, "-m", "warcio.cli", "check",
                                path], check=True, timeout=60)

    def test_the_certificate_is_the_one_that_was_served(self):
        served = (self.dir / "cert.pem").read_bytes()
        chains = [block for path in self.crawl()
                  for _, _, fields, block in records(path)
                  if fields["WARC-Type"] == ["resource"]]
        self.assertEqual(chains, [served])

    def test_wget_sees_the_same_bytes(self):
        ours = {}
        for path in self.crawl():
            ours.update(payloads(path))
        subprocess.run(
            ["wget", "-q", "-r", "-l", "inf", "-P", "mirror",
             "--warc-file=wget", "--ca-certificate=cert.pem", self.url],
            cwd=self.dir, check=False, timeout=60)
        theirs = payloads(self.dir / "wget.warc.gz")
        asked = {self.url.rstrip("/") + path for path in SIGNAL_FILES}
        self.assertEqual(set(ours), set(theirs) | asked)
        self.assertEqual(len(theirs), 2 * PAGES + 1)
        for url, (body, fields) in theirs.items():
            digest = base64.b32encode(hashlib.sha1(ours[url][0]).digest())
            self.assertEqual(fields["WARC-Payload-Digest"],
                             ["sha1:" + digest.decode()], url)

    def test_warcio_js_reads_every_record(self):
        program = npm.program(npm.WARCIO, "warcio")
        for path in self.crawl():
            expected = list(records(path))
            index = subprocess.run([program, "index", path], check=True,
                                   capture_output=True, text=True, timeout=60)
            seen = [json.loads(line) for line in index.stdout.splitlines()]
            self.assertEqual(
                [(int(one["offset"]), one["warc-type"]) for one in seen],
                [(at, fields["WARC-Type"][0]) for at, _, fields, _ in expected])
            cdx = subprocess.run([program, "cdx-index", path], check=True,
                                 capture_output=True, text=True, timeout=60)
            seen = [json.loads(line.split(" ", 2)[2])
                    for line in cdx.stdout.splitlines()]
            self.assertEqual(
                [(one["url"], int(one["offset"]), int(one["length"]),
                  "sha256:" + one["digest"]) for one in seen],
                [(fields["WARC-Target-URI"][0], at, length,
                  fields["WARC-Payload-Digest"][0])
                 for at, length, fields, _ in expected
                 if "WARC-Payload-Digest" in fields])


if __name__ == "__main__":
    script_main.run()
