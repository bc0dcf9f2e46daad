# SPDX-License-Identifier: GPL-3.0-or-later
"""`veto bundle`, stopped at any moment, leaves no bundle or a whole one that the
custody log names; the next works without anybody tidying up. So it is where the
disk is full."""

import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import flow
import script_main
import verify_steps

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"
KILLS = 12
PAGES = 6
LINE = ("192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] "
           "\"GET /coach.png HTTP/1.1\" 200 5 \"-\" \"GrabBot/1.0\"\n")

base = None   # made once: the authority, and a case with an audited site
flags = []    # of a bundle that takes every step there is
whole = 0     # seconds that one takes


def start(folder):
    env = flow.environment(XDG_DATA_HOME=str(base / "data"),
                           VETO_KEY_PASSPHRASE="a good passphrase")
    return subprocess.Popen(
        [flow.PROGRAM, "bundle", "--case", "c", *map(str, flags)], cwd=folder,
        env=env, stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)


def setUpModule():
    global base, whole
    if not FACE.exists() or "VETO_MODELS" not in flow.environment():
        raise unittest.SkipTest(f"no {FACE}, or no detector weights")
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-bundle-kill-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    server = verify_steps.Authority(base)
    unittest.addModuleCleanup(server.close)
    (base / "secret").write_text("correct horse battery\n")
    (base / "access.log").write_text(LINE)
    flags.extend(["--tsa", server.url, "--tsa-roots", base / "tsa/root.pem",
                  "--originals-passphrase-file", base / "secret"])
    html = {"Content-Type": "text/html"}
    answers = {"/coach.png": (200, {"Content-Type": "image/png"},
                              FACE.read_bytes())}
    for page in range(PAGES):
        answers[f"/{page or ''}"] = (
            200, html, f"<title>{page}</title><img src=/coach.png>"
            f"<a href=/{page + 1}>next</a>".encode())
    with flow.Server(answers) as site:
        subprocess.run([flow.PROGRAM, "audit", site.url, "--case", base / "c",
                        "--delay", "0", "--log", base / "access.log"],
                       check=True, env=flow.environment(),
                       stdin=subprocess.DEVNULL, capture_output=True)
    start(base).communicate()  # makes the key
    began = time.monotonic()
    process = start(base)
    assert process.wait(timeout=60) == 0, process.stderr.read()
    process.communicate()
    whole = time.monotonic() - began


