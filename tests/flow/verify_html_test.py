# SPDX-License-Identifier: GPL-3.0-or-later
"""VERIFY.html from file:// in Chromium: the folder is chosen as a person
would, and the page says what was done to it."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import browser
import flow
import script_main

PAGE = (200, {"Content-Type": "text/html"}, b"<title>Club</title><p>Hello")
SHOWN = """(async () => {
  for (let i = 0; i < 400; ++i) {
    if (!document.getElementById('verdict').hidden) break;
    await new Promise((done) => setTimeout(done, 25));
  }
  const rows = [...document.querySelectorAll('#problems tbody tr')];
  return JSON.stringify({
    verdict: document.getElementById('verdict').textContent,
    digest: document.getElementById('digest').textContent,
    seal: document.getElementById('seal').textContent,
    problems: rows.map((row) => row.cells[0].textContent + ' ' +
                                row.cells[1].textContent)});
})()"""


def shown_for(chromium, bundle):
    """What VERIFY.html of that bundle shows for that bundle."""
    target, session = chromium.open((bundle / "VERIFY.html").as_uri())
    for _ in range(200):
        found = chromium.say("Runtime.evaluate", session,
                             expression="document.getElementById('folder')")
        if "objectId" in found["result"]:
            break
    chromium.say("DOM.setFileInputFiles", session, files=[str(bundle)],
                 objectId=found["result"]["objectId"])
    shown = chromium.evaluate(session, SHOWN)
    chromium.say("Target.closeTarget", targetId=target)
    return json.loads(shown)


class VerifyHtml(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        if not browser.CHROMIUM:
            raise unittest.SkipTest("no chromium")
        holder = tempfile.TemporaryDirectory(prefix="veto-html-test-")
        cls.addClassCleanup(holder.cleanup)
        cls.dir = pathlib.Path(holder.name)
        env = flow.environment(VETO_KEY_PASSPHRASE="a good passphrase",
                               XDG_DATA_HOME=str(cls.dir / "data"))
        with flow.Server({"/": PAGE}) as site:
            subprocess.run([flow.PROGRAM, "audit", site.url, "--case",
                            cls.dir / "c", "--delay", "0", "--seal",
                            "--allow-untimestamped"], check=True, env=env,
                           stdin=subprocess.DEVNULL, capture_output=True)
        [cls.bundle] = (cls.dir / "c/bundles").iterdir()
        cls.browser = browser.Browser(cls.dir / "profile")
        cls.addClassCleanup(cls.browser.close)

    def after(self, act):
        copy = self.dir / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.bundle, copy)
        act(copy)
        return shown_for(self.browser, copy)

    def test_a_whole_bundle(self):
        shown = shown_for(self.browser, self.bundle)
        self.assertTrue(shown["verdict"].startswith("Whole: all "), shown)
        said = subprocess.run(
            ["sha256sum", self.bundle / "tagmanifest-sha256.txt"],
            check=True, capture_output=True, text=True).stdout
        self.assertEqual(shown["digest"], said[:64])
        self.assertIn("This page cannot check that", shown["seal"])

    def test_what_was_done_is_named(self):
        def listed_in_the_seal(bundle):
            (bundle / "seal/more.html").write_text("x")
            digest = hashlib.sha256(b"x").hexdigest()
            with open(bundle / "seal/sealmanifest-sha256.txt", "a") as out:
                out.write(f"{digest}  seal/more.html\n")

        report = "data/00-report/report.html"
        for wanted, act in (
                (f"altered {report}",
                 lambda b: (b / report).write_text("other")),
                (f"missing {report}", lambda b: (b / report).unlink()),
                ("extra data/more.txt",
                 lambda b: (b / "data/more.txt").write_text("x")),
                ("extra seal/more.html", listed_in_the_seal),
                ("extra seal/seal.json", lambda b: (b / "bag-info.txt")
                 .write_text("Veto-State: unsealed\n")),
                ("extra more.txt", lambda b: (b / "more.txt").write_text("x")),
                ("missing seal/signer.pem",
                 lambda b: (b / "seal/signer.pem").unlink()),
                ("altered bag-info.txt", lambda b: (b / "bag-info.txt")
                 .write_text("Veto-State: unsealed\n"))):
            with self.subTest(wanted):
                shown = self.after(act)
                self.assertTrue(shown["verdict"].startswith("Not whole"), shown)
                self.assertIn(wanted, shown["problems"])

    def test_a_file_too_large_for_one_piece(self):
        # Taken by pieces: the page's own SHA-256 against sha256sum's.
        large = self.dir / "large"
        shutil.copytree(self.bundle, large)
        with open(large / "data/large.bin", "wb") as out:
            for number in range(70):
                out.write(bytes([number]) * (1 << 20) + b"odd")
        digest = subprocess.run(["sha256sum", "data/large.bin"], cwd=large,
                                check=True, capture_output=True,
                                text=True).stdout
        with open(large / "manifest-sha256.txt", "a") as out:
            out.write(digest)
        shown = shown_for(self.browser, large)
        self.assertNotIn("altered data/large.bin", shown["problems"])
        self.assertNotIn("extra data/large.bin", shown["problems"])
        with open(large / "data/large.bin", "ab") as out:
            out.write(b"x")
        shown = shown_for(self.browser, large)
        self.assertIn("altered data/large.bin", shown["problems"])


if __name__ == "__main__":
    script_main.run()
