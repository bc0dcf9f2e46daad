// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/terminal.h"

#include <fmt/format.h>

#include <cstdio>
#include <mutex>
#include <string>

#include "base/text.h"
#include "cli/progress.h"

namespace veto::cli {
namespace {

// One for the program: there is one standard error.
Progress& progress() {
  static Progress shown(standard_error());
  return shown;
}

// The thread that waits for Ctrl-C speaks too.
std::mutex& speaking() {
  static std::mutex mutex;
  return mutex;
}

void print_line(std::string_view label, const Error& error) {
  const std::lock_guard lock(speaking());
  progress().wipe();
  std::string text =
      fmt::format("veto: {}: {}\n", label, printable(error.message()));
  if (!error.hint.empty())
    text += fmt::format("veto: hint: {}\n", printable(error.hint));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

ExitCode print_error(const Error& error) {
  print_line("error", error);
  return exit_code_for(error.kind);
}

void print_warning(const Error& error) { print_line("warning", error); }

Sinks terminal_sinks(bool quiet) {
  Sinks sinks;
  sinks.warn = [](const Error& error) { print_warning(error); };
  if (!quiet)
    sinks.progress = [](std::string_view what, std::uint64_t done,
                        std::uint64_t total) {
      const std::lock_guard lock(speaking());
      progress().step(what, done, total);
    };
  return sinks;
}

void begin_progress(std::string_view stage) {
  const std::lock_guard lock(speaking());
  progress().begin(stage);
}

void end_progress() {
  const std::lock_guard lock(speaking());
  progress().wipe();
}

void print_result(std::string_view text) {
  end_progress();
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace veto::cli
