# SPDX-License-Identifier: GPL-3.0-or-later
#
# Configures and builds one preset's tree. Sourced; needs `root` and `say`.

# What one checkout compiled serves the next, wherever it lies.
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}" CCACHE_NOHASHDIR=1
# Without these ccache passes over whatever uses precompiled headers.
export CCACHE_SLOPPINESS=pch_defines,time_macros

# build_tree PRESET TARGET...: one builder a tree at a time. Ninja itself finds
# in milliseconds that nothing is newer, and runs cmake again where it must.
# Sets `built` to 1 when something was made.
build_tree() {
  local preset=$1 tree="$root/build/$1" log="$root/build/$1.log" plan
  shift
  mkdir -p "$tree"
  exec 9>"$root/build/$preset.lock"
  flock 9
  built=0
  if [ ! -f "$tree/build.ninja" ]; then
    built=1
    say "configuring build/$preset"
    local launcher=()
    ! command -v ccache >/dev/null ||
      launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    if ! (cd "$root" && cmake --preset "$preset" "${launcher[@]}") \
      >"$log" 2>&1 9>&-; then
      tail -n 30 "$log" >&2
      say "configuring failed; all of it is in build/$preset.log"
      rm -f "$tree/build.ninja"
      return 1
    fi
  fi
  plan=$(ninja -C "$tree" -n "$@" 9>&- 2>&1) || plan=${plan:-failed}
  if [[ $plan != *'no work to do'* ]]; then
    built=1
    say "building build/$preset"
    if ! ninja -C "$tree" "$@" >"$log" 2>&1 9>&-; then
      # What the compilers said of the files that failed, without the progress.
      grep -v '^\[[0-9]*/[0-9]*\]' "$log" | tail -n 60 >&2
      say "the build failed; all of it is in build/$preset.log"
      return 1
    fi
  fi
  exec 9>&-
}
