package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.files.JsonObject;

/** What people who live in shells expect: completion, quiet, JSON, help by topic. */
class ShellHabitsTest {
  @TempDir Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 3, 12);
    run = TinyModel.run(folder.resolve("run"));
  }

  /** Bash itself completes, as it does when somebody presses the tabulator. */
  @ParameterizedTest
  @CsvSource({
    "'enc', 1, 'encode'",
    "'encode --max', 2, '--max-bytes'",
    "'encode --effort ', 3, 'best fast normal'",
    "'train x --preset qu', 4, 'quick'",
    "'completion ', 2, 'bash zsh'",
    "'decode --sca', 2, '--scale'"
  })
  void completion(String line, int word, String expected) throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "no bash here");
    String script = CommandLine.run("completion", "bash").assertDone().out();
    String words = ("metasparse " + line).replaceAll(" $", " ''");
    String test =
        script
            + "COMP_WORDS=("
            + words
            + "); COMP_CWORD="
            + word
            + "; _metasparse; printf '%s\\n' \"${COMPREPLY[@]}\" | sort | paste -sd' '";
    Process bash = new ProcessBuilder("/bin/bash", "-c", test).redirectErrorStream(true).start();
    String found = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), found);
    assertEquals(expected, found.strip());
  }

  @Test
  void anotherShell() {
    CommandLine.refused("completion fish", "fish: is not a shell that is known", "bash or zsh");
  }

  @Test
  void quiet() {
    Path inr = folder.resolve("0.inr");
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("encode", images.resolve("0.png"), "--model", run, "-o", inr, "--quiet"),
            List.of("decode", inr, "-o", folder.resolve("0.png"), "--quiet"),
            List.of("encode", images, "--model", run, "-o", folder.resolve("all"), "--quiet"),
            List.of(
                "decode",
                folder.resolve("all"),
                "-o",
                folder.resolve("back"),
                "--quiet",
                "--models",
                folder),
            List.of("export", inr, "-o", folder.resolve("0.npz"), "--quiet"))) {
      Outcome outcome = CommandLine.run(command.toArray()).assertDone();
      assertEquals("", outcome.out(), command::toString);
      assertEquals(List.of(), outcome.messages(), command::toString);
    }
    Path gone = folder.resolve("gone.png");
    CommandLine.refused(
        folder,
        List.of("encode", gone, "--model", run, "-o", inr, "--quiet"),
        "gone.png: no such file");
    assertTrue(Files.exists(folder.resolve("back").resolve("2.png")));
  }

  @Test
  void json() {
    Path inr = folder.resolve("0.inr");
    JsonObject encoded =
        CommandLine.run(
                "encode", images.resolve("0.png"), "--model", run, "-o", inr, "--json", "--quiet")
            .assertDone()
            .json();
    assertEquals("12x12", encoded.getString("size"));
    assertEquals(inr.toString(), encoded.getString("out"));
    assertTrue(encoded.getDouble("psnr") > 0);
    Path png = folder.resolve("twice.png");
    JsonObject decoded =
        CommandLine.run("decode", inr, "-o", png, "--scale", 2, "--json").assertDone().json();
    assertEquals(24 * 24, decoded.getInt("points"));
    assertEquals(png.toString(), decoded.getString("out"));
    JsonObject all =
        CommandLine.run("encode", images, "--model", run, "-o", folder.resolve("all"), "--json")
            .assertDone()
            .json();
    assertEquals(3, all.getInt("encoded"));
    assertEquals(0, all.getInt("left"));
  }

  /** JSON stays out of the way of data, also where little is to be told. */
  @Test
  void jsonBesideDataOnStandardOutput() {
    Path inr = folder.resolve("0.inr");
    CommandLine.run("encode", images.resolve("0.png"), "--model", run, "-o", inr).assertDone();
    for (String more : List.of("--json", "--quiet")) {
      Outcome outcome =
          CommandLine.run(
                  "decode", inr, "-o", "-", "--json", more.equals("--json") ? "--threads=1" : more)
              .assertDone();
      assertTrue(outcome.out().contains("IEND") && !outcome.out().contains("\"points\""));
      assertTrue(outcome.message().endsWith("\"points\":144}"), outcome::err);
    }
  }

  @Test
  void jsonOfATraining() {
    Object[] words = TinyTraining.command(images, folder.resolve("new"), "--val", images).toArray();
    Object[] more = Arrays.copyOf(words, words.length + 2);
    more[words.length] = "--json";
    more[words.length + 1] = "--quiet";
    Outcome outcome = CommandLine.run(more).assertDone();
    assertEquals(List.of(), outcome.messages());
    List<Object> rounds = outcome.json().getList("rounds");
    assertEquals(3, rounds.size());
    assertTrue(rounds.get(2).toString().contains("weights=26"), rounds::toString);
    assertTrue(rounds.get(2).toString().contains("psnr="), rounds::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "signals", "files", "resuming"})
  void topics(String topic) {
    String text = CommandLine.run("help", topic).assertDone().out();
    assertTrue(text.lines().count() > 4, text);
    text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    assertTrue(CommandLine.run("help").out().contains(topic));
  }

  @Test
  void whatMostPeopleNeedComesFirst() {
    String help = CommandLine.run("help", "encode").assertDone().out();
    int more = help.indexOf("More rarely:");
    assertTrue(help.indexOf("--max-bytes N") < more, help);
    assertTrue(help.indexOf("--samples N") > more, help);
  }
}
