# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes in: a clear error or a counted line, the right exit code, no
stack trace, nothing half-written."""

import os
import socket
import unittest

import flow
import script_main

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html><title>A page</title><p>Words.</p>\n"
GOOD = {"/": (200, HTML, PAGE)}
LINE = ('127.0.0.9 - - [23/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 12 '
        '"-" "Mozilla/5.0"\n')

USAGE = [
    [],
    ["nonsense"],
    ["--nonsense"],
    ["audit"],
    ["audit", "--nonsense", "http://127.0.0.1:9/"],
    ["audit", "not a url"],
    ["audit", "ftp://127.0.0.1/"],
    ["audit", "http://"],
    ["audit", "http://127.0.0.1:9/", "--delay", "soon"],
    ["audit", "http://127.0.0.1:9/", "--delay", "-5"],
    ["audit", "http://127.0.0.1:9/", "--max-pages", "99999999999999999999"],
    ["audit", "http://127.0.0.1:9/", "--scope", "galaxy"],
    ["audit", "http://127.0.0.1:9/", "--log", "access.log",
     "--complete-from", "yesterday"],
    ["audit", "http://127.0.0.1:9/", "--case"],
    ["verify"],
    ["verify", "no-such-folder"],
    ["report", "--case", "no-such-case"],
    ["bundle", "--case", "no-such-case"],
    ["logs", "no-such-file.log"],
]

ANSWERS = [
    # what the site does, exit codes that say so
    ("not HTML", {"/": (200, {"Content-Type": "application/pdf"},
                        b"%PDF-1.7\n")}, (0, 3)),
    ("no type at all", {"/": (200, {}, b"\x00\x01\x02" * 99)}, (0, 3)),
    ("HTML that is none", {"/": (200, HTML, bytes(range(256)) * 40)}, (0, 3)),
    ("an empty page", {"/": (200, HTML, b"")}, (0, 3)),
    ("not found", {}, (0, 3)),
    ("a server in trouble", {"/": (500, HTML, PAGE)}, (0, 3)),
    ("a dropped connection", {"/": (200, HTML, None)}, (3,)),
    ("less than announced", {"/": (200, {**HTML, "Content-Length": "9999"},
                                   PAGE)}, (0, 3)),
    ("a circle", {"/": (302, {"Location": "/"}, b"")}, (0, 3)),
    ("a way to nowhere", {"/": (302, {"Location": "http://127.0.0.1:1/"},
                                b"")}, (0, 3)),
    ("not gzip", {"/": (200, {**HTML, "Content-Encoding": "gzip"},
                        b"no gzip")}, (0, 3)),
    ("no image", {"/": (200, HTML, b'<img src="/a.png">'),
                  "/a.png": (200, {"Content-Type": "image/png"},
                             b"\x89PNG\r\n\x1a\nno more")}, (3,)),
    ("robots.txt forbids all", {
        **GOOD, "/robots.txt": (200, {"Content-Type": "text/plain"},
                                b"User-agent: *\nDisallow: /\n")}, (3, 4)),
]


class BadInput(flow.FlowCase):

    def test_usage_errors(self):
        for arguments in USAGE:
            with self.subTest(arguments):
                done = self.veto(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assert_one_error(done)
                self.assertEqual(done.stdout, "")

    def test_unreachable_host(self):
        with socket.socket() as holder:  # bound, not listening: refused
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
            done = self.veto("audit", f"http://127.0.0.1:{port}/",
                             "--delay", "0", "--case", "case")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(str(port), done.stdout + done.stderr)

    def test_sites_of_every_kind(self):
        for number, (name, answers, codes) in enumerate(ANSWERS):
            with self.subTest(name), flow.Server(answers) as server:
                done = self.veto("audit", server.url, "--delay", "0",
                                 "--case", f"case{number}")
                self.assertIn(done.returncode, codes,
                              done.stdout + done.stderr)
                if done.returncode == 3:
                    self.assertRegex(done.stdout + done.stderr,
                                     r"not done: |veto: error: ")

    def test_logs_of_every_kind(self):
        folder = self.dir / "folder"
        folder.mkdir()
        logs = [
            # name, bytes, exit codes
            ("other.log", b"once upon a time\n" * 50, (2,)),
            ("binary.log", os.urandom(5000), (2,)),
            ("cut.log.gz", b"\x1f\x8b\x08\x00\x00", (2, 3, 5, 6)),
            ("empty.log", b"", (0, 2, 3)),
            ("mixed.log", (LINE * 40 + "a torn li").encode(), (0, 3)),
            ("folder", None, (2, 6)),
            ("missing.log", None, (2,)),
        ]
        for number, (name, data, codes) in enumerate(logs):
            if data is not None:
                (self.dir / name).write_bytes(data)
            with self.subTest(name), flow.Server(GOOD) as server:
                done = self.veto("audit", server.url, "--delay", "0",
                                 "--case", f"case{number}", "--log", name)
                self.assertIn(done.returncode, codes,
                              done.stdout + done.stderr)
                if done.returncode not in (0, 3):
                    self.assertIn(name, self.assert_one_error(done))

    def test_a_log_that_cannot_be_read(self):
        # Its first page is mapped by nobody: reading it fails for root too.
        log = self.dir / "secret.log"
        log.symlink_to("/proc/self/mem")
        with flow.Server(GOOD) as server:
            done = self.veto("audit", server.url, "--delay", "0",
                             "--case", "case", "--log", log)
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertIn("secret.log", self.assert_one_error(done))

    def test_pipes_and_devices_are_not_waited_for(self):
        os.mkfifo(self.dir / "pipe")
        with flow.Server(GOOD) as server:
            audit = ["audit", server.url, "--delay", "0", "--log"]
            for file in ("pipe", "/dev/zero"):
                for number, (words, codes) in enumerate((
                        (audit, (6,)), (["logs"], (6,)),
                        (["import"], (2,)))):
                    with self.subTest(file=file, words=words):
                        case = [] if words == ["logs"] else [
                            "--case", f"case-{os.path.basename(file)}{number}"]
                        done = self.veto(*words, file, *case)
                        self.assertIn(done.returncode, codes, done.stderr)
                        self.assertIn(file, self.assert_one_error(done))

    def test_folders_that_are_no_case(self):
        (self.dir / "full").mkdir()
        (self.dir / "full" / "diary.txt").write_text("mine\n")
        (self.dir / "file").write_text("mine\n")
        (self.dir / "empty").mkdir()
        with flow.Server(GOOD) as server:
            for command, name, codes in (
                    ("audit", "full", (4,)),
                    ("audit", "file", (2, 4, 6)),
                    ("audit", "/proc/veto-case", (6,)),
                    ("report", "empty", (2,)),
                    ("report", "full", (2,)),
                    ("bundle", "empty", (2,))):
                with self.subTest(command=command, name=name):
                    arguments = [command, "--case", name]
                    if command == "audit":
                        arguments += [server.url, "--delay", "0"]
                    done = self.veto(*arguments)
                    self.assertIn(done.returncode, codes, done.stderr)
                    self.assert_one_error(done)
        self.assertEqual(os.listdir(self.dir / "full"), ["diary.txt"])
        self.assertEqual((self.dir / "full" / "diary.txt").read_text(),
                         "mine\n")

    def test_folders_that_are_no_bundle(self):
        (self.dir / "folder").mkdir()
        (self.dir / "folder" / "a.txt").write_text("words\n")
        done = self.veto("verify", "folder")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assert_one_error(done)

    def test_a_reader_that_goes_away(self):
        with flow.Server(GOOD) as server:
            read_end, write_end = os.pipe()
            os.close(read_end)
            try:
                done = flow.subprocess.run(
                    [flow.PROGRAM, "audit", server.url, "--delay", "0",
                     "--case", "case"], cwd=self.dir, stdout=write_end,
                    stderr=flow.subprocess.PIPE, text=True, timeout=120,
                    env=flow.environment())
            finally:
                os.close(write_end)
        done.stdout = ""
        self.assert_sound(done)
        self.assertTrue((self.dir / "case/report/report.html").exists())


if __name__ == "__main__":
    script_main.run()
