/// Completions, made of the specifications; lessons and steps are asked from the program itself.
enum ShellCompletions {
  static func script(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  /// Prints `sync-basics` and `sync-basics/three-fetches`, one on a line.
  private static let lessonQuery = "interleave list --names 2>/dev/null"

  /// Prints `gather`, `timeouts` and so on, one on a line.
  private static let entryQuery = "interleave reference --names 2>/dev/null"

  private static var bash: String {
    var cases: [String] = []
    for command in Commands.all {
      let options = (command.options + Commands.program.options).map { "--\($0.long)" }
      cases.append(
        """
            \(command.name))
              options="\(options.joined(separator: " "))"
              \(bashOperands(command.completes))
              ;;
        """)
    }
    let values = (Commands.program.options + Commands.all.flatMap(\.options))
      .filter { $0.value != nil }
      .map { "    --\($0.long)) \(bashValue($0.completes)); return ;;" }
    return """
      # bash completion for interleave
      _interleave() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local command="" options="" word index
        COMPREPLY=()
        # Bash takes "--lessons=DIR" for three words.
        if [[ $current == = ]]; then
          current=""
        elif [[ $previous == = ]]; then
          previous="${COMP_WORDS[COMP_CWORD-2]}"
        fi
        for ((index = 1; index < COMP_CWORD; index++)); do
          word="${COMP_WORDS[index]}"
          case "$word" in
            \(Commands.program.options.filter { $0.value != nil }.map { "--\($0.long)" }.joined(separator: "|")))
              [[ ${COMP_WORDS[index + 1]} == = ]] && ((index++))
              ((index++))
              ;;
            -*) ;;
            *) command="$word"; break ;;
          esac
        done
        case "$previous" in
      \(values.joined(separator: "\n"))
        esac
        case "$command" in
          "")
            options="\(Commands.program.options.map { "--\($0.long)" }.joined(separator: " "))"
            [[ $current != -* ]] && COMPREPLY=($(compgen -W "\(commandNames)" -- "$current"))
            ;;
      \(cases.joined(separator: "\n"))
        esac
        [[ $current == -* ]] && COMPREPLY=($(compgen -W "$options" -- "$current"))
      }
      complete -F _interleave interleave

      """
  }

  private static func bashOperands(_ completion: Completion) -> String {
    let condition = "[[ $current != -* ]] && "
    return switch completion {
    case .nothing: ":"
    default: condition + bashValue(completion)
    }
  }

  private static func bashValue(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ":"
    // Bash's own completion knows blanks and adds a slash; macOS's old one has no compopt.
    case .files:
      "{ compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- \"$current\")); }"
    case .folders:
      "{ compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- \"$current\")); }"
    case .lessons: "COMPREPLY=($(compgen -W \"$(\(lessonQuery))\" -- \"$current\"))"
    case .entries: "COMPREPLY=($(compgen -W \"$(\(entryQuery))\" -- \"$current\"))"
    case .commands: "COMPREPLY=($(compgen -W \"\(commandNames)\" -- \"$current\"))"
    case .words(let words):
      "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\"))"
    }
  }

  private static var commandNames: String { Commands.all.map(\.name).joined(separator: " ") }

  private static var zsh: String {
    let commands = Commands.all.map { "    '\($0.name):\(zshEscape($0.summary))'" }
    let global = Commands.program.options.map { "    \(zshOption($0)) \\" }
    let cases = Commands.all.map { command in
      """
            \(command.name))
              _arguments $global \(command.options.map(zshOption).joined(separator: " ")) \
      '*:argument:\(zshAction(command.completes))'
              ;;
      """
    }
    return """
      #compdef interleave
      # zsh completion for interleave
      _interleave() {
        local -a commands global
        local state line
        commands=(
      \(commands.joined(separator: "\n"))
        )
        global=( \\
      \(global.joined(separator: "\n"))
        )
        _arguments -C $global '1:command:->command' '*::argument:->argument'
        case $state in
          command) _describe command commands ;;
          argument)
            case $line[1] in
      \(cases.joined(separator: "\n"))
            esac
            ;;
        esac
      }
      _interleave_lessons() {
        local -a lessons
        lessons=(${(f)"$(\(lessonQuery))"})
        _multi_parts / lessons
      }
      _interleave_entries() {
        local -a entries
        entries=(${(f)"$(\(entryQuery))"})
        _describe entry entries
      }
      _interleave "$@"

      """
  }

  private static func zshOption(_ option: OptionSpecification) -> String {
    let value = option.value.map { "=:\($0):\(zshAction(option.completes))" } ?? ""
    return "'--\(option.long)"
      + (option.value == nil
        ? "[\(zshEscape(option.help))]'" : "=[\(zshEscape(option.help))]\(value.dropFirst())'")
  }

  private static func zshAction(_ completion: Completion) -> String {
    switch completion {
    case .nothing: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .lessons: "_interleave_lessons"
    case .entries: "_interleave_entries"
    case .commands: "(\(commandNames))"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  private static func zshEscape(_ text: String) -> String {
    text.map { "'[]:".contains($0) ? ($0 == "'" ? "'\\''" : "\\\($0)") : String($0) }.joined()
  }

  private static var fish: String {
    let withValues = (Commands.program.options + Commands.all.flatMap(\.options))
      .filter { $0.value != nil }.map { "--\($0.long)" }.joined(separator: " ")
    var lines = [
      """
      # fish completion for interleave
      # Whether the command typed so far is this one; without an argument, whether there is one.
      function __interleave_command
        set -l words (commandline -opc)
        set -e words[1]
        while set -q words[1]
          switch $words[1]
            case \(withValues)
              set -e words[1]
            case '-*'
            case '*'
              test (count $argv) -eq 0; or test $words[1] = $argv[1]
              return
          end
          set -e words[1]
        end
        return 1
      end
      complete -c interleave -f
      """
    ]
    for command in Commands.all {
      lines.append(
        "complete -c interleave -n 'not __interleave_command' -a \(command.name) "
          + "-d '\(fishEscape(command.summary))'")
    }
    for option in Commands.program.options { lines.append(fishOption(option, condition: "")) }
    for command in Commands.all {
      let condition = " -n '__interleave_command \(command.name)'"
      for option in command.options { lines.append(fishOption(option, condition: condition)) }
      if let words = fishWords(command.completes) {
        lines.append("complete -c interleave\(condition) \(words)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishOption(_ option: OptionSpecification, condition: String) -> String {
    var line = "complete -c interleave\(condition) -l \(option.long)"
    if let short = option.short { line += " -s \(short)" }
    if option.value != nil { line += " -r \(fishWords(option.completes) ?? "")" }
    return line + " -d '\(fishEscape(option.help))'"
  }

  private static func fishWords(_ completion: Completion) -> String? {
    switch completion {
    case .nothing: nil
    case .files, .folders: "-F"
    case .lessons: "-a '(\(lessonQuery))'"
    case .entries: "-a '(\(entryQuery))'"
    case .commands: "-a '\(commandNames)'"
    case .words(let words): "-a '\(words.joined(separator: " "))'"
    }
  }

  private static func fishEscape(_ text: String) -> String {
    text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }
}
