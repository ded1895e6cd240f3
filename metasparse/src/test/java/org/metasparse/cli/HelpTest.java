package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final int COLUMNS = 100;

  static List<Command> commands() {
    return List.of(
        new DemoCommand(),
        new TrainCommand(),
        new EncodeCommand(),
        new DecodeCommand(),
        new EvaluateCommand(),
        new InspectCommand(),
        new ExplainCommand(),
        new ExportCommand(),
        new ImportCommand(),
        new InfoCommand());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void listsAllCommands(String word) {
    Outcome outcome = CommandLine.run(word).assertDone();

    assertEquals("", outcome.err());
    for (Command command : commands()) {
      assertTrue(
          outcome.out().lines().anyMatch(l -> l.strip().startsWith(command.name() + " ")),
          outcome::out);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void tellsUsageAndEveryOptionOfACommand(Command command) {
    String help = CommandLine.run("help", command.name()).assertDone().out();

    assertTrue(help.startsWith("metasparse " + command.name() + " " + command.usage()), help);
    assertTrue(help.contains(command.summary()), help);
    for (Option option : command.options()) {
      assertTrue(help.lines().anyMatch(l -> l.strip().startsWith(option.name() + " ")), help);
    }
    assertTrue(help.contains("--help"), help);
    assertTrue(help.contains("--verbose"), help);
    help.lines().forEach(l -> assertTrue(l.length() <= COLUMNS, l));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachWayToAskGivesTheSame(Command command) {
    String help = CommandLine.run("help", command.name()).assertDone().out();

    assertEquals(help, CommandLine.run(command.name(), "--help").assertDone().out());
    assertEquals(help, CommandLine.run(command.name(), "-h").assertDone().out());
    assertEquals(help, CommandLine.run("--help", command.name()).assertDone().out());
  }

  @Test
  void seedAndThreadsAreThereWhereTheyMatter() {
    for (Command command : commands()) {
      List<String> names = command.options().stream().map(Option::name).toList();
      boolean trains = List.of("demo", "train").contains(command.name());
      assertEquals(trains, names.contains("--seed"), command.name());
      assertEquals(command.computes(), names.contains("--threads"), command.name());
    }
  }

  @Test
  void noCommandIsWrongUsage() {
    Outcome outcome = CommandLine.run();

    assertEquals(Main.WRONG_INPUT, outcome.code());
    assertEquals("", outcome.out());
    assertEquals(CommandLine.run("help").out(), outcome.err());
  }

  @Test
  void unknownCommandsAreRefusedWithTheWayToTheKnown() {
    CommandLine.refused("trian img", "'trian'", "'metasparse help'");
    CommandLine.refused("help trian", "'trian'", "'metasparse help'");
  }

  @Test
  void tellsItsVersion() {
    String out = CommandLine.run("--version").assertDone().out();

    assertTrue(out.matches("metasparse \\d+\\.\\d+\\.\\d+\\S*\\R"), out);
  }

  @Test
  void verboseShowsWhereAnErrorCameFrom() {
    Outcome quiet = CommandLine.run("inspect", "no-such-file");
    Outcome verbose = CommandLine.run("inspect", "no-such-file", "--verbose");

    assertEquals(quiet.code(), verbose.code());
    assertEquals(quiet.message(), verbose.messages().get(0));
    assertTrue(verbose.err().contains("at org.metasparse"), verbose::err);
  }
}
