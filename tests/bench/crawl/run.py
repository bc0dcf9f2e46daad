#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The crawl against wget2, wget and the ideal, on loopback.

    ninja -C build/release bench veto
    python3 tests/bench/crawl/run.py [--rounds N] [PART...]

Parts: speed (no archive, beside wget2 -r), archive (beside wget -r
--warc-file), latency (20 ms an answer, 64 connections), memory (5,000 and
50,000 pages), hosts (1,000 at once). All of them where none is named. No peer
asks for the files in which sites state opt-outs, so ours does not either but
where a row says so.

Beside the peers stands what no crawl of ours is spared, measured in the same
run: curl's own transfers of the same URLs, SHA-256 of the bodies, reading the
pages, and for the archive compressing them. A target below that sum is out of
reach for a crawl that keeps evidence, whatever else it does.

Programs take turns, A B B A, and ratios are of the rounds' medians. CPU is
user and system seconds of the process alone; the server's is not in it. Peak
memory of ours is VmHWM; of the others wait4's, which cannot read below this
script's own. Everything lies in /dev/shm. Traffic goes to loopback only.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGES = 5000
SIGNAL_ROUNDS = 12
NGINX = """
worker_processes 1;
daemon off;
master_process off;
pid {dir}/nginx.pid;
error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; image/jpeg jpg; }}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_body_temp_path {dir}/t1;
  proxy_temp_path {dir}/t2;
  fastcgi_temp_path {dir}/t3;
  uwsgi_temp_path {dir}/t4;
  scgi_temp_path {dir}/t5;
  server {{ listen 127.0.0.1:{port}; root {dir}/site; }}
}}
"""


class Run:
    """One finished process: wall and CPU seconds, peak memory, its words."""

    def __init__(self, command, text=None):
        begin = time.monotonic()
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE,
            stdin=subprocess.PIPE if text else subprocess.DEVNULL,
            stderr=subprocess.STDOUT)
        if text:
            process.stdin.write(text.encode())
            process.stdin.close()
        self.said = process.stdout.read().decode(errors="replace")
        _, self.status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(self.status)
        self.wall = time.monotonic() - begin
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss / 1024
        self.code = process.returncode

    def said_number(self, name):
        for line in self.said.splitlines():
            if line.startswith(name + " "):
                return int(line.split()[-1 if name != "peak" else 1])
        raise SystemExit(f"no {name!r} in: {self.said}")


