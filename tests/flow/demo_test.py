# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, once through: real scrapers on a real server, audited."""

import html
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import flow
import script_main

DEMO = script_main.ROOT / "scripts" / "demo"
PORTRAIT = "/portraits/coach.png"
# The demo's scrapers, by address.
WGET, WGET_OFF, GPTBOT, WGET2, OTHER_GPTBOT = (
    f"127.0.{n}.1" for n in (2, 3, 4, 5, 6))

runs = {}  # name -> (folder, finished process); made once for all tests


def start(folder, *flags):
    photos = folder / "photos"
    photos.mkdir()
    (folder / "tmp").mkdir()
    env = flow.environment(TMPDIR=str(folder / "tmp"))
    if flow.photographs(photos):
        env["VETO_DEMO_PHOTOS"] = str(photos)
    return subprocess.Popen([DEMO, flow.PROGRAM, *flags], cwd=folder, env=env,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True,
                            start_new_session=True)


def processes_of(folder):
    """Command lines of processes that name the folder."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(folder) in line:
                found.append(line)
    return found


def setUpModule():
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-demo-test-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    started = {}
    for name, flags in (("plain", []), ("exit_code", ["--exit-code"])):
        (base / name).mkdir()
        started[name] = start(base / name, *flags)
    for name, process in started.items():
        out, err = process.communicate(timeout=240)
        runs[name] = (base / name, subprocess.CompletedProcess(
            process.args, process.returncode, out, err))


class Demo(unittest.TestCase):

    def setUp(self):
        self.folder, self.done = runs["plain"]
        self.case = self.folder / "veto-demo"
        self.said = self.done.stdout + self.done.stderr

    def findings(self, code):
        text = (self.case / "report/findings.jsonl").read_text()
        found = [json.loads(line) for line in text.splitlines()]
        return [finding for finding in found if finding["code"] == code]

    def clients(self, code):
        """The addresses whose log lines carry findings of that code."""
        return {ip for finding in self.findings(code)
                for ip in re.findall(r"127\.0\.\d\.1(?= - )",
                                     json.dumps(finding))}

    def test_it_is_done_and_says_where_the_report_is(self):
        self.assertEqual(self.done.returncode, 0, self.said)
        self.assertIsNone(flow.CRASH.search(self.said), self.said)
        self.assertIn("veto-demo/report/report.html", self.said)
        self.assertIn("veto-demo/bundles/", self.said)
        for name in ("report.html", "summary.json", "findings.jsonl"):
            self.assertTrue((self.case / "report" / name).stat().st_size > 0)

    def test_exit_code_says_that_there_are_findings(self):
        self.assertEqual(runs["exit_code"][1].returncode, 1)

    def test_nothing_is_left_behind(self):
        for folder, _ in runs.values():
            self.assertEqual(os.listdir(folder / "tmp"), [])
            self.assertEqual(processes_of(folder), [])

    def test_one_face_at_its_place(self):
        faces = self.findings("F1")
        self.assertEqual(len(faces), 1)
        self.assertIn(PORTRAIT, json.dumps(faces[0]))

    def test_every_client_that_received_the_portrait(self):
        self.assertEqual(self.clients("R1"), {WGET, WGET_OFF, GPTBOT, WGET2,
                                              OTHER_GPTBOT})

    def test_who_read_the_rules_and_went_on(self):
        self.assertEqual(self.clients("V1"), {GPTBOT})

    def test_who_did_not_consult_them(self):
        self.assertEqual(self.clients("V2"), {WGET_OFF, OTHER_GPTBOT})

    def test_nothing_is_said_against_those_that_obeyed(self):
        text = (self.case / "report/findings.jsonl").read_text()
        for finding in map(json.loads, text.splitlines()):
            if finding["code"].startswith("V"):
                self.assertNotIn(WGET + " ", json.dumps(finding))
                self.assertNotIn(WGET2 + " ", json.dumps(finding))
        self.assertTrue({WGET, WGET2} <= self.clients("P1"))

    def test_no_operator_is_named(self):
        text = (self.case / "report/findings.jsonl").read_text()
        for finding in map(json.loads, text.splitlines()):
            for key, value in finding.items():
                if "operator" in key:
                    self.assertIn(value, ("", None))
        report = (self.case / "report/report.html").read_text()
        self.assertIn("client calling itself GPTBot", report)

    def test_the_summary_says_how_much_asks_not_to_be_used(self):
        report = (self.case / "report/report.html").read_text()
        summary = json.loads((self.case / "report/summary.json").read_text())
        said = [line for line in summary["headlines"] if "AI training" in line]
        self.assertEqual(len(said), 1)
        self.assertIn(said[0], html.unescape(report))
        # The table names operators for every page and image: so does this.
        self.assertIn("part stands under a general request", said[0])
        self.assertIn("certain operators are asked it all the same: "
                      "for 4 pages, 2 images", said[0])

    def test_every_rule_that_requests_fell_under_is_named(self):
        report = html.unescape(
            (self.case / "report/report.html").read_text())
        self.assertRegex(report, r"line \d+, “Disallow: /members/”, in the "
                         r"group for “\*” \(2 requests\); line \d+, "
                         r"“Disallow: /trap/”, in the group for “\*” "
                         r"\(2 requests\)\. From")
        self.assertIn("That they are complete is the user's statement; if "
                      "they are, it did not consult it.", report)

    def test_the_report_stands_alone(self):
        report = (self.case / "report/report.html").read_text()
        self.assertNotRegex(report, r"<script|<iframe|<object|<embed")
        self.assertNotRegex(report, r"<link[^>]+href=(?![\"']?data:)")
        self.assertNotRegex(report, r"src=(?![\"']?data:)")
        self.assertNotRegex(report, r"url\((?![\"']?data:)")
        self.assertIn("data:image/", report)
        self.assertIn(PORTRAIT, report)

    def test_the_members_area_and_the_trap_were_not_crawled_by_us(self):
        # Our own visits are in the case's log copy; none is to those paths.
        logs = [path.read_text() for path in (self.case / "logs").rglob("*")
                if path.is_file() and b" HTTP/1.1" in path.read_bytes()]
        self.assertTrue(logs)
        ours = [line for log in logs for line in log.splitlines()
                if line.startswith("127.0.0.1 ")]
        self.assertTrue(any(PORTRAIT in line for line in ours))
        self.assertFalse([line for line in ours
                          if "/members/" in line or "/trap/" in line])


class DemoBundle(unittest.TestCase):

    def setUp(self):
        folder, _ = runs["plain"]
        bundles = list((folder / "veto-demo/bundles").iterdir())
        self.assertEqual(len(bundles), 1)
        self.bundle = bundles[0]

    def verify(self):
        return subprocess.run([flow.PROGRAM, "verify", self.bundle],
                              capture_output=True, text=True, timeout=60)

    def test_it_verifies(self):
        done = self.verify()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_its_findings_derive_again(self):
        done = subprocess.run(
            [flow.PROGRAM, "verify", "--rederive", "--json", self.bundle],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        results = {}
        for one in json.loads(done.stdout)["derived"]:
            results.setdefault(one["code"], set()).add(one["result"])
        self.assertEqual(results["V1"], {"confirmed"})
        self.assertEqual(results["R1"], {"confirmed"})
        self.assertEqual(results["V2"], {"needs the whole log"})
        self.assertNotIn("failed", set().union(*results.values()))

    def test_coreutils_verify_it_too(self):
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run(["sha256sum", "--check", "--quiet", "--strict",
                            manifest], cwd=self.bundle, check=True)

    def test_one_byte_changed_anywhere_is_named(self):
        files = [path for path in self.bundle.rglob("*") if path.is_file()]
        self.assertGreater(len(files), 5)
        for path in files:
            data = path.read_bytes()
            if not data:
                continue
            name = path.relative_to(self.bundle).as_posix()
            for at in {0, len(data) // 2, len(data) - 1}:
                with self.subTest(name=name, at=at):
                    changed = bytearray(data)
                    changed[at] ^= 1
                    path.write_bytes(changed)
                    done = self.verify()
                    path.write_bytes(data)
                    self.assertEqual(done.returncode, 5,
                                     done.stdout + done.stderr)
                    self.assertIn(name, done.stdout)
        self.assertEqual(self.verify().returncode, 0)


class DemoInterrupted(unittest.TestCase):

    def test_ctrl_c_stops_everything(self):
        with tempfile.TemporaryDirectory(prefix="veto-demo-test-") as name:
            folder = pathlib.Path(name)
            process = start(folder)
            for line in process.stderr:
                if "127.0.2.1: wget" in line:
                    break
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=60)
            self.assertEqual(process.returncode, 130)
            deadline = time.monotonic() + 30
            while processes_of(folder) and time.monotonic() < deadline:
                time.sleep(0.1)
            self.assertEqual(processes_of(folder), [])
            self.assertEqual(os.listdir(folder / "tmp"), [])


if __name__ == "__main__":
    script_main.run()
