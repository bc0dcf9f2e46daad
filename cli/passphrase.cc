// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/passphrase.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "base/file.h"
#include "base/text.h"

namespace veto::cli {
namespace {

constexpr std::uint64_t kMaxPassphraseFile = 4096;

// What is typed stays unseen while this lives.
class Unseen {
 public:
  Unseen() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios without = before_;
    without.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &without) == 0;
  }
  ~Unseen() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::fputc('\n', stderr);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::string ask(const std::string& question) {
  std::fprintf(stderr, "%s: ", question.c_str());
  std::fflush(stderr);
  const Unseen unseen;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

}  // namespace

Result<std::string> signing_passphrase(const std::filesystem::path& file,
                                       const std::filesystem::path& key,
                                       bool new_key) {
  if (!file.empty()) {
    auto text = read_file(file, kMaxPassphraseFile);
    if (!text) return pass(text);
    return text->substr(0, text->find_first_of("\r\n"));
  }
  if (const char* given = std::getenv("VETO_KEY_PASSPHRASE"))
    return std::string(given);
  if (::isatty(STDIN_FILENO) == 0)
    return fail(ErrorKind::usage, "the signing key needs its passphrase",
                key.string(),
                "set VETO_KEY_PASSPHRASE, or name a file: --passphrase-file");
  if (!new_key) return ask("passphrase of the signing key");
  std::fprintf(stderr,
               "a signing key is made now, in %s\n"
               "keep its passphrase: without it nothing more can be sealed "
               "with this key\n",
               printable(key.string()).c_str());
  std::string first = ask("new passphrase, 8 characters or more");
  if (ask("the same again") != first)
    return fail(ErrorKind::usage, "the two passphrases differ");
  return first;
}

}  // namespace veto::cli
