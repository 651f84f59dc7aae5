import CNcurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

/// Makes characters count as what they are, whatever the locale, and says whether the person's
/// locale asks for ASCII alone. Where it says nothing at all, terminals of today speak UTF-8.
func prepareCharacterSet() -> Bool {
  setlocale(LC_CTYPE, "")
  let isUnicode = String(cString: interleave_codeset()) == "UTF-8"
  if !isUnicode && setlocale(LC_CTYPE, "C.UTF-8") == nil { setlocale(LC_CTYPE, "en_US.UTF-8") }
  let asked = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG")
  guard !isUnicode, let asked = asked?.lowercased() else { return false }
  // A locale of that name need not be installed here.
  return !asked.contains("utf-8") && !asked.contains("utf8")
}
