package org.metasparse.cli;

import org.metasparse.signal.SignalOption;
import org.metasparse.train.Settings;

/**
 * An option of a command.
 *
 * @param name with its two dashes, such as {@code --out}
 * @param value what stands behind it in the help, or null for a flag
 * @param help what it does, in one line
 */
record Option(String name, String value, String help) {
  static Option of(SignalOption option) {
    return new Option(option.name(), option.value(), option.help());
  }

  static final Option THREADS =
      new Option("--threads", "N", "threads to compute on (default: all cores)");
  static final Option SEED = new Option("--seed", "N", Settings.SEED.help());
  static final Option JSON = new Option("--json", null, "print one JSON object");
  static final Option MODEL =
      new Option(
          "--model", "RUN[@ROUND]|FILE", "a training run's folder, a round of it, or a file");
  static final Option QUIET =
      new Option("--quiet", null, "print nothing but errors, and JSON that is asked for");
  static final Option VERBOSE = new Option("--verbose", null, "show stack traces of errors");
  static final Option HELP = new Option("--help", null, "show this help");
}
