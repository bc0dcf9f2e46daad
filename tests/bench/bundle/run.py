#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a bundle from a large case, beside sha256sum and cp.

    ninja -C build/release veto
    python3 tests/bench/bundle/run.py [--gigabytes N] [--rounds N] [--case DIR]
                                      [--build DIR] [--folder DIR]

Makes a site of N GB: pages of text, pictures of random pixels (PNG, 1024 by
768, stored, so that bytes and not pixels are what the bundle handles), and,
where VETO_SHARED_DIR names a photograph, every hundredth with a face in it. The
program audits it, which is not measured. Then `veto bundle`, with blurred faces
and with `--clear-originals`, takes turns with `sha256sum` plus `cp` of the
case's WARC files, which it is held against, and with what no bundle is spared,
for it is durable and its lists have SHA-512 too: `sha256sum`, `sha512sum`, `cp`
and `sync`. Wall and CPU seconds, peak memory (of the largest process), ratios of
medians. --case takes a case made before.
"""

import argparse
import http.server
import math
import os
import pathlib
import random
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
SHARED = pathlib.Path(os.environ.get("VETO_SHARED_DIR",
                                     ROOT.parent / "shared"))
FACE = SHARED / "testdata/faces/pos/astronaut.png"
WIDTH, HEIGHT = 1024, 768
PICTURES_A_PAGE = 10  # at least
MOST_PAGES = 200  # of which the program looks at the pictures
TEXT_BYTES = 100_000
FACE_EVERY = 100
PEAK_MB = 300
WORDS = ("rowing club river boat morning race members coach season water "
         "training weekend winter summer address photograph").split()


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))


def noise_picture(number):
    """Pixels that nothing makes smaller; no byte is 255, so that nothing in
    them reads like the beginning of a JPEG."""
    pixels = random.Random(number).randbytes(HEIGHT * WIDTH * 3)
    pixels = pixels.replace(b"\xff", b"\xfe")
    line = WIDTH * 3
    rows = b"".join(b"\0" + pixels[at:at + line]
                    for at in range(0, len(pixels), line))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(
        ">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)) +
        chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def face_picture(number, photograph):
    """The photograph, of other bytes for each number."""
    return (photograph[:-12] + chunk(b"tEXt", b"Comment\0%d" % number) +
            photograph[-12:])


def page(number, pages, pictures_a_page):
    text = random.Random(-number)
    pictures = "".join(f"<img src=/{number * pictures_a_page + i}.png>"
                       for i in range(pictures_a_page))
    onward = f"<a href=/{number + 1}.html>next</a>" * (number + 1 < pages)
    words = " ".join(text.choices(WORDS, k=TEXT_BYTES // 7))
    return f"<title>{number}</title>{pictures}{onward}<p>{words}".encode()


class Site(http.server.ThreadingHTTPServer):
    def __init__(self, pages, pictures_a_page):
        photograph = FACE.read_bytes() if FACE.exists() else None

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                name, _, kind = self.path.strip("/").partition(".")
                number = int(name) if name.isdigit() else -1
                status, type_, body = 404, "text/plain", b"none"
                if self.path == "/" or (kind == "html" and number >= 0):
                    status, type_ = 200, "text/html"
                    body = page(max(number, 0), pages, pictures_a_page)
                elif kind == "png" and number >= 0:
                    status, type_ = 200, "image/png"
                    body = (face_picture(number, photograph)
                            if photograph and number % FACE_EVERY == 0
                            else noise_picture(number))
                self.send_response(status)
                self.send_header("Content-Type", type_)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        super().__init__(("127.0.0.1", 0), Handler)


def make_case(veto, folder, gigabytes):
    pictures = max(1, round(gigabytes * 1e9 / (WIDTH * HEIGHT * 3)))
    a_page = max(PICTURES_A_PAGE, math.ceil(pictures / MOST_PAGES))
    with Site(math.ceil(pictures / a_page), a_page) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        began = time.monotonic()
        subprocess.run([veto, "audit", f"http://127.0.0.1:{site.server_port}/",
                        "--delay", "0", "--max-pages", "1000000",
                        "--max-images", "10000000", "--max-depth", "10000",
                        "--quiet", "--clear-originals", "--case", folder],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder / "bundles")
        print(f"  made in {time.monotonic() - began:.0f} s", flush=True)
        site.shutdown()


def measured(*commands):
    """Wall and CPU seconds of commands one after another, and the peak in MB
    of the largest process; what they print is dropped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began, peak = time.monotonic(), 0
    for command in commands:
        process = subprocess.Popen(list(map(str, command)),
                                   stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        words = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} ended with {process.returncode}: "
                             f"{words}")
        peak = max(peak, usage.ru_maxrss / 1024)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (wall, after.ru_utime + after.ru_stime - before.ru_utime -
            before.ru_stime, peak)


def take_turns(veto, case, scratch, rounds):
    """Of each way, the rows of its rounds."""
    warcs = sorted((case / "captures").glob("*.warc.gz"))

    def bundle(*flags):
        row = measured((veto, "bundle", "--case", case, *flags))
        for one in (case / "bundles").iterdir():
            shutil.rmtree(one)
        os.sync()  # the next is not to pay for it
        return row

    def peer(*commands):
        row = measured(*commands)
        shutil.rmtree(scratch)
        scratch.mkdir()
        os.sync()
        return row

    hashed, hashed512 = ("sha256sum", *warcs), ("sha512sum", *warcs)
    copied = ("cp", *warcs, scratch)
    ways = {
        "sha256sum + cp": lambda: peer(hashed, copied),
        "sha256sum + sha512sum + cp + sync": lambda: peer(
            hashed, hashed512, copied, ("sync", "-f", scratch)),
        "veto bundle --clear-originals": lambda: bundle("--clear-originals"),
        "veto bundle": bundle,
    }
    rows = {name: [] for name in ways}
    scratch.mkdir()
    measured(hashed)  # into the cache, for all alike
    for _ in range(rounds):
        for name, way in ways.items():
            rows[name].append(way())
            print("  {}: {:.1f} s, CPU {:.1f} s, {:.0f} MB".format(
                name, *rows[name][-1]), flush=True)
    return rows


def report(rows):
    median = {name: statistics.median(row[0] for row in all_)
              for name, all_ in rows.items()}
    missed = 0
    peers = [name for name in rows if not name.startswith("veto")]
    for name in [name for name in rows if name.startswith("veto")]:
        peak = max(row[2] for row in rows[name])
        missed += peak >= PEAK_MB
        print(f"{name}: {median[name]:.1f} s, peak {peak:.0f} MB "
              f"(target under {PEAK_MB})")
        for other in peers:
            ratio = median[name] / median[other]
            missed += other == peers[0] and ratio > 1
            print(f"  {ratio:.2f} times the {median[other]:.1f} s of {other}")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--case", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path,
                        default=ROOT / "build/release")
    parser.add_argument("--folder", default=None,
                        help="where the data lies meanwhile; needs 4 times N")
    arguments = parser.parse_args()
    veto = arguments.build / "cli/veto"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="veto-bench-",
                                           dir=arguments.folder))
    try:
        case = arguments.case or folder / "case"
        if not case.exists():
            print(f"a case of {arguments.gigabytes:g} GB")
            make_case(veto, case, arguments.gigabytes)
        rows = take_turns(veto, case, folder / "copy", arguments.rounds)
        sys.exit(1 if report(rows) else 0)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
