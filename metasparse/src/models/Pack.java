import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitter;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.models.BuiltInModels;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Spread;
import org.metasparse.siren.Siren;
import org.metasparse.train.DataSet;

/**
 * Makes the models that come with the program of rounds of training.
 *
 * <pre>java -cp metasparse.jar Pack.java OUT SIGNALS RUN@ROUND…</pre>
 *
 * <p>Each becomes OUT/photo-Nk.inr (of pictures) or OUT/shape-Nk.inr (of meshes), N being its
 * thousands of weights, or OUT/photo-moves-Nk.inr, N being thousands of parameters that move, where
 * a part does, in whole steps of 1/64 of what is usual in a block of parameters; OUT/index.txt names
 * them with these numbers, hashes, and the learning rates of which fits of some of SIGNALS end best,
 * behind what it has of other kinds of signals. MODELS.md says what for.
 */
public final class Pack {
  private static final int ASKED = 6;

  /** Of a block's root mean square; fits from finer ones are no better, MODELS.md. */
  private static final double STEP = 1.0 / 64;

  /** Fits for a length take up to three times these: of higher ones those of shapes lead away. */
  private static final double[] RATES = {1e-3, 1.4e-3, 2e-3, 2.8e-3};

  private record Line(String name, int moved, String hash, double rate) {}

  /** What models are called, by what they are for. */
  private static final Map<String, String> FAMILIES = Map.of("image", "photo", "shape", "shape");

  private Pack() {}

  /** Runs as the class says. */
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println("usage: java -cp metasparse.jar Pack.java OUT SIGNALS RUN@ROUND…");
      System.exit(2);
    }
    Path out = Files.createDirectories(Path.of(args[0]));
    Medium medium = DataSet.medium(args[1]);
    List<Signal> signals = signals(Path.of(args[1]), medium);
    List<Line> lines = new ArrayList<>();
    for (String model : List.of(args).subList(2, args.length)) {
      Siren siren = ModelNames.open(model).siren();
      Storage storage = steps(siren);
      float[] theta = storage.theta(siren.layout(), siren.theta());
      Siren rounded = new Siren(siren.shape(), siren.layout(), theta, siren.moves());
      int moved = siren.moved();
      String part = siren.moves().all() ? "-" : "-moves-";
      String name = FAMILIES.get(medium.id()) + part + Math.round(moved / 1000.0) + "k";
      Signal like = signals.get(0);
      InrFile.write(
          out.resolve(name + ".inr"),
          new EncodedSignal(
              rounded, like.kind(), like.grid(), like.channels(), Float.NaN, storage));
      byte[] hash = new Base(name, rounded).hash();
      double rate = rate(rounded, signals);
      lines.add(new Line(name, moved, HexFormat.of().formatHex(hash), rate));
    }
    lines.sort(Comparator.comparingInt(Line::moved));
    String ours = medium.id() + " ";
    Path file = out.resolve("index.txt");
    List<String> index = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    index.removeIf(line -> line.startsWith(ours));
    for (Line line : lines) {
      index.add(ours + line.name + " " + line.moved + " " + line.hash + " " + line.rate);
    }
    Files.write(file, (String.join("\n", index) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Storage steps(Siren siren) {
    float[] theta = siren.theta();
    int[] levels = new int[theta.length];
    List<Float> steps = new ArrayList<>();
    for (Block block : siren.layout().blocks()) {
      int end = block.offset() + block.size();
      double squares = 0;
      float largest = 0;
      for (int i = block.offset(); i < end; i++) {
        squares += theta[i] * theta[i];
        largest = Math.max(largest, Math.abs(theta[i]));
      }
      double usual = Math.sqrt(squares / block.size());
      float step = Storage.step((float) Math.max(STEP * usual, largest / Storage.MOST_LEVEL));
      for (int i = block.offset(); i < end; i++) {
        levels[i] = Math.round(theta[i] / step);
      }
      steps.add(step);
    }
    return new Storage.Levels(steps, levels, null);
  }

  /**
   * By whole fits, which no user has to wait for: better than the trials of {@code encode}, whose
   * few points ask for lower rates.
   */
  private static double rate(Siren model, List<Signal> signals) {
    double best = RATES[0];
    double most = 0;
    try (Compute compute = Compute.start(2)) {
      Fitter fitter = new Fitter(model, compute);
      for (double rate : RATES) {
        double mean = 0;
        for (Signal signal : signals) {
          mean += fitter.fit(signal, Effort.FAST.at(rate)).psnr() / signals.size();
        }
        System.out.printf(Locale.ROOT, "%d move, %.1e: %.2f dB%n", model.moved(), rate, mean);
        if (mean > most) {
          most = mean;
          best = rate;
        }
      }
    }
    return best;
  }

  /** A few that are spread over all, since neighbours are of one photo. */
  private static List<Signal> signals(Path folder, Medium medium) {
    SignalFolder all = SignalFolder.open(folder, medium);
    SignalPreparation asTheyAre = medium.asTheyAre().withChannels(BuiltInModels.channels(medium));
    return Spread.of(all.names(), ASKED).stream().map(name -> all.load(name, asTheyAre)).toList();
  }
}
