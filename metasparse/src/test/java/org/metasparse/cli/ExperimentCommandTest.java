package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonObject;

class ExperimentCommandTest {
  private static final String NUMBERS =
      "--size 12 --width 8 --layers 2 --omega 30 --outer-rate 1e-3 --dense-steps 20 --rounds 4"
          + " --round-steps 5 --prune 0.4 --every 2 --signals 2 --steps 10 --curve-signals 1"
          + " --curve-steps 20 --threads 1";

  @TempDir Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    data = folder.resolve("img");
    Pictures.folder(data.resolve("train"), 4, 16);
    Pictures.folder(data.resolve("val"), 3, 16);
    out = folder.resolve("out");
  }

  private static List<Object> command(Object preset, Object data, Path out, Object... more) {
    List<Object> command = new ArrayList<>(List.of("experiment", preset, data, "--out", out));
    command.addAll(List.of((Object[]) NUMBERS.split(" ")));
    command.addAll(List.of(more));
    return command;
  }

  private static Outcome run(List<Object> command) {
    return CommandLine.run(command.toArray());
  }

  @Test
  void leavesTheFilesOfAReport() throws IOException {
    Outcome outcome = run(command("quick", data, out, "--seeds", 2)).assertDone();

    Set<String> files =
        FileTree.of(out).keySet().stream()
            .filter(name -> !name.contains("/") && !name.startsWith("."))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "",
            "REPORT.md",
            "report.html",
            "cells.jsonl",
            "config.json",
            "fits",
            "psnr-steps-4.svg",
            "psnr-weights-sgd2.svg",
            "psnr-weights.svg",
            "psnr-weights-own.svg",
            "reconstructions.png",
            "results.csv",
            "train",
            "weights-psnr.svg"),
        files);
    assertTrue(outcome.out().endsWith("REPORT.md\n"), outcome::out);
    String report = Files.readString(out.resolve("REPORT.md"));
    for (String image : report.split("!\\[]\\(")) {
      String name = image.substring(0, Math.max(0, image.indexOf(')')));
      assertTrue(report.startsWith(image) || Files.exists(out.resolve(name)), name);
    }
    assertTrue(report.contains("Meta-SparseINR") && report.contains("Scratch"), report);
    assertTrue(!report.contains(folder.toString()), "names a path of this machine");
    // A line for each cell, and the headings.
    assertEquals(
        1 + Files.readAllLines(out.resolve("cells.jsonl")).size(),
        Files.readAllLines(out.resolve("results.csv")).size());
  }

  @Test
  void aFinishedExperimentIsOnlyReportedAgain() throws IOException {
    run(command("quick", data, out, "--methods", "meta-sparse")).assertDone();
    Map<String, String> first = FileTree.of(out);
    run(command("quick", data, out, "--methods", "meta-sparse")).assertDone();
    assertEquals(first, FileTree.of(out));
  }

  @Test
  void withoutSignalsToFollowNothingIsShownStepByStep() throws IOException {
    List<Object> command = command("quick", data, out, "--methods", "meta-sparse");
    command.set(command.indexOf("--curve-signals") + 1, "0");
    run(command).assertDone();
    String report = Files.readString(out.resolve("REPORT.md"));
    assertTrue(!report.contains("Quality by steps"), report);
    assertTrue(FileTree.of(out).keySet().stream().noneMatch(name -> name.contains("psnr-steps")));
  }

  /** Each variant's lead is counted from the paper's baselines, not from other variants. */
  @Test
  void leadsAreOverTheBaselines() throws IOException {
    run(command("quick", data, out, "--methods", "meta-sparse,random,fisher")).assertDone();
    String report = Files.readString(out.resolve("REPORT.md"));
    Map<String, Double> psnr = new HashMap<>();
    for (String line : Files.readAllLines(out.resolve("cells.jsonl"))) {
      JsonObject cell = JsonObject.parse("cell", line);
      psnr.put(cell.getString("method") + cell.getInt("round"), cell.getDouble("psnrAdam"));
    }
    for (String method : List.of("meta-sparse", "fisher")) {
      double lead = psnr.get(method + 4) - psnr.get("random4");
      String label = method.equals("fisher") ? "Fisher scores" : "Meta-SparseINR";
      String heading = "Lead of " + label + " over the strongest baseline:";
      assertTrue(report.contains(heading), report);
      String table = report.substring(report.indexOf(heading));
      table = table.substring(0, table.indexOf("\n\n", heading.length() + 2));
      String row = String.format(Locale.ROOT, "| %+.2f | Random Pruning |", lead);
      assertTrue(table.contains(row), row + " in " + table);
    }
  }

  @Test
  void distanceFieldsNeedNoFile() throws IOException {
    run(command("quick", "sdf:6@3", out, "--methods", "meta-sparse,scratch")).assertDone();
    String report = Files.readString(out.resolve("REPORT.md"));
    assertTrue(report.contains("sdf:6@3") && report.contains("sdf:2@4"), report);
  }

  @Test
  void refusals() {
    CommandLine.refused(
        folder,
        command("fast", data, out),
        "PRESET 'fast' is not one of quick, laptop, laptop-178, paper");
    CommandLine.refused(
        folder, command("quick", data, out, "--methods", "best"), "--methods 'best' is not one of");
    CommandLine.refused(
        folder, command("quick", data.resolve("val"), out), "holds no folders train and val");
    CommandLine.refused(folder, command("quick", data, out, "--seeds", "0"), "--seeds 0");
    CommandLine.refused(
        folder, command("quick", "sdf:6@3", out, "--val", "sdf:3@3"), "--val sdf:3@3");
  }

  @Test
  void tooFewHeldOutSignalsAreRefused() {
    List<Object> command = command("quick", data, out);
    command.set(command.indexOf("--signals") + 1, "5");
    CommandLine.refused(folder, command, "3 signals; 5 are to be fitted");
  }

  @Test
  void aFolderOfAnotherConfigurationIsRefused() {
    run(command("quick", data, out, "--methods", "scratch")).assertDone();
    CommandLine.refused(
        folder,
        command("quick", data, out, "--methods", "scratch", "--warm-up", "3"),
        out + ": holds",
        "another configuration");
  }

  /** What a folder was made with and a later command leaves out is another configuration too. */
  @Test
  void aFolderOfAVariationIsRefusedWithoutIt() {
    run(command("quick", data, out, "--methods", "scratch", "--score", "fisher")).assertDone();
    CommandLine.refused(
        folder,
        command("quick", data, out, "--methods", "scratch"),
        "score is fisher there, not set here");
  }

  @Test
  void badVariationsAreRefused() {
    for (String[] wrong :
        new String[][] {
          {"--decay", "2"},
          {"--last-weight", "0.5"},
          {"--last-weight", "0.5..1.5"},
          {"--score", "size"},
          {"--warm-up", "-1"}
        }) {
      CommandLine.refused(folder, command("quick", data, out, wrong[0], wrong[1]), wrong[0]);
    }
    CommandLine.refused(
        folder, command("quick", data, out, "--last-weight", "0.5..1.5"), "like 0.33..0.67");
  }
}
