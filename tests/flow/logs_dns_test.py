# SPDX-License-Identifier: GPL-3.0-or-later
"""`veto logs --dns` against a DNS server on loopback: what an address is called
is asked for once, kept, and read again without asking."""

import datetime
import hashlib
import json
import socket
import struct
import threading

import flow
import script_main

NAME = "crawl-66-249-66-1.googlebot.com"
PTR, A = 12, 1


def wire(name):
    return b"".join(bytes([len(label)]) + label.encode()
                    for label in name.split(".")) + b"\0"


class Dns:
    """Answers questions about `zone`, a map of (name, type) to data."""

    def __init__(self, zone):
        self.zone = {(wire(name), kind): data
                     for (name, kind), data in zone.items()}
        self.asked = []
        self.over = threading.Event()
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.thread = threading.Thread(target=self.serve)

    def serve(self):
        while not self.over.is_set():
            try:
                question, sender = self.socket.recvfrom(512)
            except socket.timeout:
                continue
            end = question.index(b"\0", 12) + 1
            name = question[12:end]
            kind, = struct.unpack(">H", question[end:end + 2])
            self.asked.append(kind)
            data = self.zone.get((name, kind))
            answer = b"" if data is None else struct.pack(
                ">HHHIH", 0xc00c, kind, 1, 60, len(data)) + data
            self.socket.sendto(
                question[:2] + (b"\x81\x83" if data is None else b"\x81\x80") +
                struct.pack(">HHHH", 1, data is not None, 0, 0) +
                question[12:end + 4] + answer, sender)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.over.set()
        self.thread.join()
        self.socket.close()

    @property
    def address(self):
        return f"127.0.0.1:{self.socket.getsockname()[1]}"


class LogsDns(flow.FlowCase):

    def setUp(self):
        super().setUp()
        (self.dir / "robots").mkdir()
        (self.dir / "lists").mkdir()
        (self.dir / "robots/20250101T000000Z.txt").write_text(
            "User-agent: *\nDisallow: /p/\n")
        now = datetime.datetime.now(datetime.timezone.utc)
        when = now.strftime("%d/%b/%Y:%H:%M:%S +0000")
        (self.dir / "access.log").write_text("".join(
            f'66.249.66.{host} - - [{when}] "GET /p/{host} HTTP/1.1" 200 100 '
            '"-" "Googlebot/2.1"\n' for host in (1, 2)))

    def identities(self, *arguments):
        done = self.veto("logs", "access.log", "--robots", "robots",
                         "--address-lists", "lists", "--complete-from",
                         "2025-06-01T00:00:00Z", "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {client["ip"]: client["identity"]
                for client in json.loads(done.stdout)["clients"]}

    def test_asked_once_and_kept(self):
        zone = {("1.66.249.66.in-addr.arpa", PTR): wire(NAME),
                (NAME, A): socket.inet_aton("66.249.66.1"),
                ("2.66.249.66.in-addr.arpa", PTR):
                    wire("crawl.googlebot.com.evil.test")}
        expected = {"66.249.66.1": "I3", "66.249.66.2": "I1"}
        with Dns(zone) as dns:
            # Off unless asked for.
            self.assertEqual(set(self.identities().values()), {"I1"})
            self.assertEqual(dns.asked, [])
            ask = ("--dns", "--dns-server", dns.address)
            self.assertEqual(self.identities(*ask), expected)
            # The other's name is nobody's that could be known by it.
            self.assertEqual(sorted(dns.asked), [A, PTR, PTR])
            self.assertEqual(self.identities(*ask), expected)
            self.assertEqual(len(dns.asked), 3)
        self.assertEqual(self.identities("--no-dns"), expected)
        answers = [json.loads(line) for line in
                   (self.dir / "lists/dns.jsonl").read_text().splitlines()]
        self.assertEqual([(one["ip"], one["names"]) for one in answers],
                         [("66.249.66.1", [NAME]),
                          ("66.249.66.2", ["crawl.googlebot.com.evil.test"])])

    def test_a_bundle_holds_what_findings_rest_on(self):
        zone = {("1.66.249.66.in-addr.arpa", PTR): wire(NAME),
                (NAME, A): socket.inet_aton("66.249.66.1")}
        listed = b'["192.178.4.0/27"]'
        name = "googlebot.20261101T000000Z.json"
        (self.dir / "lists" / name).write_bytes(listed)
        page = (200, {"Content-Type": "text/html"}, b"<p>nobody here</p>")
        with Dns(zone) as dns, flow.Server({"/": page}) as server:
            done = self.veto(
                "audit", server.url, "--case", "case", "--log", "access.log",
                "--robots", "robots", "--address-lists", "lists", "--dns",
                "--dns-server", dns.address, "--complete-from",
                "2025-06-01T00:00:00Z")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        bundle, = (self.dir / "case/bundles").iterdir()
        findings = [json.loads(line) for line in
                    (bundle / "data/20-findings/findings.jsonl").read_text()
                    .splitlines()]
        named = {item["kind"]: item for finding in findings
                 for item in finding["evidence"]
                 if item["kind"] in ("dns", "addresses")}
        self.assertEqual(set(named), {"dns", "addresses"})
        folder = bundle / "data/05-identities"
        answers = (folder / "dns.jsonl").read_bytes().splitlines()
        self.assertIn(named["dns"]["sha256"],
                      [hashlib.sha256(one).hexdigest() for one in answers])
        # Of the two clients, with a finding each.
        self.assertEqual(len(answers), 2)
        kept, = folder.glob("*-" + name)
        self.assertEqual(kept.read_bytes(), listed)
        self.assertEqual(named["addresses"]["sha256"],
                         hashlib.sha256(listed).hexdigest())
        self.assertEqual(self.veto("verify", bundle).returncode, 0)

    def test_answers_need_a_place(self):
        done = self.veto("logs", "access.log", "--dns")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("--address-lists", done.stderr)


if __name__ == "__main__":
    script_main.run()
