/// What a question asks, as a hash that is the same on every machine and in every version: an answer
/// that was kept applies as long as it has not changed. Explanations, layout and tolerance may.
extension Question {
  package var fingerprint: String {
    var hash = StableHash()
    hash.add(kind.rawValue)
    for block in prompt { hash.add(block) }
    switch answer {
    case .choices(let choices):
      for choice in choices { hash.add((choice.isRight ? "x" : " ") + choice.text.plainText) }
    case .number(let number):
      hash.add(number.unit ?? "")
      switch number.value {
      case .fixed(let value): hash.add(String(value))
      case .measured(let measure):
        hash.add("\(measure.quantity.rawValue) \(measure.variant ?? "")")
      }
    case .order(let lines): for line in lines { hash.add(line.plainText) }
    case .lanes(let query):
      hash.add("\(query.state.rawValue) \(query.variant ?? "") \(query.time)")
    }
    return hash.text
  }
}

extension StableHash {
  fileprivate mutating func add(_ block: Block) {
    switch block.content {
    case .paragraph(let inlines), .heading(_, let inlines): add(inlines.plainText)
    case .list(let list): for item in list.items { for block in item.blocks { add(block) } }
    case .table(let table):
      for row in [table.header] + table.rows { for cell in row { add(cell.plainText) } }
    case .quote(let blocks): for block in blocks { add(block) }
    case .callout(let callout): for block in callout.blocks { add(block) }
    case .code(let code): add(code.text)
    case .demo, .question, .exercise, .pause, .notes: break
    }
  }
}
