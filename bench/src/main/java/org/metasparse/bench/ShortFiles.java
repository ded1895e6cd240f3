package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.Spread;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;

/**
 * How good files of at most so many bytes are: {@code encode --max-bytes} from several models,
 * beside JPEG and WebP by the programs {@code cjpeg} and {@code cwebp}, where they are installed.
 * Prints a table in Markdown: PSNR, means over images and their standard deviation.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar \
 *     org.metasparse.bench.ShortFiles PHOTOS 24 best \
 *     640,974,1285,1883 RUN@8 NARROW OTHER@6=1285,1883
 * </pre>
 *
 * <p>Images are spread over the folder, or with {@code first:24} its first ones. A model may be for
 * some of the lengths only. A name ending in {@code .jsonl} among them is of a file that keeps each
 * image's figure: what is in it is not measured again. Images are taken side by side, each on a
 * thread of its own. {@link ShortFilesPlot} draws such a table.
 */
public final class ShortFiles {
  private static final int SIDE = 178;

  private ShortFiles() {}

  /**
   * Measures and prints; ends the JVM with 2 if the usage is wrong.
   *
   * @param args folder of images, how many of them, effort, lengths, models
   * @throws IOException if an image cannot be given to another program
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 5) {
      System.err.println(
          "usage: " + ShortFiles.class.getName() + " FOLDER COUNT EFFORT BYTES,… MODEL…");
      System.exit(2);
    }
    List<Picture> images = images(args[0], args[1]);
    Effort effort = Effort.of(args[2]);
    List<Integer> lengths = numbers(args[3]);
    List<String> named = new ArrayList<>(List.of(args).subList(4, args.length));
    List<String> logs = taken(named, ".jsonl");
    FigureLog log = new FigureLog(logs.isEmpty() ? null : Path.of(logs.get(0)));
    boolean fresh = log.isEmpty();
    List<Entry> models = named.stream().map(name -> Entry.of(name, lengths)).toList();
    StringBuilder head = new StringBuilder("| bytes |");
    OtherCodec.ALL.forEach(other -> head.append(" ").append(other.name()).append(" |"));
    models.forEach(entry -> head.append(" ").append(entry.title()).append(" |"));
    System.out.println(head + "\n|---|" + "---|".repeat(OtherCodec.ALL.size() + models.size()));
    long started = System.nanoTime();
    for (int bytes : lengths) {
      System.out.print("| " + bytes);
      for (OtherCodec other : OtherCodec.ALL) {
        Mean mean = mean(images, log, other.name(), bytes, image -> other.psnr(image, bytes));
        System.out.print(" | " + mean);
      }
      for (Entry entry : models) {
        if (!entry.lengths.contains(bytes)) {
          System.out.print(" | –");
          continue;
        }
        Packing packing = new Packing(new Packing.Target.MaxBytes(bytes), entry.base);
        Siren siren = entry.base.siren();
        Fitting fitting = effort.from(entry.model);
        String what = effort.id() + " " + HexFormat.of().formatHex(entry.base.hash());
        FigureLog.Figure figure = image -> Codec.encode(siren, image, fitting, packing).psnr();
        Mean mean = mean(images, log, what, bytes, figure);
        System.out.print(" | " + mean);
      }
      System.out.println(" |");
    }
    double files = images.size() * models.stream().mapToInt(m -> m.lengths.size()).sum();
    double seconds = (System.nanoTime() - started) * 1e-9 / files;
    System.out.printf(
        Locale.ROOT,
        "%n%d images of %s, %s%s%n",
        images.size(),
        Path.of(args[0]).getFileName(),
        effort.id(),
        fresh ? String.format(Locale.ROOT, ", %.1f seconds a file", seconds) : "");
  }

  /** Of all images, as many at once as there are cores. */
  private static Mean mean(
      List<Picture> images, FigureLog log, String what, int bytes, FigureLog.Figure figure) {
    String name = what + ", " + bytes + " bytes, ";
    return Mean.of(
        images.parallelStream()
            .mapToDouble(image -> log.of(name + image.name(), image.signal(), figure))
            .toArray());
  }

  /** Takes out of some words those that end so. */
  private static List<String> taken(List<String> words, String end) {
    List<String> some = words.stream().filter(word -> word.endsWith(end)).toList();
    words.removeAll(some);
    return some;
  }

  private static List<Integer> numbers(String separated) {
    return Arrays.stream(separated.split(",")).map(Integer::valueOf).toList();
  }

  /** A model, and the lengths that it is for. */
  private record Entry(Base base, Checkpoint model, List<Integer> lengths) {
    static Entry of(String text, List<Integer> all) {
      int at = text.lastIndexOf('=');
      String name = at < 0 ? text : text.substring(0, at);
      Checkpoint model = ModelNames.open(name);
      List<Integer> some = at < 0 ? all : numbers(text.substring(at + 1));
      return new Entry(ModelNames.base(name, model.siren()), model, some);
    }

    String title() {
      Siren siren = base.siren();
      String size =
          siren.moves().all()
              ? siren.layout().weights() + " weights"
              : siren.moves() + " of " + siren.layout().size() + " move";
      return Path.of(base.name()).getFileName() + ", " + size;
    }
  }

  /** An image, and where it is. */
  private record Picture(String name, Signal signal) {}

  /** The first, or some that are spread over the folder. */
  private static List<Picture> images(String folder, String which) {
    boolean first = which.startsWith("first:");
    int count = Integer.parseInt(first ? which.substring(6) : which);
    SignalFolder all = SignalFolder.open(Path.of(folder), new ImageMedium());
    Preparation middle = new Preparation(SIDE, SIDE, 0, 3);
    List<String> names = all.names();
    List<String> some =
        first ? names.subList(0, Math.min(count, names.size())) : Spread.of(names, count);
    return some.stream()
        .map(name -> new Picture(folder + "/" + name, all.load(name, middle)))
        .toList();
  }
}
