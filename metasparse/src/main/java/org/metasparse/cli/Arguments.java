package org.metasparse.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metasparse.engine.Compute;
import org.metasparse.signal.InputException;

/**
 * What stands behind a command's name, checked against its options: {@code --name value}, {@code
 * --name=value}, flags and operands in any order; {@code -o} is short for {@code --out}, {@code --}
 * ends the options.
 */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();

  Arguments(Command command, List<String> words) {
    boolean options = true;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).equals("-o") ? "--out" : words.get(i);
      if (options && word.equals("--")) {
        options = false;
      } else if (options && word.startsWith("-") && word.length() > 1) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(command, name);
        String value = equals < 0 ? null : word.substring(equals + 1);
        if (option.value() == null && value != null) {
          throw new InputException(name + " takes no value, but " + value + " is given");
        }
        if (option.value() != null && value == null) {
          if (++i == words.size()) {
            throw new InputException(name + " needs a value: " + name + " " + option.value());
          }
          value = words.get(i);
        }
        if (values.put(name, value == null ? "" : value) != null) {
          throw new InputException(name + " is given twice; give it once");
        }
      } else {
        operands.add(word);
      }
    }
    if (!flag("--help")) {
      checkOperands(command);
    }
  }

  private void checkOperands(Command command) {
    if (operands.size() < command.leastOperands()) {
      throw new InputException(
          command.name() + " needs more: metasparse " + command.name() + " " + command.usage());
    }
    if (operands.size() > command.mostOperands()) {
      throw new InputException(
          "'"
              + operands.get(command.mostOperands())
              + "' is too much: metasparse "
              + command.name()
              + " "
              + command.usage());
    }
  }

  private static Option find(Command command, String name) {
    List<Option> all = new ArrayList<>(command.options());
    all.add(Option.VERBOSE);
    all.add(Option.HELP);
    for (Option option : all) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    throw new InputException(
        "unknown option "
            + name
            + "; 'metasparse "
            + command.name()
            + " --help' lists the options");
  }

  List<String> operands() {
    return operands;
  }

  boolean flag(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new InputException(name + " is missing; it must be given");
    }
    return value;
  }

  int integer(String name, int otherwise, int least) {
    long value = wholeNumber(name, otherwise);
    if (value < least || value > Integer.MAX_VALUE) {
      throw new InputException(
          name + " " + value + ": must be a whole number of at least " + least);
    }
    return (int) value;
  }

  long wholeNumber(String name, long otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InputException(name + " " + value + ": must be a whole number", e);
    }
  }

  /** A number that must be greater than 0. */
  double positive(String name, double otherwise) {
    String value = values.get(name);
    double number = otherwise;
    try {
      number = value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new InputException(name + " " + value + ": must be a number", e);
    }
    if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw new InputException(name + " " + value + ": must be greater than 0");
    }
    return number;
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
    return integer("--threads", Runtime.getRuntime().availableProcessors(), 1);
  }

  Compute compute() {
    return Compute.start(threads());
  }
}
