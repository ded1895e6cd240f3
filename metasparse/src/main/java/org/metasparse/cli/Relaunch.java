package org.metasparse.cli;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.metasparse.engine.KernelSelection;

/**
 * Starts the program once more with the vector module, where the JVM has it but was started
 * without: a jar's manifest cannot ask for a module, and one that is added later has no compiler
 * support.
 */
final class Relaunch {
  private static final String MARK = "metasparse.relaunched";

  private Relaunch() {}

  /**
   * Runs the program in a new JVM if that gives it SIMD.
   *
   * @return the new JVM's exit code, or nothing if the program should go on in this one
   */
  static OptionalInt withVectors(String[] args, Terminal terminal) {
    boolean wanted = !"scalar".equals(System.getProperty(KernelSelection.PROPERTY));
    boolean there = ModuleLayer.boot().findModule(KernelSelection.VECTOR_MODULE).isPresent();
    if (!wanted || there || System.getProperty(MARK) != null) {
      return OptionalInt.empty();
    }
    if (ModuleFinder.ofSystem().find(KernelSelection.VECTOR_MODULE).isEmpty()) {
      return OptionalInt.empty();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", KernelSelection.VECTOR_MODULE, "-D" + MARK + "=true"));
    command.addAll(original(args));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      terminal.err().println("metasparse: restarted with " + KernelSelection.VECTOR_MODULE);
      // On Ctrl-C both processes get the signal; a plain kill must be passed on.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
      return OptionalInt.of(process.waitFor());
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.of(1);
    }
  }

  /** This JVM's own arguments where the system tells them, otherwise the same in other words. */
  private static List<String> original(String[] args) {
    String[] all = ProcessHandle.current().info().arguments().orElse(new String[0]);
    boolean complete =
        all.length > args.length
            && Arrays.equals(all, all.length - args.length, all.length, args, 0, args.length);
    if (complete) {
      return List.of(all);
    }
    List<String> words = new ArrayList<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("metasparse.")) {
        words.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(Arrays.asList(args));
    return words;
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
