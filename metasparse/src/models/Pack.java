import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitter;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Spread;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;

/**
 * Makes the models that come with the program of rounds of training.
 *
 * <pre>java -cp metasparse.jar Pack.java OUT CROPS RUN@ROUND…</pre>
 *
 * <p>Each becomes OUT/photo-Nk.inr, N being its thousands of weights, or OUT/photo-moves-Nk.inr, N
 * being thousands of parameters that move, where a part does, in whole steps of 1/64 of what is
 * usual in a block of parameters; OUT/index.txt names them with these numbers, hashes, and the
 * learning rates of which fits of some of CROPS end best. MODELS.md says what for.
 */
public final class Pack {
  private static final int ASKED = 6;

  /** Of a block's root mean square; fits from finer ones are no better, MODELS.md. */
  private static final double STEP = 1.0 / 64;

  private static final double[] RATES = {1e-3, 1.4e-3, 2e-3, 2.8e-3, 4e-3, 5.6e-3};

  private record Line(String name, int moved, String hash, double rate) {}

  private Pack() {}

  /** Runs as the class says. */
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println("usage: java -cp metasparse.jar Pack.java OUT CROPS RUN@ROUND…");
      System.exit(2);
    }
    Path out = Files.createDirectories(Path.of(args[0]));
    List<Signal> crops = crops(Path.of(args[1]));
    List<Line> lines = new ArrayList<>();
    for (String model : List.of(args).subList(2, args.length)) {
      Siren siren = ModelNames.open(model).siren();
      Storage storage = steps(siren);
      float[] theta = storage.theta(siren.layout(), siren.theta());
      Siren rounded = new Siren(siren.shape(), siren.layout(), theta, siren.moves());
      int moved = siren.moved();
      String name = (siren.moves().all() ? "photo-" : "photo-moves-") + Math.round(moved / 1000.0) + "k";
      Grid grid = Grid.ofImage(128, 128);
      InrFile.write(
          out.resolve(name + ".inr"),
          new EncodedSignal(rounded, ImageKind.EIGHT_BITS, grid, 3, Float.NaN, storage));
      byte[] hash = new Base(name, rounded).hash();
      double rate = rate(rounded, crops);
      lines.add(new Line(name, moved, HexFormat.of().formatHex(hash), rate));
    }
    lines.sort(Comparator.comparingInt(Line::moved));
    StringBuilder index = new StringBuilder();
    for (Line line : lines) {
      index.append(line.name + " " + line.moved + " " + line.hash + " " + line.rate + "\n");
    }
    Files.write(out.resolve("index.txt"), index.toString().getBytes(StandardCharsets.UTF_8));
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
  private static double rate(Siren model, List<Signal> crops) {
    double best = RATES[0];
    double most = 0;
    try (Compute compute = Compute.start(2)) {
      Fitter fitter = new Fitter(model, compute);
      for (double rate : RATES) {
        double sum = 0;
        for (Signal crop : crops) {
          sum += fitter.fit(crop, Effort.FAST.at(rate)).psnr();
        }
        System.out.printf(Locale.ROOT, "%d move, %.1e: %.2f dB%n", model.moved(), rate, sum / ASKED);
        if (sum > most) {
          most = sum;
          best = rate;
        }
      }
    }
    return best;
  }

  /** A few that are spread over all, since neighbours are of one photo. */
  private static List<Signal> crops(Path folder) {
    SignalFolder all = SignalFolder.open(folder, new ImageMedium());
    SignalPreparation asTheyAre = new ImageMedium().asTheyAre().withChannels(3);
    List<Signal> some = new ArrayList<>();
    for (String name : Spread.of(all.names(), ASKED)) {
      some.add(all.load(name, asTheyAre));
    }
    return some;
  }
}
