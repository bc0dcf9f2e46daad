# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealed bundles, checked as a stranger would: with the commands that
VERIFY.txt prints, and none of our software."""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import flow
import script_main
import verify_steps

PAGE = (200, {"Content-Type": "text/html"}, b"<title>Club</title><p>Hello")
SECRET = "a good passphrase"

base = None   # made once: the authority, and a case with an audited site
server = None
stamps_at = ""


def setUpModule():
    global base, server, stamps_at
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-seal-test-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    server = verify_steps.Authority(base)
    unittest.addModuleCleanup(server.close)
    stamps_at = server.url
    with flow.Server({"/": PAGE}) as site:
        subprocess.run([flow.PROGRAM, "audit", site.url, "--case", base / "c",
                        "--delay", "0"], check=True, env=flow.environment(),
                       stdin=subprocess.DEVNULL, capture_output=True)


class Seal(flow.FlowCase):

    def setUp(self):
        super().setUp()
        shutil.copytree(base / "c", self.dir / "c")
        self.before = set(self.bundles())

    def bundles(self):
        return sorted((self.dir / "c/bundles").iterdir())

    def bundle(self, *flags, code=0, secret=SECRET):
        """`veto bundle`, with a data folder of the test's own."""
        env = flow.environment(XDG_DATA_HOME=str(self.dir / "data"))
        if secret is not None:
            env["VETO_KEY_PASSPHRASE"] = secret
        done = subprocess.run(
            [flow.PROGRAM, "bundle", "--case", "c", *map(str, flags)],
            cwd=self.dir, env=env, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60)
        self.assert_sound(done)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def new_bundle(self):
        [new] = set(self.bundles()) - self.before
        return new

    def sealed(self):
        self.bundle("--tsa", stamps_at, "--tsa-roots", base / "tsa/root.pem",
                    "--signer", "Rowing club")
        return self.new_bundle()

    def test_every_command_of_verify_txt(self):
        bundle = self.sealed()
        results = verify_steps.run_all(bundle)
        for command, code, said in results:
            self.assertEqual(code, 0, f"{command}\n{said}")
        said = "\n".join(said for _, _, said in results)
        commands = "\n".join(command for command, _, _ in results)
        self.assertIn("CMS Verification successful", said)
        self.assertEqual(said.count("Verification: OK"), 2)
        text = (bundle / "VERIFY.txt").read_text()
        if "Using configuration from" in said:
            self.assertIn('"Using configuration from ..."', text)
        for line in text.splitlines():
            if not line.startswith("     "):  # a command
                self.assertLess(len(line), 90, line)
        for part in ("sha256sum -c", "comm -3", "openssl cms", "openssl ts",
                     "openssl x509", "custody.jsonl"):
            self.assertIn(part, commands)
        [comm] = [said for command, _, said in results if "comm -3" in command]
        self.assertEqual(comm, "")
        [head] = [said for command, _, said in results if "echo $prev" in command]
        first, second = head.split("\n")[:2]
        self.assertEqual(first, second.removeprefix("Veto-Custody-Head: "))
        fingerprint = re.search(r"^   ([0-9a-f]{64})$", text,
                                re.MULTILINE)[1]
        [x509] = [said for command, _, said in results if "x509" in command]
        self.assertEqual(x509.strip().split("=")[1].replace(":", "").lower(),
                         fingerprint)
        done = self.veto("verify", bundle, "--key", fingerprint, "--tsa-roots",
                         base / "tsa/root.pem")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("state     sealed\n", done.stdout)
        self.assertIn("CN=Rowing club", done.stdout)
        self.assertEqual(done.stdout.count("the roots you gave vouch"), 2)

    def test_the_commands_find_what_was_done(self):
        bundle = self.sealed()

        def changed(path):
            raw = bytearray(path.read_bytes())
            raw[len(raw) // 2] ^= 0x20
            path.write_bytes(raw)

        def other_digest(copy):
            stamp = copy / "seal/tagmanifest-sha256.txt.1.tsr"
            lists = (copy / "tagmanifest-sha256.txt").read_bytes()
            digest = hashlib.sha256(lists).digest()
            raw = stamp.read_bytes()
            self.assertIn(digest, raw)
            stamp.write_bytes(raw.replace(digest, digest[::-1]))

        custody = "data/40-custody/custody.jsonl"
        for name, act, wanted in (
                ("report", lambda b: changed(b / "data/00-report/report.html"),
                 "sha256sum"),
                ("lists", lambda b: changed(b / "manifest-sha256.txt"),
                 "sha256sum"),
                ("tags", lambda b: changed(b / "tagmanifest-sha256.txt"),
                 "openssl cms"),
                ("more", lambda b: (b / "data/more").write_text("x"),
                 "comm -3"),
                ("hidden", lambda b: (b / ".more").write_text("x"), "comm -3"),
                ("link", lambda b: (b / "data/more").symlink_to("/etc"),
                 "comm -3"),
                ("list", lambda b: (b / "data/tagmanifest-more.html")
                 .write_text("x"), "comm -3"),
                ("sealed", lambda b: (b / "seal/more").write_text("x"),
                 "comm -3"),
                ("custody", lambda b: (b / custody).write_bytes(
                    b"".join((b / custody).read_bytes().splitlines(True)[1:])),
                 "prev="),
                ("signature", lambda b: changed(
                    b / "seal/tagmanifest-sha256.txt.p7s"), "openssl cms"),
                ("stamp", other_digest, "openssl ts")):
            with self.subTest(name):
                copy = self.dir / name
                shutil.copytree(bundle, copy)
                act(copy)
                noticed = [
                    command for command, code, said in verify_steps.run_all(copy)
                    if code != 0 or "FAILED" in said or "broken" in said
                    or ("comm -3" in command and said)]
                self.assertTrue(any(command.startswith(wanted)
                                    for command in noticed), noticed)
                self.assertEqual(self.veto("verify", copy).returncode, 5)

    def test_no_stamp_is_told_by_the_exit_code(self):
        done = self.bundle("--seal", code=3)
        self.assertIn("nobody stamped when", done.stderr)
        self.assertIn("--allow-untimestamped", done.stderr)
        done = self.veto("verify", self.new_bundle(), "--json")
        self.assertEqual(json.loads(done.stdout)["state"],
                         "sealed-untimestamped")
        text = (self.new_bundle() / "VERIFY.txt").read_text()
        self.assertIn("STATE: SEALED, WITHOUT TIME STAMP", text)
        for command, code, said in verify_steps.run_all(self.new_bundle()):
            self.assertEqual(code, 0, f"{command}\n{said}")

    def test_no_stamp_may_be_allowed(self):
        self.bundle("--seal", "--allow-untimestamped")

    def test_an_authority_that_is_none(self):
        with flow.Server({"/": PAGE}) as other:
            done = self.bundle("--tsa", other.url, code=3)
        self.assertIn("time stamp authority answered 501", done.stderr)
        self.assertEqual(self.veto("verify", self.new_bundle()).returncode, 0)

    def test_a_passphrase_that_does_not_open_the_key(self):
        self.bundle("--seal", "--allow-untimestamped")
        kept = len(self.bundles())
        done = self.bundle("--seal", secret="another passphrase", code=4)
        self.assertIn("does not open the key", self.assert_one_error(done))
        done = self.bundle("--seal", secret=None, code=2)
        self.assertIn("needs its passphrase", self.assert_one_error(done))
        done = self.bundle("--seal", "--signing-key", self.dir / "other.pem",
                           secret="short", code=2)
        self.assertIn("8 bytes or more", self.assert_one_error(done))
        self.assertEqual(len(self.bundles()), kept)

    def test_a_key_of_ones_own(self):
        for command in (
                "openssl req -x509 -newkey rsa:3072 -nodes -keyout k.pem "
                "-out c.pem -subj /CN=Lawyer -days 9",
                "openssl pkcs12 -export -inkey k.pem -in c.pem "
                "-passout pass:secret12 -out k.p12"):
            subprocess.run(command.split(), cwd=self.dir, check=True,
                           capture_output=True)
        (self.dir / "secret").write_text("secret12\n")
        self.bundle("--tsa", stamps_at, "--signing-key", "k.p12",
                    "--passphrase-file", "secret", secret=None)
        done = self.veto("verify", self.new_bundle(), "--key", "c.pem")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("CN=Lawyer", done.stdout)
        for command, code, said in verify_steps.run_all(self.new_bundle()):
            self.assertEqual(code, 0, f"{command}\n{said}")

    def test_the_custody_log_knows_the_seal(self):
        bundle = self.sealed()
        events = [json.loads(line) for line in
                  (self.dir / "c/custody.jsonl").read_text().splitlines()]
        self.assertEqual(events[-1]["action"], "seal")
        self.assertIn(bundle.name, events[-1]["item"])


if __name__ == "__main__":
    script_main.run()
