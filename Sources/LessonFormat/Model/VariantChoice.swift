extension Demo {
  /// The variant itself where there is a Python for it, or what stands in for it; nil where nothing
  /// runs.
  package func runnable(_ variant: Variant, where isThere: (PythonVersion) -> Bool) -> Variant? {
    var candidate = variant
    // Stand-ins need ever older versions, so this ends.
    for _ in variants {
      guard let needed = candidate.requires, !isThere(needed) else {
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
