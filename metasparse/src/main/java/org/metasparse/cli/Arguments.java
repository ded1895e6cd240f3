package org.metasparse.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.metasparse.engine.Compute;
import org.metasparse.engine.KernelSelection;
import org.metasparse.engine.Kernels;
import org.metasparse.engine.Workers;
import org.metasparse.files.InputException;
import org.metasparse.signal.Given;
import org.metasparse.train.Kind;
import org.metasparse.train.Settings;

/**
 * What stands behind a command's name, checked against its options: {@code --name value}, {@code
 * --name=value}, flags and operands in any order; {@code -o} is short for {@code --out}, {@code -h}
 * for {@code --help}; {@code --} ends the options.
 */
final class Arguments implements Given {
  private static final Map<String, String> SHORT = Map.of("-o", "--out", "-h", "--help");
  private static final int MOST_THREADS = 1024;

  private final String usage;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();
  private final boolean scalar;

  private Arguments(Arguments others, boolean scalar) {
    usage = others.usage;
    values.putAll(others.values);
    operands.addAll(others.operands);
    this.scalar = scalar;
  }

  Arguments(Command command, List<String> words) {
    scalar = false;
    usage = "usage: metasparse " + command.name() + " " + command.usage();
    Iterator<String> rest = words.iterator();
    boolean options = true;
    while (rest.hasNext()) {
      String word = rest.next();
      if (options && word.equals("--")) {
        options = false;
      } else if (options && word.startsWith("-") && word.length() > 1) {
        takeOption(command, word, rest);
      } else if (word.isEmpty()) {
        throw new InputException("an argument is empty; " + usage);
      } else {
        operands.add(word);
      }
    }
    if (!flag("--help")) {
      checkOperands(command);
    }
  }

  private void takeOption(Command command, String word, Iterator<String> rest) {
    int equals = word.indexOf('=');
    String given = equals < 0 ? word : word.substring(0, equals);
    String name = SHORT.getOrDefault(given, given);
    String value = equals < 0 ? null : word.substring(equals + 1);
    Option option = find(command, name);
    if (option.value() == null) {
      if (value != null) {
        throw new InputException(name + " takes no value, but '" + value + "' is given");
      }
      value = "";
    } else {
      if (value == null && rest.hasNext()) {
        value = rest.next();
        // The next option, most likely. A value that begins so can be given as --name=value.
        value = value.startsWith("--") || SHORT.containsKey(value) ? null : value;
      }
      // An empty one would be the current folder where a path is meant.
      if (value == null || value.isEmpty()) {
        throw new InputException(name + " needs a value: " + name + " " + option.value());
      }
    }
    if (values.put(name, value) != null) {
      throw new InputException(name + " is given twice; give it once");
    }
  }

  private void checkOperands(Command command) {
    if (operands.size() < command.leastOperands()) {
      throw new InputException(command.name() + " needs more arguments; " + usage);
    }
    if (operands.size() > command.mostOperands()) {
      throw new InputException(
          "'" + operands.get(command.mostOperands()) + "' is too much; " + usage);
    }
  }

  private static Option find(Command command, String name) {
    List<Option> all = command.allOptions();
    for (Option option : all) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    throw new InputException(
        "unknown option "
            + name
            + Suggestion.of(name, all.stream().map(Option::name).toList())
            + "; 'metasparse "
            + command.name()
            + " --help' lists the options");
  }

  List<String> operands() {
    return operands;
  }

  @Override
  public boolean flag(String name) {
    return values.containsKey(name);
  }

  @Override
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /**
   * Which of some options that exclude each other is given.
   *
   * @return its name; empty if none is
   * @throws InputException if two are
   */
  String one(String... names) {
    List<String> given = Stream.of(names).filter(this::flag).toList();
    if (given.size() > 1) {
      throw new InputException(
          given.get(0) + " and " + given.get(1) + " exclude each other; give one of them");
    }
    return given.isEmpty() ? "" : given.get(0);
  }

  String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new InputException(name + " is missing; " + usage);
    }
    return value;
  }

  /** A whole number within bounds. */
  @Override
  public int integer(String name, int otherwise, int least, int most) {
    return value(name, otherwise, Kind.integer(least, most));
  }

  int integer(String name, int otherwise, int least) {
    return integer(name, otherwise, least, Integer.MAX_VALUE);
  }

  long wholeNumber(String name, long otherwise) {
    return value(name, otherwise, Settings.SEED.kind());
  }

  /** A number that must be greater than 0. */
  @Override
  public double positive(String name, double otherwise) {
    return value(name, otherwise, Kind.positive());
  }

  /** A value of a kind; the default need not be one. */
  <T> T value(String name, T otherwise, Kind<T> kind) {
    return flag(name) ? choice(name, "", kind::parse) : otherwise;
  }

  /** A number. */
  double number(String name, double otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new InputException(name + " " + value + ": must be a number", e);
    }
  }

  /** A word that is looked up; what the look-up refuses is refused with the option's name. */
  <T> T choice(String name, String otherwise, Function<String, T> lookUp) {
    String value = text(name, otherwise);
    try {
      return lookUp.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InputException(name + " " + e.getMessage(), e);
    }
  }

  int threads() {
    int cores = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    return integer("--threads", cores, 1, MOST_THREADS);
  }

  /** The same for so little work that it is done before vectors have warmed up. */
  Arguments withScalarKernels() {
    return new Arguments(this, true);
  }

  Kernels kernels() {
    return (scalar ? KernelSelection.of("scalar") : KernelSelection.current()).kernels();
  }

  Compute compute() {
    return new Compute(kernels(), new Workers(threads()));
  }
}
