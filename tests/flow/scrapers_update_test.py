# SPDX-License-Identifier: GPL-3.0-or-later
"""`veto scrapers update` against servers on loopback: what operators publish
is kept byte for byte, with a manifest of what was seen where and when."""

import hashlib
import json
import re
import ssl
import subprocess

import flow
import script_main

LIST = b'{"prefixes": [ {"ipv4Prefix": "20.171.206.0/23"} ]}\n'
OTHER = b"198.51.100.0/24\n"
NAME = re.compile(r"[a-z0-9-]+\.\d{8}T\d{6}Z\.json")


JWKS = (b'{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": '
        b'"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}')


def entry(name, *urls):
    return {"id": name, "token": name, "operator": "Acme",
            "purpose": "training", "in_agent": [name],
            "robots": {"stance": "yes"}, "proof": {"addresses": list(urls)},
            "known": {"level": "memory", "from": ["s"]}}


class Update(flow.FlowCase):

    def update(self, entries, *arguments, **options):
        (self.dir / "registry.json").write_text(json.dumps({
            "schema": "veto.scrapers/1", "date": "2026-11-23",
            "sources": {"s": {"date": "2026-11-23", "what": "made up"}},
            "scrapers": entries}))
        return self.veto("scrapers", "update", "--out", "lists", "--registry",
                         "registry.json", *arguments, **options)

    def manifest(self):
        lines = (self.dir / "lists/manifest.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def test_lists_are_kept_and_failures_named(self):
        asked = []

        class Answers(dict):
            def get(self, path, otherwise):
                asked.append(path)
                return super().get(path, otherwise)

        answers = Answers({
            "/a.json": (200, {}, LIST), "/b.json": (200, {}, OTHER),
            "/page": (200, {}, b"<html>moved</html>"),
            "/moved": (301, {"Location": "/a.json"}, b""),
            "/big": (200, {}, b"#" * (4 << 20) + b"\n1.2.3.4"),
            "/dropped": (200, {}, None)})
        with flow.Server(answers) as server:
            at = server.url
            done = self.update([
                entry("one", at + "a.json"), entry("two", at + "b.json"),
                entry("twin", at + "a.json"), entry("page", at + "page"),
                entry("moved", at + "moved"), entry("big", at + "big"),
                entry("gone", at + "none"), entry("mute", at + "dropped"),
                entry("pair", at + "a.json", at + "b.json")])
        self.assertEqual(done.returncode, 3, done.stderr)
        # One request each, also of what several share.
        self.assertEqual(sorted(asked), sorted([
            "/a.json", "/b.json", "/page", "/moved", "/big", "/none",
            "/dropped"]))
        for name, why in [("page", "HTML"), ("moved", "301 and names /a.json"),
                          ("big", "larger"), ("gone", "404"),
                          ("mute", "cannot fetch")]:
            self.assertRegex(done.stderr,
                             f"list of {name} was not kept: .*{why}")
        self.assertEqual(len(done.stdout.splitlines()), 2)
        seen = self.manifest()
        self.assertEqual([(one["url"], one["status"]) for one in seen],
                         [(at + "a.json", 200), (at + "b.json", 200)])
        for one, body in zip(seen, [LIST, OTHER]):
            self.assertRegex(one["file"], NAME)
            kept = (self.dir / "lists" / one["file"]).read_bytes()
            self.assertEqual(kept, body)
            self.assertEqual(one["sha256"], hashlib.sha256(body).hexdigest())
            self.assertEqual(one["bytes"], len(body))
            # Over http anybody may have answered.
            self.assertEqual(one["certificate_host"], "")
            stamp = re.sub(r"[-:]", "", one["fetched_at"])[:15]
            self.assertEqual(one["file"].split(".")[1][:15], stamp)
        self.assertEqual({path.name for path in
                          (self.dir / "lists").iterdir()},
                         {one["file"] for one in seen} | {"manifest.jsonl"})

    def test_one_scraper_alone_and_again(self):
        with flow.Server({"/a": (200, {}, LIST), "/b": (200, {}, OTHER)}) as s:
            entries = [entry("one", s.url + "a", s.url + "b"),
                       entry("two", s.url + "none"), entry("three", s.url)]
            entries[2]["proof"] = {}
            for _ in range(2):
                done = self.update(entries, "one")
                self.assertEqual(done.returncode, 0, done.stderr)
            for name in ("nobody", "three"):
                done = self.update(entries, name)
                self.assertEqual(done.returncode, 2, done.stderr)
        # Nothing is overwritten, and each has a name of its own.
        self.assertEqual(len({one["file"] for one in self.manifest()}), 4)

    def test_key_directories_are_kept_too(self):
        with flow.Server({"/a": (200, {}, LIST), "/k": (200, {}, JWKS),
                          "/b": (200, {}, OTHER)}) as server:
            both, wrong = entry("both", server.url + "a"), entry("wrong")
            both["proof"]["signatures"] = server.url + "k"
            wrong["proof"] = {"signatures": server.url + "b"}
            done = self.update([both, wrong])
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertRegex(done.stderr, "key directory of wrong was not kept: "
                                      ".*no JWK set")
        files = [one["file"] for one in self.manifest()]
        self.assertEqual(len(files), 2)
        self.assertTrue(files[1].endswith(".keys.json"), files)
        self.assertEqual((self.dir / "lists" / files[1]).read_bytes(), JWKS)

    def test_over_https_the_certificate_is_named(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out",
             "cert.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost"],
            cwd=self.dir, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.dir / "cert.pem", self.dir / "key.pem")
        server = flow.Server({"/gptbot.json": (200, {}, LIST)})
        server.server.socket = context.wrap_socket(server.server.socket,
                                                   server_side=True)
        url = server.url.replace("http://127.0.0.1", "https://localhost")
        url += "gptbot.json"
        with server:
            # Not trusted: nothing is asked.
            refused = self.update([entry("gptbot", url)])
            self.assertEqual(refused.returncode, 3, refused.stderr)
            self.assertFalse((self.dir / "lists/manifest.jsonl").exists())
            done = self.veto_trusting("cert.pem", url)
        self.assertEqual(done.returncode, 0, done.stderr)
        one, = self.manifest()
        self.assertEqual(one["certificate_host"], "localhost")
        der = ssl.PEM_cert_to_DER_cert((self.dir / "cert.pem").read_text())
        self.assertEqual(one["certificate_sha256"],
                         hashlib.sha256(der).hexdigest())
        self.assert_not_taken_for_the_operators()

    def veto_trusting(self, certificate, url):
        done = subprocess.run(
            [flow.PROGRAM, "scrapers", "update", "--out", "lists",
             "--registry", "registry.json"], cwd=self.dir,
            env=flow.environment(SSL_CERT_FILE=str(self.dir / certificate)),
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120)
        self.assert_sound(done)
        return done

    def assert_not_taken_for_the_operators(self):
        """Another registry's address says nothing about the built-in's."""
        (self.dir / "robots").mkdir()
        (self.dir / "robots/20250101T000000Z.txt").write_text(
            "User-agent: *\nDisallow: /p/\n")
        when = self.manifest()[0]["fetched_at"]
        day = __import__("datetime").datetime.fromisoformat(
            when.replace("Z", "+00:00")).strftime("%d/%b/%Y:%H:%M:%S +0000")
        (self.dir / "access.log").write_text("".join(
            f'20.171.207.5 - - [{day}] "GET /p/{n} HTTP/1.1" 200 100 "-" '
            '"GPTBot/1.2"\n' for n in range(3)))
        done = self.veto("logs", "access.log", "--robots", "robots",
                         "--address-lists", "lists", "--complete-from",
                         "2025-06-01T00:00:00Z", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("names another address", done.stderr)
        self.assertEqual(json.loads(done.stdout)["clients"][0]["identity"],
                         "I2")


if __name__ == "__main__":
    script_main.run()
