# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing of scripts/packages.txt. Sourced; needs `root`, the
# project's folder, and `say`, which prints one line for the user.

# The packages of the named sections, one a line.
packages_of() {
  local section wanted
  for section in "$@"; do
    wanted=no
    while read -r line; do
      case $line in
        '' | '#'*) ;;
        "[$section]") wanted=yes ;;
        '['*) wanted=no ;;
        *) [ $wanted = no ] || printf '%s\n' "$line" ;;
      esac
    done <"$root/scripts/packages.txt"
  done
}

# Those of the arguments that are not installed, one a line.
missing_packages() {
  # dpkg-query complains about names it never heard of; they are missing too.
  dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    awk -v wanted="$*" '
      $2 == "installed" { have[$1] = 1 }
      END {
        count = split(wanted, names, " ")
        for (i = 1; i <= count; i++)
          if (!(names[i] in have)) print names[i]
      }'
}

# apt-get as root, or by sudo; quiet, asking nothing, removing nothing.
apt_get() {
  local line=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=600 "$@")
  [ "$(id -u)" = 0 ] || line=(sudo "${line[@]}")
  "${line[@]}"
}

# Whether apt has ever been told what there is.
have_package_lists() {
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}

# Installs what is missing of the sections; sets `installed` to how many.
# Exits 2 where it cannot.
install_packages() {
  local wanted missing log="$root/build/install.log"
  installed=0
  mapfile -t wanted < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is no Debian-like system, so nothing was installed or built"
    say "needed, by Debian 12's names: ${wanted[*]}"
    exit 2
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  mkdir -p "$root/build"
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "that needs root, and there is no sudo; run this as root:"
      say "apt-get update && apt-get install --no-install-recommends ${missing[*]}"
      exit 2
    fi
    say "sudo may ask for your password, to run apt-get and nothing else"
  fi
  : >"$log"
  if have_package_lists &&
    apt_get install --no-remove --no-install-recommends "${missing[@]}" \
      >>"$log" 2>&1; then
    installed=${#missing[@]}
    return 0
  fi
  say "asking the package sources what they hold now (apt-get update)"
  if ! apt_get update >>"$log" 2>&1 ||
    ! apt_get install --no-remove --no-install-recommends "${missing[@]}" \
      >>"$log" 2>&1; then
    say "the packages could not be installed; the end of build/install.log:"
    tail -n 15 "$log" >&2
    say "they are Debian 12's; libboost1.81-dev stands beside no other Boost"
    exit 2
  fi
  # shellcheck disable=SC2034
  installed=${#missing[@]}
}
