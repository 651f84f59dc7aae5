import LessonFormat
import Narration
import PlainFrontEnd
import Scenes
import Settings

/// The manual page, in the language of man.
enum Manual {
  static func page() -> String {
    var lines = [
      ".TH INTERLEAVE 1 \"\(Commands.releaseDate)\" \"interleave \(Commands.version)\" \"User Commands\"",
      ".SH NAME", "interleave \\- \(escape(Commands.program.summary))",
      ".SH SYNOPSIS", ".B interleave", ".RI [ OPTION ]...", ".RI [ COMMAND",
      ".RI [ ARGUMENTS ]]",
      ".SH DESCRIPTION",
    ]
    for (index, paragraph) in Commands.program.description.enumerated() {
      lines += (index == 0 ? [] : [".PP"]) + [escape(paragraph)]
    }
    lines += [".SH OPTIONS", "These are options of every command."]
    lines += options(Commands.program.options)
    lines.append(".SH COMMANDS")
    for command in Commands.all {
      lines.append(".SS \"interleave \(command.name) \(escape(command.operands))\"")
      lines.append("\(escape(command.summary.capitalizedFirst)).")
      for paragraph in command.description { lines += [".PP", escape(paragraph)] }
      lines += options(command.options)
      for (line, meaning) in command.examples {
        lines += [
          ".PP", ".EX", "    \(escape(line))", ".EE", "\(escape(meaning.capitalizedFirst)).",
        ]
      }
    }
    lines += settings + keys + plainMode()
    lines += [
      ".SH ENVIRONMENT",
      ".TP", ".B INTERLEAVE_LESSONS", "The folder of the course, as with",
      ".BR \\-\\-lessons .",
      ".TP", ".B INTERLEAVE_PYTHON", "The Python that programs are compiled with.",
      ".TP", ".B ACCESSIBLE", "Set to anything but 0 or false: the same as", ".BR \\-\\-plain .",
      ".TP", ".B NO_COLOR", "Set: no colours, whatever the theme.",
      ".TP", ".B XDG_STATE_HOME", "Where progress is kept, in the folder interleave.",
      ".TP", ".B XDG_CONFIG_HOME", "Where settings are, in the folder interleave.",
      ".SH EXIT STATUS",
      "0 where all is well, 1 where something is wrong with a lesson or could not be done, 2 where",
      "the command line is wrong.",
      ".SH SEE ALSO", ".BR python3 (1)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static var settings: [String] {
    [
      ".SH SETTINGS",
      "A file in YAML may hold settings, one on a line, as \"theme: light\". It is",
      ".I $XDG_CONFIG_HOME/interleave/config.yaml", "or",
      ".IR ~/.config/interleave/config.yaml .",
      "The command line and the environment go before it; a mistake in it is told, and stops nothing.",
    ]
      + Settings.Name.allCases.flatMap { name in
        [".TP", ".B \(escape(name.rawValue))", "\(escape(name.summary.capitalizedFirst))."]
      } + [
        ".PP", "Keys stand beneath the place where they hold and the name of what they do:", ".PP",
        ".EX", "    keys:", "      lesson:", "        run: F5", "        next: [Space, Ctrl\\-N]",
        ".EE",
      ]
  }

  private static var keys: [String] {
    [".SH KEYS"]
      + KeyContext.allCases.flatMap { context in
        [".SS \"\(context.title) (\(context.rawValue))\""]
          + (KeyMap.ordinary.bindings[context] ?? []).flatMap { binding in
            [
              ".TP", ".B \(escape(inWords(binding.keys)))",
              "\(escape(binding.command.summary.capitalizedFirst)) "
                + "(\(escape(binding.command.rawValue))).",
            ]
          }
      }
  }

  private static func plainMode() -> [String] {
    var lines = [".SH PLAIN MODE"]
    for (index, paragraph) in HelpTeller.about.enumerated() {
      lines += (index == 0 ? [] : [".PP"]) + [escape(paragraph)]
    }
    for group in CommandEntry.Group.allCases {
      lines.append(".SS \"\(escape(group.rawValue))\"")
      for entry in CommandTable.all where entry.group == group {
        let shorts = entry.shorts.isEmpty ? "" : " (\(entry.shorts.joined(separator: ", ")))"
        lines += [".TP", ".B \(escape(entry.usage + shorts))"]
        lines.append("\(escape(entry.summary.capitalizedFirst)).")
        lines += entry.details.map(escape)
      }
    }
    return lines
  }

  private static func options(_ options: [OptionSpecification]) -> [String] {
    options.flatMap { option in
      [".TP", ".B \(escape(option.spelling))", "\(escape(option.help.capitalizedFirst))."]
    }
  }

  /// A hyphen is to be typed, so it must stay one; a dot or quote at a line's start is a command.
  private static func escape(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      default: String(character)
      }
    }.joined()
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
