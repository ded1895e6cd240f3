import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.metasparse.format.Base;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.format.Storage;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Grid;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;

/**
 * Makes the models that come with the program of rounds of training.
 *
 * <pre>java -cp metasparse.jar Pack.java OUT RUN@ROUND…</pre>
 *
 * <p>Each becomes OUT/photo-Nk.inr, N being its thousands of weights, with parameters of 16 bits;
 * OUT/index.txt names them with their weights and hashes. MODELS.md says what for.
 */
public final class Pack {
  private record Line(String name, int weights, String hash) {}

  private Pack() {}

  /** Runs as the class says. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println("usage: java -cp metasparse.jar Pack.java OUT RUN@ROUND…");
      System.exit(2);
    }
    Path out = Files.createDirectories(Path.of(args[0]));
    List<Line> lines = new ArrayList<>();
    for (String model : List.of(args).subList(1, args.length)) {
      Siren siren = ModelNames.open(model).siren();
      Storage storage = new Storage.Floats(16);
      float[] theta = storage.theta(siren.layout(), siren.theta());
      Siren rounded = new Siren(siren.shape(), siren.layout(), theta);
      int weights = siren.layout().weights();
      String name = "photo-" + Math.round(weights / 1000.0) + "k";
      Grid grid = Grid.ofImage(128, 128);
      InrFile.write(
          out.resolve(name + ".inr"),
          new EncodedSignal(rounded, ImageKind.EIGHT_BITS, grid, 3, Float.NaN, storage));
      byte[] hash = new Base(name, rounded).hash();
      lines.add(new Line(name, weights, HexFormat.of().formatHex(hash)));
    }
    lines.sort(Comparator.comparingInt(Line::weights));
    StringBuilder index = new StringBuilder();
    for (Line line : lines) {
      index.append(line.name + " " + line.weights + " " + line.hash + "\n");
    }
    Files.write(out.resolve("index.txt"), index.toString().getBytes(StandardCharsets.UTF_8));
  }
}
