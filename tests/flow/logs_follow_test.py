# SPDX-License-Identifier: GPL-3.0-or-later
"""veto logs --follow on a log that another process writes, moves and cuts."""

import json
import os
import signal
import subprocess
import sys
import unittest

import flow
import script_main

WRITER = """
import os, sys
path = sys.argv[1]
log = open(path, "a")
for order in sys.stdin:
    order = order.rstrip("\\n")
    if order == "rename":
        os.rename(path, path + ".1")
    elif order == "reopen":
        log.close()
        log = open(path, "a")
    elif order == "truncate":
        log.truncate(0)
    elif order.startswith("half "):
        log.write(order[5:])
    else:
        log.write(order + "\\n")
    log.flush()
    print("done", flush=True)
"""


def line(number, target="/p/a", second=0):
    return (f"192.0.2.{number} - - [23/Nov/2026:10:00:{second:02} +0000] "
            f'"GET {target} HTTP/1.1" 200 100 "-" "Wget/1.21.3"')


class Follow(flow.FlowCase):

    def setUp(self):
        super().setUp()
        self.log = os.path.join(self.dir, "access.log")
        self.writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, self.log], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.stop_writer)
        self.write(line(1))
        robots = os.path.join(self.dir, "robots")
        os.mkdir(robots)
        with open(os.path.join(robots, "20260101T000000Z.txt"), "w") as file:
            file.write("User-agent: *\nDisallow: /p/\n")

    def stop_writer(self):
        self.writer.stdin.close()
        self.writer.wait(60)
        self.writer.stdout.close()

    def write(self, *orders):
        for order in orders:
            self.writer.stdin.write(order + "\n")
            self.writer.stdin.flush()
            self.assertEqual(self.writer.stdout.readline(), "done\n")

    def follow(self):
        """Begins, and returns once the log is open."""
        process = subprocess.Popen(
            [flow.PROGRAM, "logs", "--follow", "--json", "--robots", "robots",
             "--complete-from", "2026-11-01T00:00:00Z", "access.log"],
            cwd=self.dir, env=flow.environment(), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        self.warned(process, "following access.log")
        return process

    def warned(self, process, words):
        """Waits for that warning."""
        for text in process.stderr:
            if words in text:
                return
        self.fail(f"no warning of: {words}")

    def result(self, process):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        return json.loads(out)

    def clients(self, result):
        return sorted(one["ip"] for one in result["clients"])

    def test_what_is_written_until_the_end_counts(self):
        process = self.follow()
        self.write(line(2), line(3))
        result = self.result(process)
        self.assertEqual(self.clients(result),
                         ["192.0.2.1", "192.0.2.2", "192.0.2.3"])
        self.assertEqual([f["code"] for f in result["findings"]], ["V2"] * 3)
        with open(self.log, "rb") as file:
            whole = file.read()
        self.assertEqual(result["files"][0]["size"], len(whole))
        self.assertEqual(result["files"][0]["file"], "access.log")

    def test_a_half_line_is_counted_as_such(self):
        process = self.follow()
        self.write("half " + line(2)[:60])
        result = self.result(process)
        self.assertEqual(result["files"][0]["set_aside"], 1)
        self.assertEqual(result["files"][0]["reasons"],
                         [{"line": 2, "reason": "cut short"}])

    def test_a_renamed_log_is_read_to_its_end_and_the_new_one_after_it(self):
        process = self.follow()
        # The writer goes on with the old file until it is told.
        self.write("rename", line(2), "reopen", line(3))
        self.warned(process, "another file took the log's name")
        self.write(line(4))
        result = self.result(process)
        self.assertEqual([f["lines"] for f in result["files"]], [2, 2])
        self.assertEqual(self.clients(result),
                         [f"192.0.2.{n}" for n in range(1, 5)])

    def test_a_truncated_log_is_said_and_read_again(self):
        self.write(line(2), line(3))
        process = self.follow()
        self.write("truncate", line(4))
        self.warned(process, "the log became shorter")
        result = self.result(process)
        self.assertEqual([f["lines"] for f in result["files"]], [3, 1])
        self.assertEqual(len(self.clients(result)), 4)

    def test_it_takes_one_file(self):
        done = self.veto("logs", "--follow", "-")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--follow takes one log", done.stderr)
        done = self.veto("logs", "--follow", "none.log")
        self.assertIn("cannot read the log", done.stderr)


if __name__ == "__main__":
    script_main.run()
