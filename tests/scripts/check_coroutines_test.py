# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_coroutines passes over the tree and catches each shape that
g++ 12 gets wrong."""

import pathlib
import subprocess
import tempfile
import unittest

import script_main

CHECK = script_main.ROOT / "scripts" / "check_coroutines"

OFFENCES = [
    # Conditions.
    "if (co_await ready(x)) go();",
    "if (auto r = co_await get(x); r.ok) go();",
    "if (!co_await ready(x)) { go(); }",
    "while (co_await more(x)) go();",
    "switch (co_await kind(x)) { default: break; }",
    "for (int i = 0; co_await more(i); ++i) go();",
    "for (auto x : co_await all(y)) go();",
    "do { go(); } while (co_await more(x));",
    # Braces and aggregates.
    "co_await send(Request{url, 1});",
    "auto r = co_await send({url, 1});",
    "co_await send(Request(url, 1));",
    "co_await send(http::Request(url, 1));",
    "co_await send(first, Pair<int, int>(1, 2));",
    "co_await send(std::string(5, 'x'));",
    "co_await send(std::pair<int, int>(1, 2));",
    "auto r = co_await send(\n    Request{\n        url});",
    "Result r{co_await get(x)};",
    "Result r = {co_await get(x), 1};",
    "return_value(Result{co_await get(x)});",
    # Lambdas.
    "co_await post([x] { go(x); });",
    "co_await spawn(pool, [&]() -> Task { co_return; });",
    # Inside expressions.
    "use(co_await get(x));",
    "auto r = 1 + co_await get(x);",
    "auto r = ok ? co_await a(x) : 0;",
    "items.push_back(co_await get(x));",
    "auto r = co_await a(co_await b(x));",
    "if (ok) use(co_await get(x));",
    "auto r = (co_await get(x)).value();",
]

ALLOWED = [
    "co_await get(x);",
    "auto r = co_await get(x);",
    "const auto r = co_await get(x, 1, \"text {\", 'c');",
    "auto [error, n] = co_await read(socket, buffer);",
    "auto& r = co_await get(x);",
    "Result<Page> r = co_await get(x);",
    "std::optional<int> r = co_await get(x);",
    "r = co_await get(x);",
    "this->state_.r = co_await get(x);",
    "(void)co_await get(x);",
    "co_return co_await get(x);",
    "if (ok) co_await get(x);",
    "if (ok(a, b)) r = co_await get(x);",
    "else co_await get(x);",
    "while (true) { auto r = co_await get(x); if (!r) break; }",
    "case Kind::page: co_await get(x); break;",
    "for (;;) co_await tick(timer);",
    "auto r = co_await timer.async_wait(as_tuple(use_awaitable));",
    "auto r = co_await get(std::move(x));",
    "auto r = co_await get(items[3], make_request(url));",
    "auto r = co_await get(Url::parse(text));",
    "auto r = co_await get<Page>(x, kLimit, static_cast<Big>(y));",
    "auto r = co_await std::move(task);",
    "// if (co_await ready(x)) go();",
    "/* if (co_await ready(x)) go(); */",
    'log("if (co_await x) {");',
    'log(R"(if (co_await x) {)");',
    "auto n = 1'000'000; co_await get(n);",
]


def check(statement):
    text = f"Task f(int x) {{\n  go();\n  {statement}\n}}\n"
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "a.cc"
        file.write_text(text)
        return subprocess.run([CHECK, file], capture_output=True, text=True)


class CheckCoroutines(unittest.TestCase):

    def test_tree_is_clean(self):
        done = subprocess.run([CHECK], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.stderr, done.returncode),
                         ("", "", 0))

    def test_each_offence_is_caught(self):
        for statement in OFFENCES:
            with self.subTest(statement):
                done = check(statement)
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stdout, r"a\.cc:[3-9]: ")

    def test_what_is_allowed_passes(self):
        for statement in ALLOWED:
            with self.subTest(statement):
                done = check(statement)
                self.assertEqual((done.stdout, done.returncode), ("", 0))

    def test_line_numbers_survive_comments_and_strings(self):
        done = check('/* a\n\n */ log(R"(\n)");\n  use(co_await get(x));')
        self.assertIn("a.cc:7: ", done.stdout)


if __name__ == "__main__":
    script_main.run()
