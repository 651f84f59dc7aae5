/// A YAML value with the place where it stands.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `isPlain` tells `1` from `"1"`.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  package var content: Content
  package var range: SourceRange

  package var kind: String {
    switch content {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// Why a YAML text could not be read; the range counts from the text's own first line.
package struct YAMLProblem: Error, Sendable {
  package var range: SourceRange
  package var message: String
  package var fix: String
}