class Stopped(flow.FlowCase):

    def setUp(self):
        super().setUp()
        self.case = self.dir / "c"
        shutil.copytree(base / "c", self.case)
        self.seen = self.bundles()

    def start(self):
        return start(self.case.parent)

    def finish(self, process, code=0):
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code, out + err)
        self.assert_sound(subprocess.CompletedProcess(
            process.args, process.returncode, out, err))
        return err

    def bundles(self):
        return {path for path in (self.case / "bundles").iterdir()
                if path.suffix != ".partial"}

    def unfinished(self):
        return sorted(path.name for path in (self.case / "bundles").iterdir()
                      if path.suffix == ".partial")

    def events(self):
        """Those of the custody log, whose chain must hold."""
        previous, events = "0" * 64, []
        for line in (self.case / "custody.jsonl").read_bytes().splitlines():
            events.append(json.loads(line))
            self.assertEqual(events[-1]["prev"], previous)
            previous = hashlib.sha256(line).hexdigest()
        return events

    def assert_named(self):
        """Each bundle has an event with its digest, and its salts."""
        noted = {(event["item"], event["digest"]) for event in self.events()
                 if event["action"] in ("bundle", "seal")}
        for bundle in self.bundles():
            lists = (bundle / "tagmanifest-sha256.txt").read_bytes()
            self.assertIn((f"bundles/{bundle.name}/tagmanifest-sha256.txt",
                           "sha256:" + hashlib.sha256(lists).hexdigest()),
                          noted)
            self.assertTrue((self.case / "editions" /
                             f"{bundle.name}.salts.jsonl").exists())

    def assert_whole(self, bundles):
        for bundle in bundles:
            done = subprocess.run([flow.PROGRAM, "verify", bundle],
                                  stdin=subprocess.DEVNULL, timeout=60,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def assert_tidy(self):
        """Nothing is left of those that were not finished."""
        self.assertEqual(self.unfinished(), [])
        self.assertEqual(
            {path.name for path in (self.case / "editions").iterdir()},
            {f"{bundle.name}.salts.jsonl" for bundle in self.bundles()})

    def assert_alone(self):
        """Nobody works on for a program that was killed."""
        def others():
            found = []
            for entry in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    found += [entry] * (os.readlink(entry / "cwd") ==
                                        str(self.dir))
                except OSError:
                    pass
            return found
        for _ in range(200):
            if not others():
                return
            time.sleep(0.05)
        self.fail(f"still there: {others()}")

    def assert_sound_bundles(self):
        """Those that came about since, and all there are, by name."""
        self.assert_named()
        self.assert_whole(self.bundles() - self.seen)
        self.seen = self.bundles()

    def assert_next_works(self):
        before = self.bundles()
        self.finish(self.start())
        self.assertEqual(len(self.bundles() - before), 1)
        self.assert_sound_bundles()
        self.assert_tidy()

    def test_killed_at_any_moment(self):
        moments = random.Random(20261127)
        kills, unfinished = 0, 0
        for _ in range(4 * KILLS):
            process = self.start()
            time.sleep(moments.uniform(0, whole))
            process.kill()
            process.communicate()
            kills += process.returncode == -signal.SIGKILL
            # What the kill before left was removed, or is so by the next.
            self.assertLessEqual(len(self.unfinished()), 1)
            unfinished += len(self.unfinished())
            self.assert_sound_bundles()
            if kills == KILLS:
                break
        self.assertEqual(kills, KILLS)
        self.assertGreater(unfinished, KILLS // 3)
        self.assert_next_works()
        removed = [event["item"] for event in self.events()
                   if event["action"] == "delete"]
        self.assertTrue(removed)
        for item in removed:
            self.assertRegex(item, r"^bundles/c-.*\.partial$")
        self.assert_alone()

    def test_asked_to_end(self):
        # The first asks to finish what is under way, and the bundle is.
        process = self.start()
        time.sleep(whole / 2)
        process.terminate()
        self.finish(process)
        self.assertEqual(len(self.bundles() - self.seen), 1)
        for part in (0.4, 0.8):
            process = self.start()
            time.sleep(whole * part)
            process.terminate()
            time.sleep(0.01)  # else the two are one
            process.terminate()
            process.communicate()
            self.assertIn(process.returncode, (0, 130))
            self.assert_sound_bundles()
        self.assert_next_works()

    def test_another_run_tidies_up_and_keeps_salts(self):
        left = self.case / "bundles/c-20260101T000000.000000Z.partial"
        (left / "bundle/data").mkdir(parents=True)
        never_named = (self.case /
                       "editions/c-20260101T000000.000000Z.salts.jsonl")
        never_named.write_text("of a bundle that was never named\n")
        # One that was handed over: its salts alone open its commitments.
        [moved, *_] = sorted(self.bundles())
        salts = self.case / f"editions/{moved.name}.salts.jsonl"
        kept = salts.read_bytes()
        shutil.move(moved, self.dir / "handed-over")
        self.finish(self.start())
        self.assertEqual(salts.read_bytes(), kept)
        self.assertNotIn(moved, self.bundles())
        self.assert_sound_bundles()
        self.assertEqual(self.unfinished(), [])
        self.assertFalse(never_named.exists())
        self.assertIn(("delete", f"bundles/{left.name}"),
                      [(event["action"], event["item"])
                       for event in self.events()])

    def test_a_full_disk(self):
        disk = self.dir / "disk"
        disk.mkdir()

        def mount(options):
            return subprocess.run(["mount", "-t", "tmpfs", "-o", options,
                                   "tmpfs", disk], capture_output=True)
        if mount("size=64m").returncode != 0:
            self.skipTest("cannot mount a small tmpfs")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        self.case = shutil.copytree(self.case, disk / "c")
        self.seen = before = self.bundles()
        used = shutil.disk_usage(disk).used
        size = max(sum(file.stat().st_size for file in bundle.rglob("*"))
                   for bundle in before)
        for part in (0.02, 0.4, 0.9):
            with self.subTest(part):
                room = used + int(part * size)
                self.assertEqual(mount(f"remount,size={room}").returncode, 0)
                self.finish(self.start(), code=6)
                self.assertEqual(self.bundles(), before)
                self.assert_sound_bundles()
                self.assert_tidy()
        self.assertEqual(mount("remount,size=64m").returncode, 0)
        self.assert_next_works()


if __name__ == "__main__":
    script_main.run()
