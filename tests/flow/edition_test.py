# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles hold nobody's face in clear unless that is asked for; the originals
stay in the case, or go along for one reader alone."""

import base64
import gzip
import hashlib
import io
import json
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile
import unittest
import zipfile

import flow
import script_main
import verify_steps

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"
PAGE = b"<title>Club</title><p>Our coach<img src=/coach.png>"

base = None   # made once: a case with an audited site


def setUpModule():
    global base
    if not FACE.exists() or "VETO_MODELS" not in flow.environment():
        raise unittest.SkipTest(f"no {FACE}, or no detector weights")
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-edition-test-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    answers = {"/": (200, {"Content-Type": "text/html"}, PAGE),
               "/coach.png": (200, {"Content-Type": "image/png",
                                    "X-Robots-Tag": "noimageai"},
                              FACE.read_bytes())}
    with flow.Server(answers) as site:
        subprocess.run([flow.PROGRAM, "audit", site.url, "--case", base / "c",
                        "--delay", "0"], check=True, env=flow.environment(),
                       stdin=subprocess.DEVNULL, capture_output=True)


def unpacked(bundle):
    """What is in the captures' archive, every record unpacked."""
    with zipfile.ZipFile(bundle / "data/10-captures/captures.wacz") as archive:
        return b"".join(gzip.decompress(archive.read(name))
                        for name in archive.namelist()
                        if name.startswith("archive/"))


def sealed(bundle):
    return json.loads((bundle / "data/90-sealed/sealed.json").read_text())


