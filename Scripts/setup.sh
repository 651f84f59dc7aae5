# Sourced by the other scripts: finds what this machine lacks and installs it, or says how.
# Nothing of it runs when there is nothing to build.

say() { printf '%s\n' "$*" >&2; }
fail() { say "interleave: $*"; exit 1; }

# The name that each package manager has for what is needed.
packages_for() { # manager need
  case "$1:$2" in
    apt-get:compiler) echo build-essential binutils-gold ;; # Swift links with gold
    apt-get:ncurses) echo libncurses-dev ;;
    apt-get:cmark) echo libcmark-gfm-dev libcmark-gfm-extensions-dev ;;
    apt-get:yaml) echo libyaml-dev ;;
    apt-get:sqlite) echo libsqlite3-dev ;;
    apt-get:dpkg-shlibdeps) echo dpkg-dev ;;
    apt-get:swift-libraries) echo libcurl4-openssl-dev libxml2-dev ;;
    dnf:compiler) echo gcc gcc-c++ binutils-gold ;;
    dnf:ncurses) echo ncurses-devel ;;
    dnf:cmark) echo cmark-gfm-devel ;;
    dnf:yaml) echo libyaml-devel ;;
    dnf:sqlite) echo sqlite-devel ;;
    dnf:swift-libraries) echo libcurl libxml2 ;;
    pacman:compiler) echo base-devel ;;
    pacman:ncurses) echo ncurses ;;
    pacman:cmark) echo cmark-gfm ;;
    pacman:yaml) echo libyaml ;;
    pacman:sqlite) echo sqlite ;;
    pacman:python) echo python ;;
    pacman:swift-libraries) echo curl libxml2 ;;
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

# "swift build" needs more libraries than "swift" itself, and a toolchain that was unpacked from its
# archive brings none of them.
lacks_libraries_of_swift() {
  case "$(swift build --version 2>&1)" in
    *"error while loading shared libraries"*) ;;
    *) return 1 ;;
  esac
}

# Whether programs can be linked: Swift brings a compiler, yet neither a linker nor the C++ library.
can_link() {
  [ "$(uname)" = Linux ] || return 0
  local folder result=0
  folder=$(mktemp -d)
  echo 'int main(void) { return 0; }' \
    | "$compiler" -fuse-ld=gold -x c - -lstdc++ -o "$folder/program" >/dev/null 2>&1 || result=1
  rm -rf "$folder"
  return $result
}

missing_needs() { # the needs beyond the libraries
  compiler=$(command -v cc || command -v clang || true)
  if [ -z "$compiler" ]; then
    echo compiler ncurses cmark yaml sqlite
  else
    can_link || echo compiler
    has_headers ncurses.h || echo ncurses
    has_headers cmark-gfm.h cmark-gfm-core-extensions.h || echo cmark
    has_headers yaml.h || echo yaml
    has_headers sqlite3.h || echo sqlite
  fi
  if lacks_libraries_of_swift; then echo swift-libraries; fi
  local need
  for need in "$@"; do
    case "$need" in
      python) command -v python3 >/dev/null 2>&1 || echo python ;;
      bubblewrap) [ "$(uname)" != Linux ] || command -v bwrap >/dev/null 2>&1 || echo bubblewrap ;;
      *) command -v "$need" >/dev/null 2>&1 || echo "$need" ;;
    esac
  done
}

