# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_length passes over the tree and catches a long file."""

import pathlib
import subprocess
import tempfile
import unittest

import script_main

CHECK = script_main.ROOT / "scripts" / "check_length"


def check(name, lines):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x\n" * lines)
        return subprocess.run([CHECK, folder], capture_output=True, text=True)


class CheckLength(unittest.TestCase):

    def test_tree_is_clean(self):
        done = subprocess.run([CHECK], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.returncode), ("", 0))

    def test_one_line_too_many_is_caught(self):
        for name in ("base/a.cc", "base/a.h", "tests/a.py", "scripts/tool",
                     "tests/CMakeLists.txt"):
            with self.subTest(name):
                done = check(name, 501)
                self.assertEqual(done.returncode, 1)
                self.assertIn(f"{name}: 501 lines, 1 over 500", done.stdout)

    def test_five_hundred_lines_and_data_pass(self):
        for name, lines in (("base/a.cc", 500), ("config/data/a.json", 9000),
                            ("build/a.cc", 9000)):
            with self.subTest(name):
                self.assertEqual(check(name, lines).returncode, 0)


if __name__ == "__main__":
    script_main.run()
