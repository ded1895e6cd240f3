package org.metasparse.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Tape;
import org.metasparse.dataset.Item;
import org.metasparse.explain.RunStory;
import org.metasparse.explain.TapeTable;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Json;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.EncodedSignal;
import org.metasparse.report.Table;
import org.metasparse.report.TapePicture;
import org.metasparse.signal.Medium;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenTape;
import org.metasparse.train.RunFolder;

/** {@code inspect}: what is in a checkpoint or an encoded signal. */
final class InspectCommand implements Command {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String usage() {
    return "FILE.inr|FILE.safetensors|RUN[@ROUND]";
  }

  @Override
  public String summary() {
    return "Shows what is in a file: network, layers, sparsity, values, operations";
  }

  @Override
  public String details() {
    return """
        Of a run's folder it tells the rounds: survivors by layer, and the PSNR of held-out signals
        where the run has some. --tape lists the operations of one step; their multiply-adds are those
        of the matrix products for a point.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        CompactOptions.READ_BASE,
        CompactOptions.READ_MODELS,
        new Option("--tape", null, "the network's operations: formula, shapes, parameters, work"),
        new Option("--svg", "OUT", "draw them into a file"),
        Option.JSON);
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public String standardInput() {
    return Item.SUFFIX;
  }

  @Override
  public boolean computes() {
    return false;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String name = a.operands().get(0);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", name);
    Siren siren;
    if (name.toLowerCase(Locale.ROOT).endsWith(".inr")) {
      EncodedSignal encoded = CompactOptions.read(a, name);
      siren = encoded.siren();
      Medium medium = Medium.of(encoded.kind());
      facts.put("kind", "encoded " + medium.id());
      facts.putAll(medium.facts(encoded.kind(), encoded.grid()));
      facts.put("channels", encoded.channels());
      facts.put("stored", encoded.storage().describe());
      facts.put("psnr", Float.isNaN(encoded.psnr()) ? null : encoded.psnr());
    } else {
      Checkpoint checkpoint = Models.open(name);
      siren = checkpoint.siren();
      facts.put("kind", "checkpoint");
      facts.put("round", checkpoint.round());
      facts.put("step", checkpoint.step());
      String configuration = checkpoint.configuration();
      facts.put("configuration", configuration.isEmpty() ? null : Json.parse(name, configuration));
    }
    if (a.flag("--svg")) {
      Path out = OutFile.path(a, "--svg", ".svg");
      byte[] svg = TapePicture.of(tape(siren.plain())).getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(out, svg);
    }
    if (a.flag("--tape")) {
      terminal.out().print(TapeTable.of(tape(siren.plain())));
      return Main.DONE;
    }
    facts.put("network", siren.shape().toString());
    facts.put("weights", siren.layout().weights());
    facts.put("density", siren.layout().density());
    if (!siren.moves().all()) {
      facts.put("moves", siren.moves().places().length);
    }
    boolean run = Files.isDirectory(Path.of(name));
    RunStory story = run ? RunStory.of(new RunFolder(Path.of(name))) : null;
    List<Map<String, Object>> blocks = new ArrayList<>();
    for (Block block : siren.layout().blocks()) {
      blocks.add(describe(block, siren.theta()));
    }
    if (a.flag("--json")) {
      facts.put("blocks", blocks);
      if (run) {
        facts.put("rounds", story.toJson());
      }
      terminal.out().println(Json.write(facts));
    } else if (run) {
      facts.forEach((key, value) -> print(terminal, key, value));
      terminal.out().println();
      terminal.out().print(story);
    } else {
      print(terminal, facts, blocks);
    }
    return Main.DONE;
  }

  private static Map<String, Object> describe(Block block, float[] theta) {
    double sum = 0;
    double squares = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = block.offset(); i < block.offset() + block.size(); i++) {
      sum += theta[i];
      squares += (double) theta[i] * theta[i];
      least = Math.min(least, theta[i]);
      most = Math.max(most, theta[i]);
    }
    double n = Math.max(1, block.size());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", block.name());
    row.put("rows", block.rows());
    row.put("cols", block.cols());
    row.put("entries", block.size());
    row.put("density", block.density());
    row.put("storage", block.pattern() == null ? "dense" : "csr");
    row.put("min", block.size() == 0 ? null : least);
    row.put("max", block.size() == 0 ? null : most);
    row.put("mean", sum / n);
    row.put("deviation", Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n))));
    return row;
  }

  private static void print(
      Terminal terminal, Map<String, Object> facts, List<Map<String, Object>> blocks) {
    facts.forEach((key, value) -> print(terminal, key, value));
    Table table =
        new Table("block", "shape", "entries", "density", "stored", "min", "max", "deviation");
    for (Map<String, Object> row : blocks) {
      table.add(
          row.get("name").toString(),
          row.get("rows") + "x" + row.get("cols"),
          row.get("entries").toString(),
          String.format(Locale.ROOT, "%.4f", (Double) row.get("density")),
          row.get("storage").toString(),
          number(row.get("min")),
          number(row.get("max")),
          number(row.get("deviation")));
    }
    terminal.out().println();
    terminal.out().print(table);
  }

  private static void print(Terminal terminal, String key, Object value) {
    terminal.out().printf("%-13s  %s%n", key, value instanceof Map ? Json.write(value) : value);
  }

  private static Tape tape(Siren siren) {
    return SirenTape.record(siren.shape(), siren.layout()).tape();
  }

  private static String number(Object value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.5f", ((Number) value).doubleValue());
  }
}
