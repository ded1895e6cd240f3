package org.metasparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code train} command with numbers so small that it ends at once. */
final class TinyTraining {
  private static final String NUMBERS =
      "--size 12 --width 8 --layers 2 --omega 30 --outer-rate 1e-3"
          + " --dense-steps 20 --rounds 2 --round-steps 10 --prune 0.5";

  private TinyTraining() {}

  /** The command's words; further options with their values add to the numbers or replace them. */
  static List<Object> command(Path images, Path run, Object... options) {
    Map<Object, Object> all = new LinkedHashMap<>();
    put(all, (Object[]) NUMBERS.split(" "));
    put(all, options);
    List<Object> command = new ArrayList<>(List.of("train", images, "--out", run));
    all.forEach((name, value) -> command.addAll(List.of(name, value)));
    return command;
  }

  private static void put(Map<Object, Object> all, Object... words) {
    for (int i = 0; i < words.length; i += 2) {
      all.put(words[i], words[i + 1]);
    }
  }

  /** Runs it within this JVM. */
  static Outcome run(Path images, Path run, Object... options) {
    return CommandLine.run(command(images, run, options).toArray());
  }
}
