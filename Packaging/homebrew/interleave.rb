# Builds Interleave from a clone of its repository, or from the address of one:
#
#     brew tap-new local/interleave
#     cp Packaging/homebrew/interleave.rb "$(brew --repository local/interleave)/Formula/"
#     HOMEBREW_INTERLEAVE="file://$PWD" brew install --HEAD local/interleave/interleave
#
# It was never run: there was no Homebrew to try it with. README says what is likely to need work.
# Where a release is published, its homepage, url and sha256 go here, and `head` gets its address.
class Interleave < Formula
  desc "Course on synchronous and asynchronous programming, in a terminal"
  license "MIT"
  head ENV.fetch("HOMEBREW_INTERLEAVE", "file://#{Dir.pwd}"), using: :git

  depends_on xcode: ["26.0", :build] # Swift 6.2
  depends_on "cmark-gfm"
  depends_on "libyaml"
  depends_on "ncurses" # macOS has one that is too old for the mouse wheel
  depends_on "python@3.13"

  uses_from_macos "swift" => :build
  uses_from_macos "sqlite"

  on_linux do
    depends_on "bubblewrap"
  end

  LIBRARIES = %w[cmark-gfm libyaml ncurses].freeze

  def install
    # Module maps say which libraries, not where; some of these are in no folder that is looked into.
    LIBRARIES.each do |name|
      ENV.append_path "CPATH", Formula[name].opt_include
      ENV.append_path "LIBRARY_PATH", Formula[name].opt_lib
    end
    system "swift", "build", "--disable-sandbox", "--configuration", "release", "--product", "interleave"
    bin.install ".build/release/interleave"
    # The program finds both from where it is: ../share/interleave.
    pkgshare.install "Lessons", "Sources/DemoRunner/Tracer"
    (man1/"interleave.1").write Utils.safe_popen_read(bin/"interleave", "manual")
    generate_completions_from_executable(bin/"interleave", "completions")
  end

  test do
    assert_match "Synchronous code", shell_output("#{bin}/interleave list")
    (testpath/"nap.py").write "import time\ntime.sleep(0.2)\n"
    assert_match "time.sleep(0.2)", shell_output("#{bin}/interleave trace --text nap.py 2>&1")
  end
end
