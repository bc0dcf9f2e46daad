# SPDX-License-Identifier: GPL-3.0-or-later
"""A log that is anchored while it grows, stamped by a time stamping authority
(openssl ts behind HTTP on loopback), and then read with its anchors."""

import datetime
import http.server
import json
import pathlib
import subprocess
import threading

import flow
import script_main

AUTHORITY = script_main.ROOT / "scripts" / "time_stamp_authority"


class Authority:
    """Answers RFC 3161 queries; `change` is what becomes of each answer."""

    def __init__(self, folder):
        self.dir = folder
        subprocess.run([AUTHORITY, "make", folder], check=True)
        self.change = lambda answer: (200, answer)
        self.queries = []
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.queries.append((self.headers["Content-Type"], query))
                status, answer = authority.change(authority.stamp(query))
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/tsr"
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.05})
        self.thread.start()

    def stamp(self, query):
        (self.dir / "query.tsq").write_bytes(query)
        subprocess.run(["openssl", "ts", "-reply", "-queryfile",
                        self.dir / "query.tsq", "-out",
                        self.dir / "answer.tsr", "-config",
                        self.dir / "tsa.cnf"],
                       check=True, capture_output=True)
        return (self.dir / "answer.tsr").read_bytes()

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def line(target):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (f'192.0.2.1 - - [{now:%d/%b/%Y:%H:%M:%S} +0000] "GET {target} '
            'HTTP/1.1" 200 5 "-" "GrabBot/1.0"\n')


class Anchors(flow.FlowCase):

    def setUp(self):
        super().setUp()
        self.log = self.dir / "access.log"
        self.anchors = self.dir / "veto-anchors.jsonl"

    def grow(self, *targets):
        with open(self.log, "a") as log:
            log.write("".join(map(line, targets)))

    def read(self):
        return self.veto("logs", self.log, "--json", "--anchors", self.anchors)

    def test_stamped_and_read(self):
        authority = Authority(self.dir / "tsa")
        self.addCleanup(authority.stop)
        self.grow("/a", "/b")
        for number in (1, 2):
            done = self.veto("logs", "anchor", self.log, "--tsa",
                             authority.url)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("Test time stamps", done.stdout)
            self.grow("/c")
        self.assertEqual(authority.queries[0][0],
                         "application/timestamp-query")
        anchored = [json.loads(one) for one in
                    self.anchors.read_text().splitlines()]
        self.assertEqual([one["seq"] for one in anchored], [1, 2])
        # Others read the same: openssl verifies it against the authority.
        whole = self.anchors.read_text().splitlines()[1]
        (self.dir / "line").write_text(whole)
        verified = subprocess.run(
            ["openssl", "ts", "-verify", "-data", self.dir / "line", "-in",
             f"{self.anchors}.2.tsr", "-CAfile", authority.dir / "root.pem"],
            capture_output=True, text=True)
        self.assertIn("Verification: OK", verified.stdout + verified.stderr)
        done = self.read()
        self.assertEqual(done.returncode, 0, done.stderr)
        file = json.loads(done.stdout)["files"][0]
        self.assertEqual(file["anchored_to"], anchored[1]["size"])
        self.assertEqual(file["anchor_stamps"], 2)
        # The stamp of another anchor.
        first = pathlib.Path(f"{self.anchors}.1.tsr")
        pathlib.Path(f"{self.anchors}.2.tsr").write_bytes(first.read_bytes())
        self.assertEqual(self.read().returncode, 5)

    def test_answers_that_are_no_stamp(self):
        authority = Authority(self.dir / "tsa")
        self.addCleanup(authority.stop)
        self.grow("/a")
        kept = []

        def replay(answer):
            kept.append(answer)
            return 200, kept[0]

        def cut(answer):
            return 200, answer[:-1]

        def forged(answer):
            at = len(answer) - 20  # within the signature
            return 200, answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1:]
        self.veto("logs", "anchor", self.log)
        authority.change = replay
        self.assertEqual(self.veto("logs", "anchor", self.log, "--tsa",
                                   authority.url).returncode, 0)
        for change in (replay, cut, forged, lambda answer: (500, answer),
                       lambda answer: (200, b""),
                       lambda answer: (200, b"0" * 300_000)):
            authority.change = change
            before = len(self.anchors.read_text().splitlines())
            done = self.veto("logs", "anchor", self.log, "--tsa",
                             authority.url)
            self.assertEqual(done.returncode, 3, done.stdout)
            # The anchor stands by itself.
            self.assertEqual(len(self.anchors.read_text().splitlines()),
                             before + 1)
        self.assertEqual(sorted(one.name for one in self.dir.glob("*.tsr")),
                         ["veto-anchors.jsonl.2.tsr"])

    def test_a_log_that_was_changed(self):
        self.grow("/a", "/b")
        self.assertEqual(self.veto("logs", "anchor", self.log).returncode, 0)
        text = self.log.read_text()
        self.log.write_text(text.replace("/a", "/x"))
        for done in (self.veto("logs", "anchor", self.log), self.read()):
            self.assertEqual(done.returncode, 5)
            self.assert_one_error(done)
        rotated = self.veto("logs", "anchor", self.log, "--rotated")
        self.assertEqual(rotated.returncode, 0, rotated.stderr)
        self.assertEqual(self.read().returncode, 0)

    def test_in_a_case(self):
        """The anchors are kept with the log, and read again from there."""
        self.grow("/a")
        self.assertEqual(self.veto("logs", "anchor", self.log).returncode, 0)
        with flow.Server({"/": (200, {"Content-Type": "text/html"},
                                b"<p>hello")}) as server:
            done = self.veto("audit", server.url, "--case", "case", "--log",
                             self.log, "--anchors", self.anchors)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        kept = list((self.dir / "case/logs/anchors").iterdir())
        self.assertEqual(len(kept), 1)
        self.assertEqual(kept[0].read_bytes(), self.anchors.read_bytes())


if __name__ == "__main__":
    script_main.run()
