# Sourced by the other scripts: finds what this machine lacks and installs it, or says how.
# Nothing of it runs when there is nothing to build.

say() { printf '%s\n' "$*" >&2; }
fail() { say "interleave: $*"; exit 1; }

# The name that each package manager has for what is needed.
packages_for() { # manager need
  case "$1:$2" in
    apt-get:compiler) echo build-essential ;;
    apt-get:ncurses) echo libncurses-dev ;;
    apt-get:cmark) echo libcmark-gfm-dev libcmark-gfm-extensions-dev ;;
    apt-get:yaml) echo libyaml-dev ;;
    apt-get:sqlite) echo libsqlite3-dev ;;
    dnf:compiler) echo gcc gcc-c++ ;;
    dnf:ncurses) echo ncurses-devel ;;
    dnf:cmark) echo cmark-gfm-devel ;;
    dnf:yaml) echo libyaml-devel ;;
    dnf:sqlite) echo sqlite-devel ;;
    pacman:compiler) echo base-devel ;;
    pacman:ncurses) echo ncurses ;;
    pacman:cmark) echo cmark-gfm ;;
    pacman:yaml) echo libyaml ;;
    pacman:sqlite) echo sqlite ;;
    pacman:python) echo python ;;
    brew:compiler) ;;
    brew:cmark) echo cmark-gfm ;;
    brew:yaml) echo libyaml ;;
    brew:python) echo python3 ;;
    *:python) echo python3 ;;
    *) echo "$2" ;;
  esac
}

manager() {
  for name in apt-get dnf pacman brew; do
    if command -v "$name" >/dev/null 2>&1; then echo "$name"; return; fi
  done
}

# Whether a C program can include these headers.
has_headers() {
  local header
  for header in "$@"; do printf '#include <%s>\n' "$header"; done \
    | "$compiler" -E -x c - >/dev/null 2>&1
}

missing_needs() { # the needs beyond the libraries
  compiler=$(command -v cc || command -v clang || true)
  if [ -z "$compiler" ]; then
    echo compiler ncurses cmark yaml sqlite
  else
    has_headers ncurses.h || echo ncurses
    has_headers cmark-gfm.h cmark-gfm-core-extensions.h || echo cmark
    has_headers yaml.h || echo yaml
    has_headers sqlite3.h || echo sqlite
  fi
  local need
  for need in "$@"; do
    case "$need" in
      python) command -v python3 >/dev/null 2>&1 || echo python ;;
      *) command -v "$need" >/dev/null 2>&1 || echo "$need" ;;
    esac
  done
}

# Makes this machine able to build: ensure_ready [NEED...], where a NEED is a program.
ensure_ready() {
  local needs manager packages need as_root command
  needs=$(missing_needs "$@")
  if [ -n "$needs" ]; then
    manager=$(manager)
    packages=""
    for need in $needs; do packages="$packages $(packages_for "$manager" "$need")"; done
    packages=$(echo $packages)
    [ -n "$manager" ] || fail "these are missing, and no package manager is known here: $needs"
    as_root=""
    if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then as_root="sudo "; fi
    case "$manager" in
      apt-get) command="${as_root}apt-get install -y $packages" ;;
      dnf) command="${as_root}dnf install -y $packages" ;;
      pacman) command="${as_root}pacman -S --needed --noconfirm $packages" ;;
      brew) command="brew install $packages" ;;
    esac
    if [ -n "$as_root" ] && ! can_use_sudo; then
      say "These packages are needed to build Interleave: $packages."
      say "Install them, and start this again:"
      say "    $command"
      exit 1
    fi
    say "These packages are needed to build Interleave: $packages."
    say "Installing them with: $command"
    if [ "$manager" = apt-get ]; then
      export DEBIAN_FRONTEND=noninteractive
      # A fresh machine has no lists of packages yet.
      $command >&2 || { ${as_root}apt-get update >&2 && $command >&2; } \
        || fail "the packages could not be installed; see above"
    else
      $command >&2 || fail "the packages could not be installed; see above"
    fi
    needs=$(missing_needs "$@")
    [ -z "$needs" ] || fail "still missing after the installation:" $needs
  fi
  ensure_swift
}

# With a password where somebody is there to type it.
can_use_sudo() {
  command -v sudo >/dev/null 2>&1 || return 1
  sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }
}

ensure_swift() {
  local version
  if ! command -v swift >/dev/null 2>&1; then
    say "Swift 6.2 or newer is needed to build Interleave."
    if [ "$(manager)" = brew ]; then
      say "Install it with: brew install swift"
    else
      say "Install it as https://www.swift.org/install/ describes, and start this again."
    fi
    exit 1
  fi
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  set -- $version
  if [ "${1:-0}" -lt 6 ] || { [ "${1:-0}" -eq 6 ] && [ "${2:-0}" -lt 2 ]; }; then
    fail "Swift 6.2 or newer is needed, and this is ${1:-?}.${2:-?}; see https://www.swift.org/install/"
  fi
}

release_binary=.build/release/interleave
release_stamp=.build/release/interleave.stamp

is_built() {
  [ -x "$release_binary" ] && [ -e "$release_stamp" ] \
    && [ -z "$(find Package.swift Sources -newer "$release_stamp" ! -name '*.py' ! -name '*.md' \
      -print 2>/dev/null | head -n 1)" ]
}

# Needs no Swift on the machine that it runs on.
build_release() {
  if is_built; then return; fi
  ensure_ready
  say "Building Interleave; the first time takes a minute or two."
  # The stamp is as old as the build's start: what is saved meanwhile is built the next time.
  mkdir -p .build
  touch .build/started
  swift build -c release --static-swift-stdlib --product interleave >&2 \
    || fail "the build failed; see above"
  mv .build/started "$release_stamp"
}
