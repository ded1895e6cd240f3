package org.metasparse.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.EmbeddedFaces;
import org.metasparse.explain.ExplainPage;
import org.metasparse.explain.Subject;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.format.Checkpoint;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.train.DataSet;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/** {@code explain}: a page on which one watches a run's algorithm work. */
final class ExplainCommand implements Command {
  private static final int LEAST_SIGNALS = 3;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String usage() {
    return "RUN -o PAGE.html";
  }

  @Override
  public String summary() {
    return "Writes a page on which one watches the algorithm work";
  }

  @Override
  public String details() {
    return """
        One file for the browser, without a server or a network: touch a pixel, fit pictures from each
        round's network, see what an inner step, a mask and an adjoint are. RUN is the folder of a
        training on images, or what 'demo' left. Pictures are made 48 pixels large at most.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--out", "PAGE.html", "file to write; also -o"),
        new Option("--data", "DATA", "what RUN was trained on (default: the embedded faces)"),
        new Option("--val", "DATA", "pictures to fit (default: embedded faces, or --data)"),
        Option.THREADS);
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String run = a.operands().get(0);
    Path out = OutFile.path(a, "--out", ".html", ".htm");
    if (!Files.isDirectory(Path.of(run))) {
      throw new InputException(run + ": is no folder; give a run's, or the demonstration's");
    }
    List<Checkpoint> rounds = Subject.rounds(new RunFolder(Path.of(run)));
    TrainConfig config = Subject.config(run, rounds.get(0));
    List<Signal> learn = learn(a, config.preparation());
    String name = Path.of(run).toAbsolutePath().normalize().getFileName().toString();
    Subject subject = new Subject(name, config, rounds, learn, fit(a, config, learn));
    if (learn.size() < Math.max(LEAST_SIGNALS, config.meta().batch())) {
      throw new InputException(
          a.text("--data", "")
              + ": holds "
              + learn.size()
              + " signals, fewer than a batch, or than the 3 that the page shows; give more");
    }
    try (Compute compute = a.compute()) {
      write(subject, out, compute, terminal);
    }
    terminal.told().println(out + ": open it in a browser");
    return Main.DONE;
  }

  /** Writes a page and tells on the way what takes its time. */
  static void write(Subject subject, Path out, Compute compute, Terminal terminal) {
    String page =
        ExplainPage.of(subject, compute, what -> terminal.err().println(out + ": " + what));
    AtomicFiles.write(out, page.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Signal> learn(Arguments a, SignalPreparation preparation) {
    return a.flag("--data")
        ? DataSet.open(a.text("--data", ""), preparation, Integer.MAX_VALUE).signals()
        : EmbeddedFaces.train(preparation);
  }

  private static List<Signal> fit(Arguments a, TrainConfig config, List<Signal> learn) {
    if (a.flag("--val")) {
      return DataSet.open(a.text("--val", ""), config.preparation(), LEAST_SIGNALS).signals();
    }
    return a.flag("--data") ? learn.subList(0, 1) : EmbeddedFaces.test(config.preparation());
  }
}
