# SPDX-License-Identifier: GPL-3.0-or-later
"""WARC files that an authority stamped when they were written: in the case, in
its bundles, and checked with the commands that VERIFY.txt prints."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import flow
import script_main
import verify_steps

PAGE = (200, {"Content-Type": "text/html"}, b"<title>Club</title><p>Hello")

base = None   # made once: the authority
authority = None


def setUpModule():
    global base, authority
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-stamps-test-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    authority = verify_steps.Authority(base)
    unittest.addModuleCleanup(authority.close)


class CaptureStamps(flow.FlowCase):

    def run_veto(self, command, *flags, code=0):
        env = flow.environment(VETO_KEY_PASSPHRASE="a good passphrase",
                               XDG_DATA_HOME=str(self.dir / "data"))
        with flow.Server({"/": PAGE}) as site:
            seeds = [] if command == "bundle" else [site.url, "--delay", "0"]
            done = subprocess.run(
                [flow.PROGRAM, command, *seeds, "--case", "c",
                 *map(str, flags),
                 *(["--clear-originals"] if command != "crawl" else [])], cwd=self.dir, env=env, text=True,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        self.assert_sound(done)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def stamped(self, command):
        return self.run_veto(command, "--tsa", authority.url, "--tsa-roots",
                             base / "tsa/root.pem")

    def captures(self, suffix):
        return sorted((self.dir / "c/captures").glob("*" + suffix))

    def verified(self, bundle):
        return self.veto("verify", bundle, "--tsa-roots",
                         base / "tsa/root.pem")

    def test_a_crawl_stamps_what_it_wrote(self):
        self.assertIn("1 files stamped", self.stamped("crawl").stdout)
        [warc] = self.captures(".warc.gz")
        stamp = warc.with_name(warc.name + ".1.tsr")
        digest = hashlib.sha256(warc.read_bytes()).hexdigest()
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-digest", digest, "-in", stamp,
             "-CAfile", base / "tsa/root.pem"], capture_output=True,
            text=True, check=False)
        self.assertIn("Verification: OK", done.stdout + done.stderr)
        self.assertEqual(len(self.captures(".1.tsq")), 1)
        events = [json.loads(line) for line in
                  (self.dir / "c/custody.jsonl").read_text().splitlines()]
        [event] = [one for one in events if one["action"] == "stamp"
                   and one["item"].endswith(".warc.gz")]
        self.assertEqual(event["digest"], "sha256:" + digest)

    def test_the_bundles_hold_them_and_verify_txt_checks_them(self):
        self.stamped("audit")
        self.run_veto("bundle")
        states = []
        for bundle in (self.dir / "c/bundles").iterdir():
            results = verify_steps.run_all(bundle)
            for command, code, said in results:
                self.assertEqual(code, 0, f"{command}\n{said}")
            [said] = [said for command, _, said in results
                      if "unzip -p" in command]
            self.assertIn("Verification: OK", said)
            done = self.verified(bundle)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertRegex(done.stdout, r"stamped   \S+ archive/veto-\S+ by")
            states.append(done.stdout.split("state     ")[1].split("\n")[0])
        self.assertEqual(sorted(states), ["sealed", "unsealed"])

    def test_another_files_stamp_does_not_fit(self):
        self.stamped("audit")
        first = self.captures(".tsr")
        self.stamped("audit")
        [second] = set(self.captures(".tsr")) - set(first)
        # In the case, before a bundle is made: no list tells.
        shutil.copy(first[0], second)
        self.run_veto("bundle")
        newest = max((self.dir / "c/bundles").iterdir(),
                     key=lambda path: path.stat().st_mtime)
        done = self.veto("verify", newest)
        self.assertEqual(done.returncode, 5)
        self.assertIn(f"timestamp data/10-captures/{second.name}", done.stdout)
        said = [(command, said) for command, _, said
                in verify_steps.run_all(newest) if "unzip -p" in command]
        self.assertTrue(any("OK" not in said for _, said in said), said)

    def test_nothing_stands_in_the_files_beside_a_stamp(self):
        self.stamped("audit")
        for suffix, more in ((".1.tsq", b"forged"),
                             (".1-chain.pem", b"# a qualified authority\n")):
            [file] = self.captures(suffix)
            whole = file.read_bytes()
            file.write_bytes(whole + more)
            before = set((self.dir / "c/bundles").iterdir())
            self.run_veto("bundle")
            [bundle] = set((self.dir / "c/bundles").iterdir()) - before
            file.write_bytes(whole)
            done = self.veto("verify", bundle)
            self.assertEqual(done.returncode, 5)
            self.assertRegex(
                done.stdout, rf"^timestamp data/10-captures/{file.name}: .*\n$")

    def test_an_authority_that_is_none(self):
        with flow.Server({"/": PAGE}) as other:
            done = self.run_veto("crawl", "--tsa", other.url, code=3)
            self.assertIn("time stamp authority answered 501", done.stderr)
            self.assertIn("not done: captures/veto-", done.stdout)
            self.run_veto("crawl", "--tsa", other.url,
                          "--allow-untimestamped")
        self.assertEqual(self.captures(".tsr"), [])


if __name__ == "__main__":
    script_main.run()
