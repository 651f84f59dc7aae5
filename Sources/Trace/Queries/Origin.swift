extension Timeline {
  /// Where the time of a run is counted from, in words, pictures and comparisons.
  package var origin: Int64 { programStart }

  /// All of the run.
  package var span: Range<Int64> { origin..<(max(end, origin) + 1) }

  /// From there to the last moment that anything is known of.
  package var total: Int64 { max(end - origin, 0) }
}
