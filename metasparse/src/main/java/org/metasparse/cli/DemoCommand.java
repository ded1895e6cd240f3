package org.metasparse.cli;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.Demo;
import org.metasparse.experiment.EmbeddedFaces;
import org.metasparse.explain.Subject;
import org.metasparse.files.Folders;
import org.metasparse.files.InputException;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Psnr;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.CheckpointFile;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.meta.Learner;
import org.metasparse.report.ContactSheet;
import org.metasparse.report.Table;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.train.TrainConfig;

/** {@code demo}: the whole algorithm on the embedded faces. */
final class DemoCommand implements Command {
  private static final int SHEET_COLUMNS = 8;
  private static final int SHEET_CELL = 96;

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String usage() {
    return "[--out DIR]";
  }

  @Override
  public String summary() {
    return "Runs the whole algorithm on the embedded faces, in about a minute";
  }

  @Override
  public String details() {
    return """
        Meta-learns an initial network from 56 faces, prunes and retrains it in rounds, and after each
        round encodes 14 faces that it never saw. DIR (metasparse-demo by default) receives faces.png,
        explain.html (open it in a browser), the models (round-00.safetensors …) and an .inr file for
        each face and round. The table's PSNR is the mean over the 14 faces after 100 steps of Adam.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--out", "DIR", "folder for pictures and files; also -o"),
        Option.SEED,
        Option.THREADS);
  }

  @Override
  public int leastOperands() {
    return 0;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    Path out = Path.of(a.text("--out", "metasparse-demo"));
    TrainConfig config = Demo.config(a.wholeNumber("--seed", 1));
    folder(out);
    try (Compute compute = a.compute()) {
      run(
          config,
          EmbeddedFaces.train(config.preparation()),
          EmbeddedFaces.test(config.preparation()),
          out,
          compute,
          terminal);
    }
    return Main.DONE;
  }

  /** Runs it on these faces and numbers. */
  static void run(
      TrainConfig config,
      List<Signal> train,
      List<Signal> test,
      Path out,
      Compute compute,
      Terminal terminal) {
    try (Progress progress = new Progress(terminal, "step", 0, config.schedule().totalSteps())) {
      Demo.Listener listener =
          new Demo.Listener() {
            @Override
            public void step(int round, long step, Learner.Losses losses) {
              progress.update(
                  step, String.format(Locale.ROOT, "round %d  loss %.4f", round, losses.inner()));
            }

            @Override
            public void stage(Demo.Stage stage) {
              progress.line(
                  String.format(
                      Locale.ROOT,
                      "%s: %.2f dB, %.0f s",
                      stage.name(),
                      Psnr.mean(stage.fits()),
                      stage.seconds()));
            }
          };
      List<Demo.Stage> stages = Demo.run(config, train, test, compute, listener);
      write(out, stages, test, compute);
      explain(config, stages, train, test, out, compute, terminal);
      print(terminal, stages);
      terminal.out().println("pictures and files: " + out);
    }
  }

  private static void folder(Path out) {
    Folders.make(out);
    if (!Files.isWritable(out)) {
      throw new InputException(out + ": cannot be written; give another --out");
    }
  }

  private static void write(Path out, List<Demo.Stage> stages, List<Signal> test, Compute compute) {
    ContactSheet sheet = new ContactSheet(SHEET_CELL);
    int columns = Math.min(SHEET_COLUMNS, test.size());
    sheet.add("original", test.subList(0, columns));
    for (Demo.Stage stage : stages) {
      boolean learned = stage != stages.get(0);
      if (learned) {
        folder(out.resolve(roundName(stage)));
        CheckpointFile.write(out.resolve(roundName(stage) + ".safetensors"), stage.model());
      }
      Signal[] decoded = new Signal[columns];
      for (int i = 0; i < test.size(); i++) {
        EncodedSignal encoded =
            Codec.encoded(stage.model().siren(), test.get(i), stage.fits().get(i));
        if (learned) {
          Path image = Path.of(test.get(i).name());
          InrFile.write(
              out.resolve(roundName(stage)).resolve(EncodeCommand.inrName(image)), encoded);
        }
        if (i < columns) {
          decoded[i] = Codec.decode(encoded, compute);
        }
      }
      sheet.add(
          String.format(
              Locale.ROOT,
              "%s\n%.1f dB",
              learned
                  ? String.format(
                      Locale.ROOT, "%.1f %%", 100 * stage.model().siren().layout().density())
                  : "random",
              Psnr.mean(stage.fits())),
          List.of(decoded));
    }
    ImageWriter.write(out.resolve("faces.png"), sheet.draw());
  }

  /** Without a first stage: the random network is made again by the page. */
  private static void explain(
      TrainConfig config,
      List<Demo.Stage> stages,
      List<Signal> train,
      List<Signal> test,
      Path out,
      Compute compute,
      Terminal terminal) {
    List<Checkpoint> rounds =
        stages.subList(1, stages.size()).stream().map(Demo.Stage::model).toList();
    Subject subject = new Subject("the demonstration", config, rounds, train, test);
    ExplainCommand.write(subject, out.resolve("explain.html"), compute, terminal);
  }

  private static String roundName(Demo.Stage stage) {
    return String.format(Locale.ROOT, "round-%02d", stage.model().round());
  }

  private static void print(Terminal terminal, List<Demo.Stage> stages) {
    Table table = new Table("initial network", "weights", "kept", "PSNR dB", "seconds");
    for (Demo.Stage stage : stages) {
      Layout layout = stage.model().siren().layout();
      table.add(
          stage.name(),
          Integer.toString(layout.weights()),
          String.format(Locale.ROOT, "%.1f %%", 100 * layout.density()),
          String.format(Locale.ROOT, "%.2f", Psnr.mean(stage.fits())),
          String.format(Locale.ROOT, "%.1f", stage.seconds()));
    }
    terminal.out().print(table);
    terminal.out().println("checksum of all parameters: " + checksum(stages));
  }

  /** Tells at a glance whether two runs gave the same bits. */
  private static String checksum(List<Demo.Stage> stages) {
    CRC32C crc = new CRC32C();
    for (Demo.Stage stage : stages) {
      update(crc, stage.model().siren().theta());
      stage.fits().forEach(fit -> update(crc, fit.theta()));
    }
    return Long.toHexString(crc.getValue());
  }

  private static void update(CRC32C crc, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    crc.update(bytes);
  }
}
