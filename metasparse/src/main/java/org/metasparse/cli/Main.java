package org.metasparse.cli;

import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.metasparse.engine.KernelSelection;
import org.metasparse.files.InputException;
import org.metasparse.meta.DivergedException;

/** The program's entrance: finds the command, runs it, turns what went wrong into an exit code. */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** What shells return for a program that Ctrl-C ended: 128 + SIGINT. */
  static final int INTERRUPTED = 130;

  static final int WRONG_INPUT = 2;

  private static final List<Command> WORKING =
      List.of(
          new DemoCommand(),
          new TrainCommand(),
          new EncodeCommand(),
          new DecodeCommand(),
          new EvaluateCommand(),
          new ExperimentCommand(),
          new InspectCommand(),
          new ExplainCommand(),
          new ExportCommand(),
          new ImportCommand(),
          new InfoCommand());

  private static final List<Command> COMMANDS =
      Stream.concat(WORKING.stream(), Stream.of(new CompletionCommand(WORKING))).toList();

  private Main() {}

  /**
   * Runs the program and ends the JVM: with 0 if it did what was asked, 1 if it failed while
   * running, 2 if the usage was wrong or an input could not be read.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    ParentWatch.start();
    logInOneLine();
    Terminal terminal = Terminal.ofProcess();
    System.exit(run(args, terminal));
  }

  /** Makes the JDK's two kinds of loggers write a message as one line, unless told otherwise. */
  private static void logInOneLine() {
    String user = "java.util.logging.config.";
    if (System.getProperty(user + "file") == null && System.getProperty(user + "class") == null) {
      for (String kind : List.of("java.util.logging.SimpleFormatter", "jdk.system.logger")) {
        System.getProperties().putIfAbsent(kind + ".format", "metasparse: %5$s%n");
      }
    }
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  static int run(String[] args, Terminal terminal) {
    boolean verbose = Arrays.asList(args).contains("--verbose");
    try {
      int code = dispatch(args, terminal);
      if (terminal.out().checkError() && code == DONE) {
        terminal
            .err()
            .println(
                "metasparse: standard output cannot be written;"
                    + " is the disk full, or its reader gone?");
        return FAILED;
      }
      return code;
    } catch (InputException e) {
      return fail(WRONG_INPUT, e.getMessage(), e, verbose, terminal);
    } catch (InvalidPathException e) {
      String message =
          e.getInput()
              + ": cannot be the name of a file here ("
              + e.getReason()
              + "); choose another name, or a locale that has its letters, such as LC_ALL=C.UTF-8";
      return fail(WRONG_INPUT, message, e, verbose, terminal);
    } catch (DivergedException e) {
      return fail(FAILED, e.getMessage(), e, verbose, terminal);
    } catch (OutOfMemoryError e) {
      return fail(FAILED, "not enough memory; give more with java -Xmx…", e, verbose, terminal);
    } catch (RuntimeException | LinkageError e) {
      String message = "failed: " + e + "; --verbose shows where";
      return fail(FAILED, message, e, verbose, terminal);
    }
  }

  private static int fail(
      int code, String message, Throwable e, boolean verbose, Terminal terminal) {
    String line = StandardInput.spoken(String.valueOf(message)).replaceAll("\\R", " ");
    terminal.err().println("metasparse: " + line);
    if (verbose) {
      e.printStackTrace(terminal.err());
    }
    return code;
  }

  private static int dispatch(String[] args, Terminal terminal) {
    if (args.length == 0) {
      terminal.err().print(help());
      return WRONG_INPUT;
    }
    String name = args[0];
    if (List.of("help", "--help", "-h").contains(name)) {
      String topic = args.length == 1 ? null : HelpTopics.text(args[1]);
      terminal.out().print(args.length == 1 ? help() : topic != null ? topic : help(find(args[1])));
      return DONE;
    }
    if (name.equals("--version")) {
      terminal.out().println("metasparse " + Version.TEXT);
      return DONE;
    }
    Command command = find(name);
    Arguments arguments = new Arguments(command, words(args));
    if (arguments.flag("--help")) {
      terminal.out().print(help(command));
      return DONE;
    }
    if (!arguments.operands().contains(OutFile.STANDARD)) {
      return run(command, arguments, args, terminal);
    }
    if (command.standardInput() == null || arguments.operands().size() > 1) {
      throw new InputException(
          OutFile.STANDARD + ": standard input is for one file of encode, decode, export, inspect");
    }
    try (StandardInput in = StandardInput.read(System.in, command.standardInput())) {
      String[] named = in.in(args);
      return run(command, new Arguments(command, words(named)), named, terminal);
    }
  }

  private static List<String> words(String[] args) {
    return List.of(args).subList(1, args.length);
  }

  private static int run(Command command, Arguments arguments, String[] args, Terminal loud) {
    Terminal terminal = arguments.flag(Option.QUIET.name()) ? loud.quiet() : loud;
    if (command.computes()) {
      // Before anything is read or written.
      arguments.threads();
      if (freeToChooseKernels() && !command.worthVectors(arguments)) {
        return command.run(arguments.withScalarKernels(), terminal);
      }
      OptionalInt relaunched = Relaunch.withVectors(args, terminal);
      if (relaunched.isPresent()) {
        return relaunched.getAsInt();
      }
      checkKernels();
    }
    return command.run(arguments, terminal);
  }

  private static boolean freeToChooseKernels() {
    return System.getProperty(KernelSelection.PROPERTY, "auto").equals("auto");
  }

  private static void checkKernels() {
    try {
      KernelSelection.current();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InputException("-D" + e.getMessage(), e);
    }
  }

  private static Command find(String name) {
    return COMMANDS.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "unknown command '"
                        + name
                        + "'"
                        + Suggestion.of(name, COMMANDS.stream().map(Command::name).toList())
                        + "; 'metasparse help' lists the commands"));
  }

  private static String help() {
    StringBuilder text = new StringBuilder("metasparse COMMAND …\n\n");
    int widest = COMMANDS.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Command command : COMMANDS) {
      text.append(String.format("  %-" + widest + "s  %s%n", command.name(), command.summary()));
    }
    return text.append(
            "\n'metasparse COMMAND --help' tells more of a command, 'metasparse help TOPIC' of ")
        .append(String.join(", ", HelpTopics.names()))
        .append(".\n")
        .toString();
  }

  private static String help(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("metasparse ").append(command.name()).append(' ').append(command.usage());
    text.append("\n\n").append(command.summary()).append(".\n");
    if (!command.details().isEmpty()) {
      text.append('\n').append(command.details());
    }
    text.append('\n');
    List<Option> options = command.allOptions();
    int widest = options.stream().mapToInt(o -> head(o).length()).max().orElse(0);
    Predicate<Option> common =
        o -> command.common().isEmpty() || command.common().contains(o.name());
    for (boolean often : new boolean[] {true, false}) {
      List<Option> group = options.stream().filter(o -> common.test(o) == often).toList();
      text.append(often || group.isEmpty() ? "" : "\nMore rarely:\n");
      for (Option option : group) {
        text.append(String.format("  %-" + widest + "s  %s%n", head(option), option.help()));
      }
    }
    return text.toString();
  }

  private static String head(Option option) {
    return option.value() == null ? option.name() : option.name() + " " + option.value();
  }
}
