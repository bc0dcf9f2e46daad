# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_includes passes over the tree and catches each offence."""

import pathlib
import subprocess
import tempfile
import unittest

import script_main

CHECK = script_main.ROOT / "scripts" / "check_includes"

OFFENCES = [
    # file, line, part of the complaint
    ("base/a.cc", '#include "config/settings.h"', "base/ may not include"),
    ("config/a.h", '#include "crawler/crawl.h"', "stands above"),
    ("crawler/a.cc", '#include "audit/finding.h"', "stands above"),
    ("audit/logs/a.cc", '#include "reports/report.h"', "stands above"),
    ("reports/a.cc", '#include "cli/command.h"', "stands above"),
    ("audit/faces/a.cc", '#include "crawler/crawl.h"', "only crawler/api/"),
    ("audit/a.cc", '#include "crawler/store.h"', "only crawler/api/"),
    ("reports/a.cc", '#include "crawler/crawl.h"', "only crawler/api/"),
    ("cli/a.cc", '#include "crawler/frontier.h"', "only crawler/api/"),
    ("crawler/fetcher.cc", "#include <curl/curl.h>", "crawler/transport*"),
    ("audit/a.cc", "#include <curl/curl.h>", "crawler/transport*"),
    ("crawler/robots.cc", "#include <gumbo.h>", "crawler/parse_page_tree.cc"),
    ("crawler/a.cc", "#include <boost/asio.hpp>", "base/task.h"),
    ("crawler/a.cc", "#include <boost/asio/steady_timer.hpp>", "base/task.h"),
    ("audit/a.cc", "#include <sqlite3.h>", "base/db*"),
    ("base/a.cc", '#include "../config/settings.h"', "from the root"),
    ("cli/a.cc", '#include "tests/support.h"', "for tests alone"),
    ("cli/a.cc", "#include <doctest/doctest.h>", "for tests alone"),
    ("base/a.cc", '  #  include "config/settings.h"', "stands above"),
    ("base/a.cc", '#include "config/settings.h"  // why', "stands above"),
]

ALLOWED = [
    ("base/task.h", "#include <boost/asio.hpp>"),
    ("base/db.cc", "#include <soci/soci.h>"),
    ("crawler/transport.cc", "#include <curl/curl.h>"),
    ("crawler/transport_loop.h", "#include <boost/asio/prefer.hpp>"),
    ("crawler/transport_socket.cc", "#include <curl/multi.h>"),
    ("crawler/parse_page_tree.cc", "#include <gumbo.h>"),
    ("crawler/a.cc", '#include "base/task.h"'),
    ("audit/logs/a.cc", '#include "crawler/api/robots.h"'),
    ("reports/a.cc", '#include "crawler/api/capture.h"'),
    ("cli/a.cc", '#include "crawler/crawl.h"'),
    ("base/a.cc", '// #include "config/settings.h"'),
    ("base/a.cc", '/*\n#include "config/settings.h"\n*/'),
    ("config/a.cc", '#include "embedded/scrapers.h"'),
]


def check(*files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files:
            file = pathlib.Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("// a comment\n" + text + "\n")
        return subprocess.run([CHECK, folder], capture_output=True, text=True)


class CheckIncludes(unittest.TestCase):

    def test_tree_is_clean(self):
        done = subprocess.run([CHECK], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.stderr, done.returncode),
                         ("", "", 0))

    def test_each_offence_is_caught_with_file_and_line(self):
        for path, text, complaint in OFFENCES:
            with self.subTest(path=path, text=text):
                done = check((path, text))
                self.assertEqual(done.returncode, 1)
                self.assertIn(f"{path}:2: ", done.stdout)
                self.assertIn(complaint, done.stdout)

    def test_what_is_allowed_passes(self):
        for path, text in ALLOWED:
            with self.subTest(path=path, text=text):
                done = check((path, text))
                self.assertEqual((done.stdout, done.returncode), ("", 0))

    def test_every_offence_is_listed(self):
        done = check(("base/a.cc", '#include "cli/x.h"\n#include "audit/y.h"'),
                     ("config/b.h", '#include "cli/x.h"'))
        self.assertEqual(len(done.stdout.splitlines()), 3)


if __name__ == "__main__":
    script_main.run()