# Makes this machine able to build: ensure_ready [NEED...], where a NEED is a program.
ensure_ready() {
  local needs manager packages need as_root update install
  writable_build_folder
  command -v swift >/dev/null 2>&1 || fail_without_swift
  needs=$(missing_needs "$@")
  if [ -n "$needs" ]; then
    manager=$(manager)
    packages=""
    for need in $needs; do packages="$packages $(packages_for "$manager" "$need")"; done
    packages=$(echo $packages)
    [ -n "$manager" ] || fail "these are missing, and no package manager is known here:" $needs
    as_root=""
    if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then as_root="sudo "; fi
    update=""
    case "$manager" in
      apt-get)
        update="${as_root}apt-get update"
        install="${as_root}env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages"
        ;;
      dnf) install="${as_root}dnf install -y $packages" ;;
      pacman) install="${as_root}pacman -S --needed --noconfirm $packages" ;;
      brew) install="brew install $packages" ;;
    esac
    say "These packages are needed to build Interleave: $packages."
    if [ -n "$as_root" ] && ! can_use_sudo; then
      say "Install them, and start this again:"
      if command -v sudo >/dev/null 2>&1; then
        say "    ${update:+$update && }$install"
      else
        say "    su -c '${update:+${update#sudo } && }${install#sudo }'"
      fi
      exit 1
    fi
    if [ -n "$update" ] && ! has_package_lists; then
      say "Installing them with: $update && $install"
    else
      say "Installing them with: $install"
    fi
    if [ -n "$as_root" ] && ! sudo -n true 2>/dev/null; then
      sudo -v || fail "sudo was refused; install the packages in another way, and start this again"
    fi
    # A fresh machine has no lists of packages yet, and another one may have old lists.
    if [ -n "$update" ] && ! has_package_lists; then
      { $update && $install; } >&2 || fail_to_install "$packages"
    else
      $install >&2 || { [ -n "$update" ] && $update >&2 && $install >&2; } \
        || fail_to_install "$packages"
    fi
    needs=$(missing_needs "$@")
    [ -z "$needs" ] || fail "still missing after the installation:" $needs
  fi
  ensure_swift
}

has_package_lists() {
  [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -print 2>/dev/null | head -n 1)" ]
}

fail_to_install() {
  fail "the packages could not be installed, see above. Without a network, install these yourself: $*"
}

# The folder of the build, which knows where it was made: a build does not go on after a move.
writable_build_folder() {
  { mkdir -p .build && [ -w .build ]; } 2>/dev/null \
    || fail "cannot write into $PWD/.build, where the build goes; make a copy of this folder that is yours"
  if [ -e .build/made-in ] && [ "$(cat .build/made-in)" != "$PWD" ]; then
    say "This folder was moved, so everything is built anew."
    rm -rf .build
    mkdir .build
  fi
  printf '%s\n' "$PWD" > .build/made-in
}

# With a password where somebody is there to type it.
can_use_sudo() {
  command -v sudo >/dev/null 2>&1 || return 1
  sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }
}

fail_without_swift() {
  say "Swift 6.2 or newer is needed to build Interleave, and no swift is on the PATH."
  if [ "$(manager)" = brew ]; then
    say "Install it with: brew install swift"
  else
    say "Install it as https://www.swift.org/install/ describes, and start this again."
  fi
  exit 1
}

ensure_swift() {
  local said version
  said=$(swift --version 2>&1 && swift build --version 2>&1) \
    || fail "$(command -v swift) does not start; install what Swift itself needs, as https://www.swift.org/install/ describes. It says:
$said"
  version=$(printf '%s\n' "$said" | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  [ -n "$version" ] || fail "$(command -v swift) does not say its version; is it the compiler? See https://www.swift.org/install/"
  set -- $version
  if [ "$1" -lt 6 ] || { [ "$1" -eq 6 ] && [ "$2" -lt 2 ]; }; then
    fail "Swift 6.2 or newer is needed, and this is $1.$2; see https://www.swift.org/install/"
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
  say "Building Interleave; the first time takes a few minutes."
  # The stamp is as old as the build's start: what is saved meanwhile is built the next time.
  touch ".build/started.$$"
  # The linker warns of a function that Foundation holds and nothing here calls.
  swift build -c release --static-swift-stdlib --product interleave 2>&1 \
    | sed "/the use of .mktemp. is dangerous/d" >&2 \
    || { rm -f ".build/started.$$"; fail "the build failed; see above"; }
  mv ".build/started.$$" "$release_stamp"
}
