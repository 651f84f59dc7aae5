extension Demo {
  /// The variant itself, or what stands in for it on a Python of this version; nil where nothing runs.
  package func runnable(_ variant: Variant, on python: PythonVersion) -> Variant? {
    var candidate = variant
    // Stand-ins need ever older versions, so this ends.
    for _ in variants {
      guard let needed = candidate.requires, !python.satisfies(needed) else {
        return candidate.isRun ? candidate : nil
      }
      guard let name = candidate.standIn, let other = variants.first(where: { $0.name == name })
      else { return nil }
      candidate = other
    }
    return nil
  }
}

extension PythonVersion {
  package func satisfies(_ needed: PythonVersion) -> Bool {
    self >= needed && (isFreeThreaded || !needed.isFreeThreaded)
  }
}
