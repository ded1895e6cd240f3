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
 * @param before words before the executable's, such as a shell that sets limits
 * @param executable the JVM, or a launcher that knows its own
 * @param options the JVM's options
 * @param entry words that tell the JVM what to run
 * @param environment variables to add to this process's own
 */
record Program(
    List<String> before,
    Path executable,
    List<String> options,
    List<String> entry,
    Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 120;

  /** As users type it: {@code java -jar metasparse.jar}. It restarts itself for the vectors. */
  static Program plain() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> jar = List.of("-jar", System.getProperty("metasparse.jar"));
    return new Program(List.of(), java, List.of(), jar, Map.of());
  }

  /** From modules: {@code java -p PATH -m org.metasparse/org.metasparse.cli.Main}. */
  static Program modules(String path) {
    Program plain = plain();
    List<String> main = List.of("-p", path, "-m", "org.metasparse/" + Main.class.getName());
    return new Program(List.of(), plain.executable, List.of(), main, Map.of());
  }

  /** Its own launcher, without a word about Java. */
  static Program launcher(Path executable) {
    return new Program(List.of(), executable, List.of(), List.of(), Map.of());
  }

  /** With the vectors from the start: a single process. */
  static Program single() {
    return plain().with("--add-modules", "jdk.incubator.vector");
  }

  Program with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(before, executable, all, entry, environment);
  }

  Program env(String name, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(name, value);
    return new Program(before, executable, options, entry, all);
  }

  Program on(Path otherJava) {
    return new Program(before, otherJava, options, entry, environment);
  }

  /** In a shell that lets no file grow beyond some blocks of 512 or 1024 bytes, as shells count. */
  Program withFilesOfAtMost(int blocks) {
    List<String> shell = List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$0\" \"$@\"");
    // The JVM keeps a file of its own in a temporary folder, unless told not to.
    return new Program(shell, executable, options, entry, environment).with("-XX:-UsePerfData");
  }

  /** Runs a command to its end; arguments are words and paths. */
  Outcome run(Object... args) throws IOException, InterruptedException {
    return start(args).end();
  }

  /** Starts a command. */
  Running start(Object... args) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(executable.toString());
    command.addAll(options);
    command.addAll(entry);
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
