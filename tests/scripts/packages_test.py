# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher's list of packages, and what it says where it cannot install."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import script_main

ROOT = script_main.ROOT


def bash(text, **environment):
    return subprocess.run(
        ["bash", "-c", f'root="{ROOT}"; say() {{ echo "run: $*" >&2; }}; '
         f'. "$root/scripts/lib/packages.sh"; {text}'],
        env={**os.environ, **environment}, capture_output=True, text=True)


class Packages(unittest.TestCase):

    def test_sections(self):
        names = bash("packages_of run").stdout.split()
        self.assertIn("libgumbo-dev", names)
        self.assertNotIn("doctest-dev", names)
        self.assertNotIn("[run]", names)
        both = bash("packages_of run test").stdout.split()
        self.assertEqual(both[:len(names)], names)
        self.assertIn("doctest-dev", both)
        self.assertEqual(len(both), len(set(both)))

    def test_missing_names_only_what_is_not_installed(self):
        done = bash("missing_packages bash no-such-package-veto dpkg")
        self.assertEqual(done.stdout, "no-such-package-veto\n")

    def test_a_system_without_apt_is_told_what_is_needed(self):
        with tempfile.TemporaryDirectory() as folder:
            for tool in ("bash", "dirname", "cat"):
                os.symlink(f"/bin/{tool}" if os.path.exists(f"/bin/{tool}")
                           else f"/usr/bin/{tool}",
                           pathlib.Path(folder) / tool)
            done = subprocess.run([ROOT / "run", "build"],
                                  env={"PATH": folder, "HOME": folder},
                                  capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("no Debian-like system", done.stderr)
        self.assertIn("libboost1.81-dev", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_unknown_commands_are_usage_errors(self):
        for arguments in (["nonsense"], ["test", "--nonsense"]):
            with self.subTest(arguments):
                done = subprocess.run([ROOT / "run", *arguments],
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, 2)
                self.assertIn("usage: ./run audit", done.stderr)
                self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    script_main.run()
