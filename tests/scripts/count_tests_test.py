# SPDX-License-Identifier: GPL-3.0-or-later
"""The closing count of a test run, from what ctest logs."""

import os
import subprocess
import tempfile
import unittest

import script_main

LIB = script_main.ROOT / "scripts" / "lib"

DOCTEST = "[doctest] test cases: {} | {} passed | {} failed | 0 skipped"


def logged(*tests):
    """ctest's log of tests given as (output, passed)."""
    parts = ["Start testing: Nov 23 10:00 UTC\n" + "-" * 58]
    for number, (output, passed) in enumerate(tests, 1):
        parts.append(
            f"{number}/{len(tests)} Testing: t\n{number}/{len(tests)} Test: t\n"
            f'Command: "t"\nDirectory: d\n"t" start time: x\nOutput:\n'
            f"{'-' * 58}\n{output}\n<end of output>\nTest time = 0.0 sec\n"
            f"{'-' * 58}\nTest {'Passed' if passed else 'Failed'}.\n"
            f'"t" end time: x\n{"-" * 58}')
    return "\n".join(parts) + "\n\nEnd testing: Nov 23 10:00 UTC\n"


def count(text):
    done = subprocess.run(["awk", "-f", LIB / "count_tests.awk"], input=text,
                          capture_output=True, text=True, check=True)
    return done.stdout.strip()


COUNTS = [
    ([], "0 passed, 0 failed, 0 skipped"),
    ([(DOCTEST.format(7, 7, 0), True)], "7 passed, 0 failed, 0 skipped"),
    ([(DOCTEST.format("  7", "  5", " 2"), False)],
     "5 passed, 2 failed, 0 skipped"),
    ([(DOCTEST.format(3, 3, 0), True), (DOCTEST.format(4, 3, 1), False)],
     "6 passed, 1 failed, 0 skipped"),
    # A skip is a case that ran: it is not counted as passed.
    ([("SKIPPED: no models\n" + DOCTEST.format(3, 3, 0), True)],
     "2 passed, 0 failed, 1 skipped"),
    # Scripts count for themselves.
    ([("SKIPPED: x: y\n4 passed, 0 failed, 1 skipped", True)],
     "4 passed, 0 failed, 1 skipped"),
    ([("plain words", True)], "1 passed, 0 failed, 0 skipped"),
    ([("plain words", False)], "0 passed, 1 failed, 0 skipped"),
    # A crash after a good summary (a leak found at exit) is a failure.
    ([(DOCTEST.format(3, 3, 0) + "\nSUMMARY: leak", False)],
     "3 passed, 1 failed, 0 skipped"),
    # Words of a test's output that look like ctest's own.
    ([("Test Passed.\n2/2 Testing: t", False)],
     "0 passed, 1 failed, 0 skipped"),
]


def close(lines, ci=""):
    with tempfile.NamedTemporaryFile("w", suffix=".tally") as tally:
        tally.write("\n".join(lines) + "\n")
        tally.flush()
        return subprocess.run(
            ["bash", "-c", f'. "{LIB}/tally.sh"; tally={tally.name}; '
             "close_tally"],
            env={**os.environ, "CI": ci}, capture_output=True, text=True)


class CountTests(unittest.TestCase):

    def test_counts(self):
        for tests, expected in COUNTS:
            with self.subTest(expected=expected, tests=tests):
                self.assertEqual(count(logged(*tests)), expected)

    def test_a_log_that_breaks_off_counts_as_failed(self):
        text = logged((DOCTEST.format(3, 3, 0), True))
        self.assertEqual(count(text[:text.index("Test Passed.")]),
                         "3 passed, 1 failed, 0 skipped")

    def test_closing_line_sums(self):
        done = close(["1 passed, 0 failed, 1 skipped",
                      "41 passed, 0 failed, 0 skipped"])
        self.assertEqual((done.stdout, done.returncode),
                         ("42 passed, 0 failed, 1 skipped\n", 0))

    def test_closing_line_fails_the_run(self):
        for lines, ci in ((["9 passed, 1 failed, 0 skipped"], ""),
                          (["0 passed, 0 failed, 0 skipped"], ""),
                          (["9 passed, 0 failed, 1 skipped"], "true")):
            with self.subTest(lines=lines, ci=ci):
                done = close(lines, ci)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stdout.splitlines()[-1], lines[0])


if __name__ == "__main__":
    script_main.run()
