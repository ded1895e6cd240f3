package org.metasparse.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.metasparse.files.JsonObject;

/**
 * A headless Chromium with an empty profile, driven through its DevTools protocol.
 *
 * <p>It is {@code -Dmetasparse.browser=PROGRAM}, or else the first of chromium, chromium-browser
 * and google-chrome on the path. Where there is none, tests are skipped; with {@code
 * -Dmetasparse.test.browser=required} they fail.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Chromium(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /**
   * Starts one; WebGL runs in software.
   *
   * @param flags further flags, such as {@code --disable-3d-apis}
   */
  public static Chromium start(String... flags) {
    Path program = find();
    try {
      Path profile = Files.createTempDirectory("metasparse-browser");
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.addAll(
          List.of(
              "--headless",
              "--no-sandbox",
              "--disable-quic",
              "--no-first-run",
              "--disable-background-networking",
              "--disable-component-update",
              "--disable-sync",
              "--disable-default-apps",
              "--disable-dev-shm-usage",
              // The machines that test have no graphics card: it is played by the processor.
              "--use-angle=swiftshader",
              "--enable-unsafe-swiftshader",
              // What a page would ask of a host fails at once.
              "--host-resolver-rules=MAP * ~NOTFOUND",
              "--hide-scrollbars",
              "--mute-audio",
              "--autoplay-policy=no-user-gesture-required",
              "--remote-debugging-port=0",
              "--user-data-dir=" + profile));
      command.addAll(List.of(flags));
      command.add("about:blank");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(profile.resolve("browser.log").toFile())
              .start();
      return new Chromium(process, profile, new DevTools(address(process, profile)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find() {
    String given = System.getProperty("metasparse.browser");
    if (given != null) {
      return Path.of(given);
    }
    List<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .toList();
    if (found.isEmpty()) {
      String text =
          "no browser: none of " + NAMES + " is on the path, -Dmetasparse.browser is not set";
      if ("required".equals(System.getProperty("metasparse.test.browser"))) {
        Assertions.fail(text);
      }
      Assumptions.abort(text);
    }
    return found.get(0);
  }

  /** Where it listens: it writes the port and a path into a file of its profile. */
  private static URI address(Process process, Path profile) throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      pause(20);
    }
    process.destroyForcibly();
    throw new AssertionError(
        "the browser did not start: " + Files.readString(profile.resolve("browser.log")));
  }

  /** Opens a file in a page of its own, 1280 x 800 CSS pixels, and waits until it is ready. */
  public Page open(Path file) {
    Page page = blank();
    page.open(file);
    page.ready();
    return page;
  }

  /** A page that shows nothing yet: emulate what is to hold from the start, then open a file. */
  public Page blank() {
    JsonObject target = tools.call("", "Target.createTarget", Map.of("url", "about:blank"));
    return new Page(tools, target.getString("targetId"));
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends the browser and removes its profile. */
  @Override
  public void close() {
    try {
      tools.send("", "Browser.close", Map.of());
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      tools.close();
      delete(profile);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Removes a folder; helpers of the browser that are just ending may still write there. */
  private static void delete(Path folder) {
    for (int attempt = 0; attempt < 50 && Files.exists(folder); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException | UncheckedIOException e) {
        // A file that went away by itself: the next round sees the rest.
      }
      if (Files.exists(folder)) {
        pause(100);
      }
    }
  }
}
