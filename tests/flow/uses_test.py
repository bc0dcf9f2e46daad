# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages, images and tdmrep.json asked about use is known between two
crawls of one case, and nowhere else."""

import datetime
import json
import time

import flow
import script_main

ROBOTS = b"User-agent: *\nDisallow: /p/\n"
NOAI = {"X-Robots-Tag": "noai, noimageai"}


def site():
    def html(body, **headers):
        return 200, {"Content-Type": "text/html", **headers}, body
    return {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, ROBOTS),
        "/": html(b"<meta name=robots content=noimageai><img src=/a.png>"
                  b"<img src=/b.png><a href=/text>text</a>"),
        "/text": html(b"<p>reserved</p>"),
        "/a.png": (200, {"Content-Type": "image/png", **NOAI}, flow.png(10)),
        "/b.png": (200, {"Content-Type": "image/png"}, flow.png(20)),
        "/.well-known/tdmrep.json": (
            200, {"Content-Type": "application/json"},
            json.dumps([{"location": "/text",
                         "tdm-reservation": 1}]).encode()),
    }


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Uses(flow.FlowCase):
    def line(self, when, target, size):
        return (f'198.51.100.7 - - [{when:%d/%b/%Y:%H:%M:%S} +0000] '
                f'"GET {target} HTTP/1.1" 200 {size} "-" "GPTBot/1.2"\n')

    def test_between_two_crawls(self):
        answers = site()
        size = {path: len(body) for path, (_, _, body) in answers.items()}
        asked = ["/", "/a.png", "/b.png", "/text"]
        log = self.dir / "access.log"
        with flow.Server(answers) as server:
            def audit(*more):
                done = self.veto("audit", server.url, "--case", "case",
                                 "--delay", "0", *more)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            before = now() - datetime.timedelta(hours=1)
            audit()
            time.sleep(1.1)
            begin = now()
            lines = [self.line(before + datetime.timedelta(seconds=9 * i),
                               target, size[target])
                     for i, target in enumerate(asked)]
            lines += [self.line(begin + datetime.timedelta(seconds=i * 1.5),
                                target, size[target])
                      for i, target in enumerate(["/", "/text"] + asked[1:3])]
            log.write_text("".join(lines))
            time.sleep(6)
            audit("--log", log)
        found = [json.loads(line) for line in (
            self.dir / "case/report/findings.jsonl").read_text().splitlines()]
        uses = {one["code"]: one for one in found
                if one["code"] in ("V5", "V6", "V7", "P2")}
        self.assertEqual(sorted(uses), ["V6", "V7"])
        self.assertEqual([one["target"] for one in uses["V6"]["facts"][
            "targets"]], ["/a.png"])
        self.assertEqual([one["target"] for one in uses["V7"]["facts"][
            "targets"]], ["/text"])
        self.assertEqual(uses["V6"]["facts"]["sent_as"],
                         "X-Robots-Tag: noai, noimageai")
        self.assertEqual(uses["V7"]["facts"]["sent_by"], "file")
        self.assertEqual({one["grade"]["predicate"]
                          for one in uses.values()}, {1})
        report = (self.dir / "case/report/report.html").read_text()
        self.assertIn("retrieval alone does not show training use", report)


if __name__ == "__main__":
    script_main.run()