class Bench:
    def __init__(self, tree, rounds):
        self.program = tree / "tests/bench/bench_crawl"
        self.rounds = rounds
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="veto-bench-",
                                                 dir="/dev/shm"))
        self.started = []
        self.port = None
        self.missed = 0

    def close(self):
        for process in self.started:
            process.kill()
            process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    # Servers.

    def serve(self, pages, delay, *more):
        """Ours: held answers, on every loopback address. Its port."""
        process = subprocess.Popen(
            [self.program, "serve", str(pages), str(delay), *more],
            stdout=subprocess.PIPE)
        self.started.append(process)
        return int(process.stdout.readline())

    def nginx(self):
        """nginx over the site's files; its port."""
        if self.port is None:
            subprocess.run([self.program, "site", self.dir / "site",
                            str(PAGES)], check=True)
            self.port = 8100 + os.getpid() % 800
            conf = self.dir / "nginx.conf"
            conf.write_text(NGINX.format(dir=self.dir, port=self.port))
            self.started.append(subprocess.Popen(
                ["/usr/sbin/nginx", "-p", self.dir, "-c", conf],
                stderr=subprocess.DEVNULL))
            time.sleep(0.5)
        return self.port

    def nginx_cpu(self):
        """CPU seconds that nginx, which is one process, has taken so far."""
        pid = int((self.dir / "nginx.pid").read_text())
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
        user, system = stat.rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    # Clients.

    def fresh(self):
        out = self.dir / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        return out

    def veto(self, url, how="archive", workers=16, connections=16, delay=0,
             seeds=None):
        run = Run([self.program, "crawl", self.fresh() / "case", workers,
                   connections, delay, how, "-" if seeds else url], seeds)
        if run.code != 0:
            raise SystemExit(f"our crawl failed: {run.said}")
        run.rss = run.said_number("peak") / 1024
        return run

    def ours(self, url, **options):
        """A crawl of the whole site, or none."""
        run = self.veto(url, **options)
        if run.said_number("pages") != PAGES + 1:
            raise SystemExit(f"pages are missing: {run.said}")
        return run

    def wget2(self, url, threads=5):
        out = self.fresh()
        return self.whole(Run(["wget2", "-q", "-r", "-l", "0",
                               f"--max-threads={threads}", "-P", out, url]),
                          out)

    def curl(self, url):
        """The transfers alone: curl told every URL, its bodies thrown away."""
        base = url.rsplit("/", 1)[0]
        urls = self.dir / "urls"
        urls.write_text("".join(
            f'url = "{base}/{target}"\noutput = /dev/null\n'
            for n in range(PAGES) for target in (f"p/{n}.html", f"i/{n}.jpg")))
        run = Run(["curl", "-s", "--parallel", "--parallel-max", "16",
                   "-K", urls])
        if run.code != 0:
            raise SystemExit(f"curl failed: {run.said}")
        return run

    def read(self, what):
        """CPU seconds for what of the site no crawl of ours is spared."""
        run = Run([self.program, "read", str(PAGES), what])
        return run.said_number("micros") / 1e6

    def floor(self, transfer, **times):
        """What the peer's CPU seconds are to be held against."""
        parts = {what: n * self.read(what) for what, n in times.items()}
        print("  curl's transfers alone " + f"{transfer:.2f} CPU s" + "".join(
            f", {what} {cpu:.2f}" for what, cpu in parts.items()), flush=True)
        return transfer + sum(parts.values())

    def wget(self, url):
        out = self.fresh()
        return self.whole(Run(["wget", "-q", "-r", "-l", "inf", "-P", out,
                               f"--warc-file={out}/w", url]), out)

    def whole(self, run, out):
        files = sum(len(names) for _, _, names in os.walk(out))
        if files < 2 * PAGES:
            raise SystemExit(f"a peer fetched only {files} files: {run.said}")
        return run

    # Results.

    def row(self, name, run):
        print(f"  {name:<34}{run.wall:8.2f} s {run.cpu:8.2f} CPU s "
              f"{run.rss:7.1f} MB", flush=True)

    def alternate(self, *contenders, rounds=None):
        """Every contender once a round; for each the rounds' medians."""
        runs = [[] for _ in contenders]
        order = list(zip(contenders, runs))
        for _ in range(rounds or self.rounds):
            for (name, work), mine in order:
                mine.append(work())
                self.row(name, mine[-1])
            # Whoever always follows the same one would share its leavings.
            order.reverse()
        return [(statistics.median(run.wall for run in mine),
                 statistics.median(run.cpu for run in mine),
                 max(run.rss for run in mine)) for mine in runs]

    def judge(self, what, value, target, at_most):
        met = value <= target if at_most else value >= target
        self.missed += not met
        print(f"{'pass' if met else 'MISS'}: {what} {value:.2f}, target at "
              f"{'most' if at_most else 'least'} {target:.2f}", flush=True)

    # Parts.

    def speed(self):
        url = f"http://127.0.0.1:{self.nginx()}/index.html"
        served = self.nginx_cpu()
        ours, peer, curl = self.alternate(
            ("veto, no archive", lambda: self.ours(url, how="no-archive")),
            ("wget2 -r --max-threads=5", lambda: self.wget2(url)),
            ("curl --parallel, no crawl", lambda: self.curl(url)))
        floor = self.floor(curl[1], hash=1, pages=1)
        print(f"  that is {floor / peer[1]:.2f} of wget2's, and ours is "
              f"{ours[1] / floor:.2f} times that")
        served = (self.nginx_cpu() - served) / (3 * self.rounds)
        cores = os.cpu_count()
        print(f"  nginx takes {served:.2f} CPU s to serve it once: with that the "
              f"floor fills {cores} cores for {(floor + served) / cores:.2f} s, "
              f"and the target for pages a second is {peer[0] / 1.7:.2f} s")
        self.judge("CPU, no archive, of wget2's", ours[1] / peer[1], 0.5, True)
        self.judge("pages a second, no archive, of wget2's",
                   peer[0] / ours[0], 1.7, False)

    def archive(self):
        url = f"http://127.0.0.1:{self.nginx()}/index.html"
        ours, peer, curl = self.alternate(
            ("veto, gzip WARC, SHA-256", lambda: self.ours(url)),
            ("wget -r --warc-file", lambda: self.wget(url)),
            ("curl --parallel, no crawl", lambda: self.curl(url)))
        # Payload, block and whole record have a digest each.
        floor = self.floor(curl[1], hash=3, pages=1, gzip=1)
        print(f"  that is {floor / peer[1]:.2f} of wget's, and ours is "
              f"{ours[1] / floor:.2f} times that")
        self.judge("CPU, gzip WARC, of wget's", ours[1] / peer[1], 1 / 6, True)
        # Single readings lie a sixth apart: three of them tell no five percent.
        without, signals = self.alternate(
            ("veto, without signal files", lambda: self.ours(url)),
            ("veto, with signal files", lambda: self.ours(url, how="signals")),
            rounds=max(self.rounds, SIGNAL_ROUNDS))
        self.judge("CPU with signal files, of that without",
                   signals[1] / without[1], 1.05, True)

    def latency(self):
        url = f"http://127.0.0.1:{self.serve(PAGES, 20)}/index.html"
        ideal = 2 * PAGES * 0.020 / 64
        ours, peer = self.alternate(
            ("veto, 20 ms, 64 connections",
             lambda: self.ours(url, workers=64, connections=64)),
            ("wget2 --max-threads=64, 20 ms",
             lambda: self.wget2(url, threads=64)))
        print(f"  wget2's share of the ideal {ideal / peer[0]:.2f}")
        self.judge("share of the ideal at 20 ms, 64 connections",
                   ideal / ours[0], 0.85, False)

    def memory(self):
        peaks = []
        for pages in (PAGES, 10 * PAGES):
            url = f"http://127.0.0.1:{self.serve(pages, 0)}/index.html"
            run = self.veto(url)
            if run.said_number("pages") != pages + 1:
                raise SystemExit(f"pages are missing: {run.said}")
            self.row(f"veto, {pages} pages", run)
            peaks.append(run.rss)
        self.judge("MB for 5,000 pages", peaks[0], 48, True)
        self.judge("growth to 50,000 pages", peaks[1] / peaks[0], 1.5, True)

    def hosts(self):
        count, pages, delay = 1000, 6, 500
        port = self.serve(pages, 200, "small")
        seeds = "".join(f"http://127.1.{n // 250}.{n % 250 + 1}:{port}/\n"
                        for n in range(count))
        run = self.veto(None, workers=1000, connections=1, delay=delay,
                        seeds=seeds)
        self.row("veto, 1,000 hosts of 6 pages", run)
        urls = run.said_number("urls")
        # Of each host: robots.txt, then its URLs, half a second apart, the
        # last of which takes 200 ms.
        ideal = urls / count * delay / 1000 + 0.2
        print(f"  {urls} URLs, {urls / run.wall:.0f} a second; politeness "
              f"alone takes {ideal:.2f} s")
        self.judge("share of what politeness allows", ideal / run.wall, 0.85,
                   False)
        self.judge("MB for 1,000 hosts", run.rss, 400, True)
        # Five more requests for the twelve of each host: no target, as that is
        # what sites so small come to.
        more = self.veto(None, how="signals", workers=1000, connections=1,
                         delay=delay, seeds=seeds)
        self.row("veto, the same with signal files", more)
        print(f"  signal files cost {more.cpu / run.cpu - 1:.0%} CPU there, "
              f"{more.wall - run.wall:.1f} s of pauses")


def main():
    parts = ("speed", "archive", "latency", "memory", "hosts")
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="*", choices=[[], *parts])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tree", type=pathlib.Path,
                        default=ROOT / "build/release")
    given = parser.parse_args()
    bench = Bench(given.tree, given.rounds)
    try:
        for part in given.part or parts:
            print(f"{part}:", flush=True)
            getattr(bench, part)()
    finally:
        bench.close()
    print(f"{bench.missed} missed")
    sys.exit(1 if bench.missed else 0)


if __name__ == "__main__":
    main()
