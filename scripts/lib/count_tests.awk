# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads ctest's LastTest.log, prints "N passed, N failed, N skipped".
#
# A doctest program counts by its cases ("[doctest] test cases: ..."), a
# script by the closing line of its own that has the form above, anything else
# as one test. A program that ctest calls failed has at least one failure,
# whatever it printed. "SKIPPED" at the start of a line is one test case that
# ran but could not test: it counts as skipped, not as passed.

function close_test(failed_by_ctest) {
  if (!counted) cases_passed = failed_by_ctest ? 0 : 1
  if (failed_by_ctest && cases_failed == 0) cases_failed = 1
  if (said_skipped > cases_passed) said_skipped = cases_passed
  passed += cases_passed - said_skipped
  failed += cases_failed
  skipped += said_skipped + cases_skipped
  in_test = 0
}

/^[0-9]+\/[0-9]+ Testing: / && !in_output {
  if (in_test) close_test(1)
  in_test = 1
  counted = cases_passed = cases_failed = cases_skipped = said_skipped = 0
}
/^Output:$/ && in_test { in_output = 1; next }
/^<end of output>$/ { in_output = 0; next }
in_output && /^SKIPPED/ { said_skipped++ }
in_output && /^\[doctest\] test cases: / {
  line = $0
  gsub(/\033\[[0-9;]*m/, "", line)
  split(line, part, "|")
  split(part[2], ok, " ")
  split(part[3], bad, " ")
  cases_passed += ok[1]
  cases_failed += bad[1]
  counted = 1
}
in_output && /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ {
  cases_passed += $1
  cases_failed += $3
  # Scripts count their skips themselves, and print SKIPPED lines besides.
  cases_skipped += $5
  said_skipped = 0
  counted = 1
}
!in_output && in_test && /^Test Passed\.$/ { close_test(0) }
!in_output && in_test && /^Test Failed\.$/ { close_test(1) }
END {
  if (in_test) close_test(1)
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
}
