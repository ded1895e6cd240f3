package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The packed program, run in a process of its own as users run it.
 *
 * @param java the JVM
 * @param options the JVM's options
 * @param environment variables to add to this process's own
 */
record Program(Path java, List<String> options, Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 120;

  /** As users type it: {@code java -jar metasparse.jar}. It restarts itself for the vectors. */
  static Program plain() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Program(java, List.of(), Map.of());
  }

  /** With the vectors from the start: a single process. */
  static Program single() {
    return plain().with("--add-modules", "jdk.incubator.vector");
  }

  Program with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(java, all, environment);
  }

  Program env(String name, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(name, value);
    return new Program(java, options, all);
  }

  Program on(Path otherJava) {
    return new Program(otherJava, options, environment);
  }

  /** Runs a command to its end; arguments are words and paths. */
  Outcome run(Object... args) throws IOException, InterruptedException {
    return start(args).end();
  }

  /** Starts a command. */
  Running start(Object... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("metasparse.jar")));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    Path out = Files.createTempFile("metasparse-out", ".txt");
    Path err = Files.createTempFile("metasparse-err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /** A command that has been started. */
  record Running(Process process, Path out, Path err) {

    /** Waits for its end. */
    Outcome end() throws IOException, InterruptedException {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          fail("it did not end: " + Files.readString(err));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    }

    /** Sends a signal as {@code kill} does. */
    static void signal(String signal, ProcessHandle to) throws IOException, InterruptedException {
      String pid = Long.toString(to.pid());
      new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor();
    }
  }
}
