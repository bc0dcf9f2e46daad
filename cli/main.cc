// SPDX-License-Identifier: GPL-3.0-or-later

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <thread>

#include "audit/faces/worker.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"

namespace {

using namespace veto;

std::string join(int argc, char** argv) {
  std::string text = "veto";
  for (int i = 1; i < argc; ++i) text += std::string(" ") + argv[i];
  return text;
}

// The first Ctrl-C asks the stages to end in good order, the second ends the
// program at once. Signals are blocked in every thread and read by one.
void watch_signals(std::stop_source stop) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::thread([set, stop]() mutable {
    int signal = 0;
    sigwait(&set, &signal);
    cli::print_warning({ErrorKind::interrupted,
                        "stopping; what is under way is finished first", "",
                        "press Ctrl-C again to end at once"});
    stop.request_stop();
    sigwait(&set, &signal);
    std::_Exit(static_cast<int>(ExitCode::interrupted));
  }).detach();
}

ExitCode usage_error(const CLI::ParseError& error) {
  return cli::print_error({ErrorKind::usage, to_lower(error.what()), "",
                           "veto --help lists commands and flags"});
}

ExitCode run(int argc, char** argv) {
  CLI::App app{
      "veto finds which of your public pages show faces, what your opt-outs "
      "say "
      "and to whom, and what the access logs show of those who visited.\n\n"
      "  veto audit https://example.org/ --log access.log\n"
      "  veto verify veto-example.org/bundles/...",
      "veto"};
  app.set_version_flag("--version", "veto " VETO_VERSION);
  app.require_subcommand(1);
  std::stop_source stop;
  cli::Session session;
  session.clock = std::make_shared<SystemClock>();
  session.stop = stop.get_token();
  session.command_line = join(argc, argv);
  cli::add_audit(app, session);
  cli::add_crawl(app, session);
  cli::add_import(app, session);
  cli::add_faces(app, session);
  cli::add_signals(app, session);
  cli::add_logs(app, session);
  cli::add_report(app, session);
  cli::add_bundle(app, session);
  cli::add_runs(app, session);
  cli::add_diff(app, session);
  cli::add_verify(app, session);
  cli::add_robots(app, session);
  cli::add_scrapers(app, session);
  cli::add_models(app, session);
  cli::add_trap(app, session);
  cli::add_own_site(app, session);
  cli::add_config(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& shown) {  // --help, --version
    app.exit(shown);
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    return usage_error(error);
  }
  watch_signals(stop);
  return session.run();
}

// Bodies and records of some megabytes come and go all the time. Left alone,
// malloc hands each back to the kernel, which then clears its pages for the
// next: a fifth of what writing a bundle took.
void keep_memory_at_hand() {
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto code = faces::serve_if_worker(argc, argv)) return *code;
  keep_memory_at_hand();
  ::signal(SIGPIPE, SIG_IGN);
  try {
    return static_cast<int>(run(argc, argv));
  } catch (const std::exception& thrown) {
    return static_cast<int>(veto::cli::print_error(
        {veto::ErrorKind::bug, std::string("unexpected: ") + thrown.what(), "",
         "this is a bug; please report it with the command you ran"}));
  }
}
