package org.metasparse.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.metasparse.files.InputException;
import org.metasparse.fit.Effort;
import org.metasparse.signal.Medium;
import org.metasparse.train.Preset;

/** {@code completion}: what a shell needs to complete commands, options and their values. */
final class CompletionCommand implements Command {
  private final List<Command> commands;

  /** For these commands, and itself. */
  CompletionCommand(List<Command> commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String usage() {
    return "bash|zsh";
  }

  @Override
  public String summary() {
    return "Prints a script that completes commands, options and files in a shell";
  }

  @Override
  public String details() {
    return """
        The shell must know the program as metasparse, such as by
          alias metasparse='java -jar /PATH/metasparse.jar'
        In bash, now or in ~/.bashrc:   source <(metasparse completion bash)
        In zsh, after compinit:         source <(metasparse completion zsh)
        """;
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public boolean computes() {
    return false;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String shell = a.operands().get(0);
    terminal
        .out()
        .print(
            switch (shell) {
              case "bash" -> bash();
              case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
              default -> throw unknown(shell);
            });
    return Main.DONE;
  }

  private static RuntimeException unknown(String shell) {
    return new InputException(shell + ": is not a shell that is known; give bash or zsh");
  }

  /** One function: the second word is a command, what begins with dashes an option, else a file. */
  private String bash() {
    StringBuilder script = new StringBuilder("_metasparse() {\n");
    script.append(
        "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n");
    script.append("  local options=\"\"\n");
    script.append("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
    script.append("    COMPREPLY=($(compgen -W \"help --version ").append(names());
    script.append("\" -- \"$word\"))\n    return\n  fi\n");
    script.append("  case \"$before\" in\n");
    script.append("    --effort) options=\"" + words(Effort.ids()) + "\" ;;\n");
    script.append("    --preset) options=\"" + words(Preset.ids()) + "\" ;;\n");
    script.append("    --kind) options=\"" + words(Medium.ids()) + "\" ;;\n");
    script.append("    help) options=\"").append(names()).append("\" ;;\n");
    script.append("    completion) options=\"bash zsh\" ;;\n");
    script.append("  esac\n");
    script.append("  if [ -z \"$options\" ]; then\n    case \"$word\" in\n      -*)\n");
    script.append("        case \"${COMP_WORDS[1]}\" in\n");
    for (Command command : commands) {
      script.append("          ").append(command.name()).append(") options=\"");
      script.append(options(command)).append("\" ;;\n");
    }
    script.append("        esac ;;\n    esac\n  fi\n");
    script.append("  if [ -n \"$options\" ]; then\n");
    script.append("    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n");
    script.append("  else\n    COMPREPLY=($(compgen -f -- \"$word\"))\n  fi\n}\n");
    script.append("complete -o filenames -o bashdefault -F _metasparse metasparse\n");
    return script.toString();
  }

  private String names() {
    return commands.stream().map(Command::name).collect(Collectors.joining(" ")) + " " + name();
  }

  /** Names that are separated by commas, as a shell separates them. */
  private static String words(String ids) {
    return ids.replace(",", "");
  }

  private static String options(Command command) {
    return command.allOptions().stream().map(Option::name).collect(Collectors.joining(" "));
  }
}