class Edition(flow.FlowCase):

    def setUp(self):
        super().setUp()
        shutil.copytree(base / "c", self.dir / "c")
        self.first = self.bundles()[0]

    def bundles(self):
        return sorted((self.dir / "c/bundles").iterdir())

    def test_no_conversion_hides_its_resource(self):
        """Viewers find records by URL and second."""
        seconds = {}
        for head in re.findall(rb"WARC/1\.1\r\n(.*?)\r\n\r\n",
                               unpacked(self.first), re.DOTALL):
            fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n"))
            if fields[b"WARC-Type"] in (b"resource", b"conversion"):
                key = fields[b"WARC-Target-URI"], fields[b"WARC-Date"][:19]
                seconds.setdefault(key, set()).add(fields[b"WARC-Type"])
        self.assertIn({b"conversion"}, seconds.values())
        self.assertNotIn({b"resource", b"conversion"}, seconds.values())

    def bundle(self, *flags):
        before = set(self.bundles())
        done = self.veto("bundle", "--case", "c", *flags)
        self.assertEqual(done.returncode, 0, done.stderr)
        [new] = set(self.bundles()) - before
        self.assertEqual(done.stdout.strip().split("/")[-1], new.name)
        self.assert_checks(new)
        return new, done.stderr

    def assert_checks(self, bundle):
        done = self.veto("verify", bundle)
        self.assertEqual(done.returncode, 0, done.stdout)
        for command, code, said in verify_steps.run_all(bundle):
            self.assertEqual(code, 0, f"{command}\n{said}")

    def says(self, bundle, label):
        for line in (bundle / "bag-info.txt").read_text().splitlines():
            if line.startswith(label + ": "):
                return line.split(": ", 1)[1]
        return None

    def warcs(self):
        return sorted((self.dir / "c/captures").glob("*.warc.gz"))

    def assert_opens(self, archive):
        """The tar archive holds the case's files, and its salts open the
        commitments."""
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            held = {one.name: tar.extractfile(one).read() for one in tar}
        for warc in self.warcs():
            self.assertEqual(held[warc.name], warc.read_bytes())
        salts = [json.loads(line)
                 for line in held["salts.jsonl"].decode().splitlines()]
        picture = FACE.read_bytes()
        opened = 0
        for salt in salts:
            plain = held[salt["file"]] if "file" in salt else picture
            digest = hashlib.sha256(bytes.fromhex(salt["salt"]) + plain)
            opened += "sha256:" + digest.hexdigest() == salt["commitment"]
        self.assertEqual(opened, len(self.warcs()) + 1)

    def test_a_face_that_is_written_in_an_odd_way_stays_out(self):
        text = base64.b64encode(FACE.read_bytes()).decode()
        odd = f"data:image/png;base&#54;4,&#105;{text[1:]}".encode()
        percent = "".join(f"%{byte:02x}" for byte in FACE.read_bytes())
        pages = {
            "/odd.html": b"<title>Club</title><img src=\"%b\">" % odd,
            "/percent.html": b"<title>Club</title><img src=data:image/png,"
                             + percent.encode() + b">",
            "/odd.svg": b"<svg xmlns=\"http://www.w3.org/2000/svg\">"
                        b"<image href=\"%b\"/></svg>" % odd,
            "/plain.html": b"<title>Club</title><img src=data:image/svg+xml,"
                           b"%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E"
                           + b"%20" * 200 + b">"}
        links = b"".join(b"<a href=%b>x</a>" % name.encode() for name in pages)
        answers = {"/": (200, {"Content-Type": "text/html"},
                         b"<title>Club</title><img src=/odd.svg>" + links)}
        for name, body in pages.items():
            kind = "image/svg+xml" if name.endswith("svg") else "text/html"
            answers[name] = (200, {"Content-Type": kind}, body)
        with flow.Server(answers) as site:
            done = self.veto("audit", site.url, "--case", "odd", "--delay", "0")
        # The empty drawing cannot be examined.
        self.assertEqual(done.returncode, 3, done.stderr)
        [bundle] = (self.dir / "odd/bundles").iterdir()
        captures = unpacked(bundle)
        self.assertNotIn(text[200:1000].encode(), captures)
        self.assertNotIn(percent[200:1000].encode(), captures)
        self.assertIn(pages["/plain.html"], captures)

    def test_the_default_shows_no_face_and_no_key_to_one(self):
        self.assert_checks(self.first)
        picture, captures = FACE.read_bytes(), unpacked(self.first)
        self.assertIn(PAGE, captures)
        self.assertIn(b"originalField: X-Robots-Tag: noimageai", captures)
        for at in range(100, len(picture) - 64, 4999):
            self.assertNotIn(picture[at:at + 64], captures)
        digest = hashlib.sha256(picture).hexdigest()
        for path in ("data/80-derivatives", "data/90-sealed"):
            for file in (self.first / path).iterdir():
                captures += file.read_bytes()
        self.assertNotIn(digest.encode(), captures)
        lines = (self.first / "data/80-derivatives/derivatives.jsonl"
                 ).read_text().splitlines()
        [line] = [json.loads(one) for one in lines
                  if json.loads(one).get("done") == "blurred"]
        self.assertTrue(line["url"].endswith("/coach.png"))
        self.assertEqual(self.says(self.first, "Veto-Edition"),
                         "confidential")
        self.assertEqual(self.says(self.first, "Veto-Originals"),
                         "kept in the case")
        text = (self.first / "VERIFY.txt").read_text()
        self.assertIn("THE CAPTURES ARE AN EDITION", text)
        for line in text.splitlines():
            if not line.startswith("     "):  # a command
                self.assertLess(len(line), 90, line)

    def test_originals_that_stay_are_committed_to(self):
        salts = [json.loads(line) for line in
                 (self.dir / f"c/editions/{self.first.name}.salts.jsonl"
                  ).read_text().splitlines()]
        salt = {one["file"]: one["salt"] for one in salts if "file" in one}
        listed = sealed(self.first)["originals"]
        self.assertEqual([one["name"] for one in listed],
                         [warc.name for warc in self.warcs()])
        for one in listed:
            plain = (self.dir / "c/captures" / one["name"]).read_bytes()
            digest = hashlib.sha256(bytes.fromhex(salt[one["name"]]) + plain)
            self.assertEqual(one["commitment"],
                             "sha256:" + digest.hexdigest())
        for file in self.first.rglob("*"):
            if file.is_file():
                for value in salt.values():
                    self.assertNotIn(value.encode(), file.read_bytes())

    def test_in_clear_where_that_is_asked_for_and_said(self):
        bundle, said = self.bundle("--clear-originals")
        self.assertIn(FACE.read_bytes(), unpacked(bundle))
        self.assertEqual(self.says(bundle, "Veto-Originals"), "in clear")
        self.assertIn("face in clear", (bundle / "VERIFY.txt").read_text())
        self.assertIn("face in clear", said)
        # The check of the bundle came after it.
        events = (self.dir / "c/custody.jsonl").read_text().splitlines()
        last = [one for one in map(json.loads, events)
                if one["action"] == "bundle"][-1]
        self.assertIn("in clear", last["reason"])
        self.assertFalse((bundle / "data/90-sealed").exists())

    def test_sealed_by_a_passphrase(self):
        (self.dir / "secret").write_text("correct horse battery\n")
        bundle, said = self.bundle("--originals-passphrase-file", "secret")
        self.assertIn("1 with faces blurred", said)
        self.assertNotIn(FACE.read_bytes(), unpacked(bundle))
        self.assertEqual(self.says(bundle, "Veto-Originals"), "sealed")
        self.assertEqual(sealed(bundle)["envelope"]["parts"],
                         ["originals.p7m"])
        done = subprocess.run(
            ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in",
             bundle / "data/90-sealed/originals.p7m", "-pwri_password",
             "correct horse battery"], capture_output=True, check=True)
        self.assert_opens(done.stdout)

    def test_sealed_to_a_certificate(self):
        key, certificate = self.dir / "key.pem", self.dir / "cert.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-384", "-nodes", "-keyout", key, "-out",
             certificate, "-subj", "/CN=Authority", "-days", "2"],
            capture_output=True, check=True)
        bundle, _ = self.bundle("--originals-to", certificate)
        done = subprocess.run(
            ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in",
             bundle / "data/90-sealed/originals.p7m", "-recip", certificate,
             "-inkey", key], capture_output=True, check=True)
        self.assert_opens(done.stdout)
        self.assertEqual(
            len(sealed(bundle)["envelope"]["recipients_sha256"]), 1)

    def test_what_cannot_be_meant_is_refused_before_anything_is_written(self):
        (self.dir / "secret").write_text("correct horse battery\n")
        (self.dir / "short").write_text("short\n")
        before = self.bundles()
        for flags in (["--clear-originals", "--originals-passphrase-file",
                       "secret"],
                      ["--originals-to", "secret",
                       "--originals-passphrase-file", "secret"],
                      ["--originals-passphrase-file", "short"],
                      ["--originals-to", "secret"]):
            done = self.veto("bundle", "--case", "c", *flags)
            self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
            self.assert_one_error(done)
        self.assertEqual(self.bundles(), before)


if __name__ == "__main__":
    script_main.run()
