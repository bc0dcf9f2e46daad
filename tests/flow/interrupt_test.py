# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C: the first ends in good order and can be resumed, the second ends at
once; and what two runs of a case differ in."""

import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import unittest

import flow
import script_main

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGES = 12


class Gate(dict):
    """Answers like any map of pages, and holds everything but robots.txt after
    `free` answers until it is opened."""

    def __init__(self, pages, free):
        super().__init__(pages)
        self.left = free
        self.lock = threading.Lock()
        self.reached = threading.Event()
        self.open = threading.Event()

    def get(self, path, default=None):
        if path != "/robots.txt":
            with self.lock:
                self.left -= 1
                wait = self.left < 0
            if wait:
                self.reached.set()
                self.open.wait(60)
        return super().get(path, default)


def site(changed=False):
    links = "".join(f"<a href=/{n}>{n}</a>" for n in range(PAGES))
    pages = {"/": (200, HTML, f"<title>Home</title>{links}".encode())}
    for n in range(PAGES):
        pages[f"/{n}"] = (200, HTML, f"<title>{n}</title>".encode())
    if changed:
        pages["/0"] = (404, HTML, b"none")
        pages["/1"] = (200, HTML, b"<title>1</title><meta name=robots "
                                  b"content=noai><a href=/new>n</a>")
        pages["/new"] = (200, HTML, b"<title>new</title>")
        pages["/robots.txt"] = (200, {"Content-Type": "text/plain"},
                                b"User-agent: GPTBot\nDisallow: /\n")
    return pages


class Interrupt(flow.FlowCase):

    def start(self, *arguments):
        return subprocess.Popen([flow.PROGRAM, *map(str, arguments)],
                                cwd=self.dir, env=flow.environment(),
                                stdin=subprocess.DEVNULL, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process):
        out, err = process.communicate(timeout=60)
        done = subprocess.CompletedProcess(process.args, process.returncode,
                                           out, err)
        self.assert_sound(done)
        return done

    def pages(self, case):
        """Digest and number of captures of each page, by path."""
        report = json.loads((self.dir / case / "report/summary.json")
                            .read_text())
        return report["crawl"]["pages"]

    def test_the_first_ends_in_good_order_and_is_resumed(self):
        gate = Gate(site(), free=5)
        arguments = None
        with flow.Server(gate) as server:
            arguments = ["audit", server.url, "--delay", "0", "--case", "case"]
            process = self.start(*arguments)
            self.assertTrue(gate.reached.wait(60))
            process.send_signal(signal.SIGINT)
            # What is under way is finished: its answer comes now.
            gate.left = 10 ** 6
            gate.open.set()
            done = self.finish(process)
            self.assertEqual(done.returncode, 130, done.stderr)
            self.assertIn("stopping", done.stderr)
            self.assertRegex(done.stderr, r"veto: hint: .*same command")
            # A partial result, that says so.
            self.assertTrue((self.dir / "case/report/report.html").exists())
            partial = self.pages("case")
            self.assertGreaterEqual(partial, 4)
            runs = self.veto("runs", "--case", "case").stdout.splitlines()
            self.assertEqual([line.split("\t")[1] for line in runs],
                             ["interrupted"])
            done = self.veto(*arguments)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("continuing run", done.stderr)
            whole = self.veto("audit", server.url, "--delay", "0", "--case",
                              "other")
            self.assertEqual(whole.returncode, 0, whole.stderr)
        self.assertEqual(self.pages("case"), PAGES + 1)
        self.assertEqual(self.pages("other"), PAGES + 1)
        runs = self.veto("runs", "--case", "case").stdout.splitlines()
        self.assertEqual(len(runs), 1)

    def test_the_second_ends_at_once(self):
        gate = Gate(site(), free=3)
        with flow.Server(gate) as server:
            arguments = ["audit", server.url, "--delay", "0", "--case", "case"]
            process = self.start(*arguments)
            self.assertTrue(gate.reached.wait(60))
            process.send_signal(signal.SIGINT)
            line = process.stderr.readline()
            while "stopping" not in line:
                line = process.stderr.readline()
                self.assertNotEqual(line, "")
            process.send_signal(signal.SIGINT)
            # The server holds its answer: nothing but the signal ends it.
            process.wait(timeout=60)
            self.assertFalse(gate.open.is_set())
            process.stdout.close()
            process.stderr.close()
            self.assertEqual(process.returncode, 130)
            gate.left = 10 ** 6
            gate.open.set()
            done = self.veto(*arguments)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.pages("case"), PAGES + 1)

    def test_verify_ends_while_it_reads(self):
        """Lists of a stranger may name files that take days to read."""
        size = 1 << 42
        bundle = self.dir / "b"
        (bundle / "data").mkdir(parents=True)
        with open(bundle / "data/big", "wb") as file:
            file.truncate(size)
        (bundle / "bagit.txt").write_text("x")
        info = f"Payload-Oxum: {size}.1\n"
        (bundle / "bag-info.txt").write_text(info)
        (bundle / "manifest-sha256.txt").write_text("0" * 64 + "  data/big\n")
        (bundle / "tagmanifest-sha256.txt").write_text(
            hashlib.sha256(info.encode()).hexdigest() + "  bag-info.txt\n")
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start("verify", str(bundle))
            self.addCleanup(process.kill)
            links = pathlib.Path(f"/proc/{process.pid}/fd")

            def reads():
                for link in links.iterdir():
                    try:
                        if os.readlink(link) == str(bundle / "data/big"):
                            return True
                    except FileNotFoundError:
                        pass
                return False
            while not reads():
                self.assertIsNone(process.poll())
                time.sleep(0.01)
            process.send_signal(number)
            said, complaint = process.communicate(timeout=60)
            self.assertEqual((process.returncode, said), (130, ""), complaint)

    def test_diff(self):
        pages = site()
        with flow.Server(pages) as server:
            for _ in range(2):
                done = self.veto("audit", server.url, "--delay", "0", "--case",
                                 "case")
                self.assertEqual(done.returncode, 0, done.stderr)
                pages.update(site(changed=True))
        runs = json.loads(self.veto("runs", "--json", "--case", "case").stdout)
        self.assertEqual(runs["schema"], "veto.runs/1")
        before, after = [run["id"] for run in runs["runs"]]
        done = self.veto("diff", before, after, "--json", "--case", "case")
        self.assertEqual(done.returncode, 0, done.stderr)
        diff = json.loads(done.stdout)
        self.assertEqual(diff["schema"], "veto.diff/1")

        def paths(entries):
            return [re.sub(r"^http://[^/]+", "", entry["url"])
                    for entry in entries]
        self.assertEqual(paths(diff["pages"]["new"]), ["/new"])
        self.assertEqual(paths(diff["pages"]["changed"]), ["/1"])
        gone = diff["pages"]["not_seen_again"]
        self.assertEqual([(entry["state"], entry["detail"]) for entry in gone],
                         [("gone", "answered 404")])
        self.assertEqual(paths(diff["robots"]), ["/robots.txt"])
        signals = diff["signals"]["resources"]
        self.assertEqual([(s["added"], s["removed"]) for s in signals],
                         [(["noai"], [])])
        self.assertIsNone(diff["agents"])
        # Without names: the newest two. By their beginnings, if those differ.
        self.assertEqual(
            json.loads(self.veto("diff", "--json", "--case", "case").stdout),
            diff)
        text = self.veto("diff", "--case", "case").stdout
        self.assertIn("new pages: 1", text)
        self.assertIn("/0: gone, answered 404", text)

    def test_diff_of_what_is_not_there(self):
        with flow.Server(site()) as server:
            self.veto("crawl", server.url, "--delay", "0", "--case", "case")
        for arguments in (["diff", "--case", "case"],
                          ["diff", "20", "--case", "case"],
                          ["diff", "1999", "20", "--case", "case"],
                          ["diff", "20", "20", "20", "--case", "case"],
                          ["diff", "--case", "none"],
                          ["runs", "--case", "none"]):
            with self.subTest(arguments):
                done = self.veto(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assert_one_error(done)

    def test_quiet_and_plain_progress(self):
        with flow.Server(site()) as server:
            done = self.veto("audit", server.url, "--delay", "0", "--quiet",
                             "--contact", "a@b.example", "--case", "case")
        self.assertNotIn("\033", done.stderr)
        self.assertNotIn("\r", done.stderr)
        # That the detector is the lesser one is said all the same.
        said = [line for line in done.stderr.splitlines()
                if "detector weights" not in line
                and "veto models get" not in line]
        self.assertEqual(said, [])

    def test_a_live_line_on_a_terminal(self):
        ours, theirs = os.openpty()
        with flow.Server(site()) as server:
            process = subprocess.Popen(
                [flow.PROGRAM, "audit", server.url, "--delay", "20",
                 "--case", "case"], cwd=self.dir, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=theirs,
                env=flow.environment(TERM="xterm"))
            os.close(theirs)
            process.communicate(timeout=120)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end was closed
            pass
        os.close(ours)
        self.assertIn(b"\r\033[Kcrawl: ", said)
        self.assertRegex(said, rb"\d+ pages, \d+ images, .*\d+ hosts, "
                               rb"\d+ queued")
        # Nothing of it is left behind.
        self.assertTrue(said.endswith(b"\r\033[K"), said[-200:])


if __name__ == "__main__":
    script_main.run()
