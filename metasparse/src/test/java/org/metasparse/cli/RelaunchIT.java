package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program comes to its vectors, and how it does without. */
class RelaunchIT {
  private static final String RESTARTED = "metasparse: restarted with jdk.incubator.vector";

  @Test
  void saysInOneLineThatItRestarts() throws Exception {
    Outcome outcome = Program.plain().run("info", "--json").assertDone();

    assertEquals(1, outcome.err().lines().filter(RESTARTED::equals).count(), outcome::err);
    assertEquals(0, outcome.messages().size(), outcome::err);
    assertEquals("simd", outcome.json().getString("kernels"));
  }

  @Test
  void doesNotRestartIfItHasTheVectors() throws Exception {
    Outcome outcome = Program.single().run("info", "--json").assertDone();

    assertFalse(outcome.err().contains(RESTARTED), outcome::err);
    assertEquals("simd", outcome.json().getString("kernels"));
  }

  @Test
  void doesNotRestartForScalarKernels() throws Exception {
    Outcome outcome =
        Program.plain().with("-Dmetasparse.kernels=scalar").run("info", "--json").assertDone();

    assertEquals("", outcome.err().replaceAll("(?m)^Picked up .*\\R", ""));
    assertEquals("scalar", outcome.json().getString("kernels"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help train", "train --help", "--version", "inspect nowhere"})
  void doesNotRestartForWhatComputesNothing(String command) throws Exception {
    Outcome outcome = Program.plain().run((Object[]) command.split(" "));

    assertFalse(outcome.err().contains(RESTARTED), outcome::err);
  }

  /** What is done before vectors have warmed up is done without; the bits are the same. */
  @Test
  void doesNotRestartForLittleWork(@TempDir Path folder) throws Exception {
    Path image = Pictures.colour(folder.resolve("image.png"), 12, 12, 1);
    Path inr = folder.resolve("image.inr");
    Path model = TinyModel.run(folder.resolve("run"));
    Path vectors = folder.resolve("vectors.inr");

    Outcome encoded =
        Program.plain().run("encode", image, "--model", model, "-o", inr).assertDone();
    Outcome decoded =
        Program.plain().run("decode", inr, "-o", folder.resolve("out.png")).assertDone();
    Program.single().run("encode", image, "--model", model, "-o", vectors).assertDone();
    Outcome timed =
        Program.plain()
            .run(
                "encode",
                image,
                "--model",
                model,
                "-o",
                folder.resolve("timed.inr"),
                "--fit-seconds",
                0.1)
            .assertDone();

    assertFalse(encoded.err().contains(RESTARTED), encoded::err);
    assertFalse(decoded.err().contains(RESTARTED), decoded::err);
    assertArrayEquals(Files.readAllBytes(vectors), Files.readAllBytes(inr));
    assertTrue(timed.err().contains(RESTARTED), timed::err);
  }

  @Test
  void wrongUsageIsToldBeforeARestart() throws Exception {
    Outcome outcome = Program.plain().run("evaluate", "img", "--modle", "run");

    outcome.assertEnded(Main.WRONG_INPUT, "--modle", "'metasparse evaluate --help'");
    assertFalse(outcome.err().contains(RESTARTED), outcome::err);
  }

  @Test
  void anUnknownKindOfKernelsIsWrongUsage() throws Exception {
    Outcome outcome = Program.plain().with("-Dmetasparse.kernels=nonsense").run("info");

    outcome.assertEnded(
        Main.WRONG_INPUT, "-Dmetasparse.kernels=nonsense", "auto", "scalar", "simd");
  }

  @Test
  void theExitCodeAndTheMessageComeThrough() throws Exception {
    Outcome outcome = Program.plain().run("evaluate", "nowhere", "--model", "no-model");

    assertTrue(outcome.err().contains(RESTARTED), outcome::err);
    outcome.assertEnded(Main.WRONG_INPUT, "no-model: no such file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000})
  void theUsersJvmOptionsAreKept(int length) throws Exception {
    // Linux tells no more than a page of a process's arguments: the long name goes beyond it.
    Program program = Program.plain().with("-Xmx96m", "-XX:+PrintFlagsFinal");
    Outcome outcome = program.run("evaluate", "img", "--model", "m".repeat(length));

    assertTrue(outcome.err().contains(RESTARTED), outcome::err);
    long kept =
        Pattern.compile("\\bMaxHeapSize += " + 96 * 1024 * 1024 + "\\b")
            .matcher(outcome.out())
            .results()
            .count();
    assertEquals(2, kept, "in this JVM and in the one that it started");
    assertEquals(Main.WRONG_INPUT, outcome.code());
  }

  @Test
  void argumentsOfAllKindsComeThrough() throws Exception {
    String odd = "a b*\"'$HOME\\ ~;&|";
    Outcome outcome = Program.plain().run("evaluate", "img", "--model", odd);

    outcome.assertEnded(Main.WRONG_INPUT, "metasparse: " + odd + ": no such file");
  }

  @Test
  void aJvmWithoutTheModuleComputesWithScalarKernelsAndSaysSo(@TempDir Path folder)
      throws Exception {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    assumeTrue(Files.isExecutable(jlink), "this JVM has no jlink");
    Path image = folder.resolve("image");
    Process linking =
        new ProcessBuilder(
                jlink.toString(),
                "--add-modules",
                "java.base,java.desktop",
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("jlink.txt").toFile())
            .start();
    assumeTrue(linking.waitFor() == 0, () -> "this JVM cannot be linked anew");

    Outcome outcome =
        Program.plain().on(image.resolve("bin").resolve("java")).run("info", "--json").assertDone();

    assertEquals("scalar", outcome.json().getString("kernels"));
    assertTrue(outcome.json().getString("reason").contains("jdk.incubator.vector"));
    assertTrue(
        outcome
            .message()
            .startsWith("metasparse: computing with scalar kernels, several times slower: "));
  }

  @Test
  void aJvmThatSeesFewModulesStillGetsTheVectors() throws Exception {
    Program program = Program.plain().with("--limit-modules", "java.base,java.desktop");

    Outcome outcome = program.run("info", "--json").assertDone();

    assertEquals("simd", outcome.json().getString("kernels"));
  }

  @Test
  void simdThatCannotBeHadFails() throws Exception {
    // As if it had been restarted already: a process restarts once.
    Program program =
        Program.plain()
            .with("-Dmetasparse.kernels=simd", "-D" + Relaunch.MARK + "=" + thisProcess());

    program.run("info").assertEnded(Main.WRONG_INPUT, "-Dmetasparse.kernels=simd", "--add-modules");
  }

  private static long thisProcess() {
    return ProcessHandle.current().pid();
  }
}
