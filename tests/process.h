// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the program as a user does: arguments and input in, exit code and both
// outputs back.

#ifndef VETO_TESTS_PROCESS_H_
#define VETO_TESTS_PROCESS_H_

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support.h"

namespace veto::test {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

inline std::string quoted(const std::string& word) {
  std::string text = "'";
  for (char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Runs in `dir`, bounded by a minute.
inline Ran run_veto(const TempDir& dir, const std::vector<std::string>& args,
                    const std::string& input = "") {
  std::ofstream(dir / "stdin", std::ios::binary) << input;
  std::string command = "cd " + quoted(dir.path().string()) +
                        " && timeout 60 " + quoted(VETO_PROGRAM);
  for (const auto& arg : args) command += " " + quoted(arg);
  command += " <stdin >stdout 2>stderr";
  const int status = std::system(command.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.out = slurp(dir / "stdout");
  ran.err = slurp(dir / "stderr");
  return ran;
}

}  // namespace veto::test

#endif  // VETO_TESTS_PROCESS_H_
