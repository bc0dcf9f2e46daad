// SPDX-License-Identifier: GPL-3.0-or-later
//
// Against values from textbooks, and others worked out apart from this program
// (named at each).

#include <doctest/doctest.h>

#include <vector>

#include "audit/statistics/change.h"
#include "audit/statistics/discoveries.h"
#include "audit/statistics/proportion.h"
#include "audit/statistics/site_pool.h"

namespace veto::statistics {
namespace {

using doctest::Approx;

// Roots of (p - k/n)^2 = z^2 p (1 - p) / n, found by bisection in Python.
TEST_CASE("proportion: the score interval") {
  const struct {
    std::uint64_t k, n;
    double low, high;
  } cases[] = {
      {1, 10, 0.017876213, 0.404150027},  {5, 10, 0.236593091, 0.763406909},
      {61, 92, 0.561652984, 0.751363954}, {125, 136, 0.860970850, 0.954238037},
      {9, 9, 0.700854952, 1.000000000},
  };
  for (const auto& one : cases) {
    CAPTURE(one.k);
    CAPTURE(one.n);
    CHECK(wilson(one.k, one.n).low == Approx(one.low).epsilon(1e-6));
    CHECK(wilson(one.k, one.n).high == Approx(one.high).epsilon(1e-6));
  }
}

TEST_CASE("proportion: what is printed of few, of none, and of others") {
  CHECK(!share_interval(0, 0));
  CHECK(!share_interval(3, 4));
  CHECK(share_interval(3, 5)->low == Approx(wilson(3, 5).low));
  CHECK(share_interval(0, 5)->high == Approx(0.6));
  CHECK(share_interval(0, 300)->high == Approx(0.01));
  CHECK(share_interval(0, 300)->low == 0);
  CHECK(share_interval(300, 300)->high == Approx(1));
  CHECK(share_interval(300, 300)->low < 1);
}

// Two tables that textbooks print, and exact sums of integers in Python.
TEST_CASE("change: Fisher's exact test") {
  const struct {
    Counted before, after;
    double p;
  } cases[] = {
      {{3, 4}, {1, 4}, 0.485714286},     // the lady who tastes tea
      {{1, 10}, {11, 14}, 0.002759456},  // men and women who study
      {{0, 160}, {3, 40}, 0.00752246079},
      {{2, 30}, {20, 25}, 2.25592445e-08},
      {{0, 9}, {0, 9}, 1},
      {{4, 1000}, {9, 500}, 0.0135716559},
  };
  for (const auto& one : cases) {
    CAPTURE(one.before.k);
    CAPTURE(one.before.n);
    CHECK(fisher(one.before, one.after) == Approx(one.p).epsilon(1e-6));
    CHECK(fisher(one.after, one.before) == Approx(one.p).epsilon(1e-6));
  }
}

// By numeric integration of the normal density in Python.
TEST_CASE("change: two proportions") {
  const struct {
    Counted before, after;
    double p;
  } cases[] = {
      {{15, 20}, {5, 20}, 0.00156540226},
      {{60, 100}, {45, 100}, 0.0336720689},
      {{30, 100}, {31, 100}, 0.877938672},
  };
  for (const auto& one : cases) {
    CAPTURE(one.after.k);
    CHECK(two_proportions(one.before, one.after) ==
          Approx(one.p).epsilon(1e-5));
  }
  CHECK(two_proportions({0, 9}, {0, 9}) == 1);
  CHECK(two_proportions({9, 9}, {9, 9}) == 1);
}

TEST_CASE("change: the exact test where some cell is below 5") {
  CHECK(!test_change({0, 0}, {1, 2}));
  CHECK(!test_change({1, 2}, {0, 0}));
  CHECK(test_change({4, 20}, {10, 20})->exact);
  CHECK(test_change({10, 20}, {16, 20})->exact);
  CHECK(!test_change({5, 20}, {15, 20})->exact);
  const auto change = test_change({15, 20}, {5, 20});
  CHECK(change->before == Approx(0.75));
  CHECK(change->after == Approx(0.25));
  CHECK(change->p == Approx(two_proportions({15, 20}, {5, 20})));
}

// (0.2 - 0.6) - (0.45 - 0.5) = -0.35; the spread is the root of the sum of
// p(1-p)/n: 0.24/100 + 0.16/100 + 0.25/100 + 0.2475/100.
TEST_CASE("change: difference in differences") {
  const auto found =
      difference_in_differences({60, 100}, {20, 100}, {50, 100}, {45, 100});
  REQUIRE(found);
  CHECK(found->estimate == Approx(-0.35));
  CHECK(found->interval.low == Approx(-0.35 - 1.959964 * 0.094736476));
  CHECK(found->interval.high == Approx(-0.35 + 1.959964 * 0.094736476));
  CHECK(!difference_in_differences({60, 100}, {2, 4}, {50, 100}, {45, 100}));
}

// The fifteen p values of Benjamini and Hochberg's paper, section 4: at 0.05
// the first four are discoveries.
TEST_CASE("discoveries: the example of the paper") {
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201,
                                 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                                 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto rates = discovery_rates(p);
  int discoveries = 0;
  for (const double rate : rates) discoveries += rate <= 0.05;
  CHECK(discoveries == 4);
  CHECK(rates[0] == Approx(0.0015));
  CHECK(rates[3] == Approx(0.0095 * 15 / 4));
  // 0.0298 * 15 / 7 is more than 0.0344 * 15 / 8.
  CHECK(rates[5] == Approx(0.0298 * 15 / 7));
  CHECK(rates[14] == Approx(1));
  const auto turned = discovery_rates(std::vector{1.0, 0.0001});
  CHECK(turned[0] == Approx(1));
  CHECK(turned[1] == Approx(0.0002));
  CHECK(discovery_rates({}).empty());
}

TEST_CASE("sites: the median, whatever the sizes, and drawn by site") {
  CHECK(!pool_sites({}));
  const auto few = pool_sites(std::vector{0.0, 1.0, 0.5, 0.25});
  CHECK(few->median == Approx(0.375));
  CHECK(!few->interval);
  const std::vector<double> shares = {0.0, 0.1, 0.2, 0.3, 0.9};
  const auto pool = pool_sites(shares);
  CHECK(pool->sites == 5);
  CHECK(pool->median == Approx(0.2));
  REQUIRE(pool->interval);
  // The least and greatest shares are medians of some draws: with chance
  // 0.058 each (three or more of five draws), which is more than 2.5 %.
  CHECK(pool->interval->low == Approx(0.0));
  CHECK(pool->interval->high == Approx(0.9));
  CHECK(pool->seed == kPoolSeed);
  const auto again = pool_sites(shares);
  CHECK(again->interval->low == pool->interval->low);
  const auto alike = pool_sites(std::vector{0.4, 0.4, 0.4, 0.4, 0.4});
  CHECK(alike->interval->low == Approx(0.4));
  CHECK(alike->interval->high == Approx(0.4));
}

}  // namespace
}  // namespace veto::statistics
