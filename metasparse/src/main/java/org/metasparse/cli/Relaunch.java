package org.metasparse.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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
  /** The property that tells the new JVM who started it: the process id. */
  static final String MARK = "metasparse.relaunchedBy";

  private static final List<String> MODES_WITH_SIMD = List.of("auto", "simd");

  /**
   * Dense products and sines, slow until they are compiled: HotSpot compiles them after a hundredth
   * of the usual calls, and what needs them waits for it meanwhile. Not those of sparse products,
   * whose code is less than half as fast if it is made so early.
   */
  private static final List<String> COMPILED_FIRST =
      List.of(
          "org.metasparse.engine.simd.Gemm::block*",
          "org.metasparse.engine.simd.Gemm::column*",
          "org.metasparse.engine.simd.Sines::sinCos");

  private Relaunch() {}

  /**
   * Runs the program in a new JVM if that gives it SIMD.
   *
   * @return the new JVM's exit code, or nothing if the program should go on in this one
   */
  static OptionalInt withVectors(String[] args, Terminal terminal) {
    String mode = System.getProperty(KernelSelection.PROPERTY, "auto");
    boolean there = ModuleLayer.boot().findModule(KernelSelection.VECTOR_MODULE).isPresent();
    if (!MODES_WITH_SIMD.contains(mode) || there || System.getProperty(MARK) != null) {
      return OptionalInt.empty();
    }
    if (ModuleFinder.ofSystem().find(KernelSelection.VECTOR_MODULE).isEmpty()) {
      return OptionalInt.empty();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", KernelSelection.VECTOR_MODULE));
    command.addAll(compiledFirst(System.getProperty("java.vm.name", "")));
    command.add("-D" + MARK + "=" + ProcessHandle.current().pid());
    command.addAll(original(args));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      terminal.notice("restarted with " + KernelSelection.VECTOR_MODULE);
      endWithThisOne(process);
      return OptionalInt.of(process.waitFor());
    } catch (IOException e) {
      terminal
          .err()
          .println("metasparse: cannot restart with " + KernelSelection.VECTOR_MODULE + ": " + e);
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.of(Main.FAILED);
    }
  }

  /** The options that make a JVM of that name compile some kernels first, or none. */
  static List<String> compiledFirst(String jvm) {
    List<String> options = new ArrayList<>();
    if (jvm.contains("HotSpot") || jvm.contains("OpenJDK")) {
      options.add("-XX:CompileCommand=quiet");
      for (String method : COMPILED_FIRST) {
        options.add("-XX:CompileCommand=CompileThresholdScaling," + method + ",0.01");
        options.add("-XX:CompileCommand=BackgroundCompilation," + method + ",false");
      }
    }
    return options;
  }

  /** This JVM's own arguments where the system tells them, otherwise the same in other words. */
  private static List<String> original(String[] args) {
    String[] all = ProcessHandle.current().info().arguments().orElse(new String[0]);
    boolean complete =
        all.length > args.length
            && Arrays.equals(all, all.length - args.length, all.length, args, 0, args.length);
    return complete ? List.of(all) : inOtherWords(args);
  }

  /** Windows does not tell a process's arguments, and Linux no more than a page of them. */
  static List<String> inOtherWords(String[] args) {
    List<String> words = new ArrayList<>();
    // Optional, so that the program runs on a JVM image without it.
    if (ModuleLayer.boot().findModule("java.management").isPresent()) {
      words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }
    String module = System.getProperty("jdk.module.main");
    if (module == null) {
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    } else {
      String path = System.getProperty("jdk.module.path");
      words.addAll(path == null ? List.of() : List.of("-p", path));
      words.addAll(List.of("-m", module + "/" + Main.class.getName()));
    }
    words.addAll(Arrays.asList(args));
    return words;
  }

  /**
   * Holds this JVM's end up until the new one has ended. On Ctrl-C both get the signal, and again
   * on the next; a plain kill must be passed on.
   */
  private static void endWithThisOne(Process process) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    } catch (IllegalStateException e) {
      // The signal came just now.
      end(process);
    }
  }

  private static void end(Process process) {
    CtrlC next = new CtrlC();
    process.destroy();
    try {
      if (next.comesBefore(process::waitFor, Integer.MAX_VALUE)) {
        process.destroyForcibly().waitFor();
        CtrlC.halt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
