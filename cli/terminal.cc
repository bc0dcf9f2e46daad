// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "base/text.h"

namespace veto::cli {
namespace {

bool progress_shown = false;

void print_line(std::string_view label, const Error& error) {
  end_progress();
  std::string text =
      fmt::format("veto: {}: {}\n", label, printable(error.message()));
  if (!error.hint.empty())
    text += fmt::format("veto: hint: {}\n", printable(error.hint));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void show_progress(std::string_view what, std::uint64_t done,
                   std::uint64_t total) {
  const std::string of = total > 0 ? fmt::format("/{}", total) : "";
  fmt::print(stderr, "\r\033[K{} {}{}", printable(what, 60), done, of);
  std::fflush(stderr);
  progress_shown = true;
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
  if (!quiet && ::isatty(STDERR_FILENO) != 0)
    sinks.progress = [](std::string_view what, std::uint64_t done,
                        std::uint64_t total) {
      show_progress(what, done, total);
    };
  return sinks;
}

void end_progress() {
  if (!progress_shown) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  progress_shown = false;
}

void print_result(std::string_view text) {
  end_progress();
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace veto::cli
