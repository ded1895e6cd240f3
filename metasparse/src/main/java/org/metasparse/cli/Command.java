package org.metasparse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A command of the program. */
interface Command {
  /** The word that calls it. */
  String name();

  /** What stands behind the name, such as {@code DATA --out RUN}. */
  String usage();

  /** What it does, in one line. */
  String summary();

  /** More about it, for its help; may be empty. */
  default String details() {
    return "";
  }

  /** Its options, besides {@code --help} and {@code --verbose}. */
  List<Option> options();

  /** All of its options. */
  default List<Option> allOptions() {
    List<Option> all = new ArrayList<>(options());
    all.add(Option.VERBOSE);
    all.add(Option.HELP);
    return all;
  }

  /** The names of the options that most users need, which its help lists first; none: all. */
  default Set<String> common() {
    return Set.of();
  }

  /** How many operands it takes at least. */
  int leastOperands();

  /** How many operands it takes at most. */
  default int mostOperands() {
    return leastOperands();
  }

  /**
   * What the name of the file ends with that standard input is read as, where the one operand is
   * {@code -}; null if it may not be.
   */
  default String standardInput() {
    return null;
  }

  /** Whether it computes with kernels, so that it gains from fast ones. */
  default boolean computes() {
    return true;
  }

  /**
   * Whether there is so much to compute that vectors pay for what they cost at the start: a second
   * JVM, and a second or two until they are compiled. The bits are the same. Asked only where the
   * user left it to the program which kernels to take. Where it is wrong what the user asks for,
   * either answer does: the command itself will say so.
   */
  default boolean worthVectors(Arguments arguments) {
    return true;
  }

  /**
   * Does the work.
   *
   * @return the exit code: 0 done, 1 failed
   */
  int run(Arguments arguments, Terminal terminal);
}
