// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that holds every answer for a fixed time, any number at once, on
// one thread. Listens on every loopback address: one server, many hosts.

#ifndef VETO_TESTS_BENCH_CRAWL_DELAY_SERVER_H_
#define VETO_TESTS_BENCH_CRAWL_DELAY_SERVER_H_

#include <chrono>
#include <cstdint>

#include "tests/bench/crawl/site.h"

namespace veto::bench {

// Prints its port as a line on stdout, then serves until it is killed.
// robots.txt is answered 404 at once, as nothing of it is measured.
[[noreturn]] void serve(const Site& site, std::chrono::microseconds delay);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_CRAWL_DELAY_SERVER_H_
