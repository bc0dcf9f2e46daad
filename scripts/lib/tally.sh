# SPDX-License-Identifier: GPL-3.0-or-later
#
# Counts tests over several runs. Sourced; needs `root`. The counts are lines
# "N passed, N failed, N skipped" in the file `tally`.

# Sanitizers, where a tree has them: lines in their traces (addr2line is there
# wherever a compiler is).
export ASAN_SYMBOLIZER_PATH=/usr/bin/addr2line
export TSAN_OPTIONS="external_symbolizer_path=/usr/bin/addr2line"
export UBSAN_OPTIONS="print_stacktrace=1"

# More at once than there are cores: many tests wait for clocks and servers.
#
# run_ctest FOLDER [ARGS...]: runs the folder's tests, appends their count.
run_ctest() {
  local folder=$1 code=0
  shift
  ctest --test-dir "$folder" --output-on-failure --parallel 4 --timeout 600 \
    --no-tests=error "$@" || code=$?
  local log="$folder/Testing/Temporary/LastTest.log"
  grep -h '^SKIPPED' "$log" || true
  awk -f "$root/scripts/lib/count_tests.awk" "$log" | tail -n 1 >>"$tally"
  return $code
}

# check NAME COMMAND...: one check, counted as one test.
check() {
  local name=$1
  shift
  if "$@"; then
    printf 'ok: %s\n' "$name"
    echo "1 passed, 0 failed, 0 skipped" >>"$tally"
  else
    printf 'FAILED: %s\n' "$name"
    echo "0 passed, 1 failed, 0 skipped" >>"$tally"
    return 1
  fi
}

# Prints the sum as the closing line. Fails when a test failed, when none ran,
# and in CI when one was skipped.
close_tally() {
  local passed failed skipped
  read -r passed failed skipped < <(awk '
    { gsub(",", ""); passed += $1; failed += $3; skipped += $5 }
    END { print passed + 0, failed + 0, skipped + 0 }' "$tally")
  local code=0
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || code=1
  if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
    echo "in CI a skipped test counts as a failure of the run"
    code=1
  fi
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  return $code
}
