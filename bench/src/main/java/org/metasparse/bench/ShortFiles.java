package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Packing;
import org.metasparse.format.Base;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.Preparation;

/**
 * How good files of at most so many bytes are: {@code encode --max-bytes} from several models,
 * beside JPEG and WebP by the programs {@code cjpeg} and {@code cwebp}, where they are installed.
 * Prints a table in Markdown: PSNR, means over images and their standard deviation.
 *
 * <pre>
 * java -cp bench/target/benchmarks.jar org.metasparse.bench.ShortFiles PHOTOS 24 best \
 *     640,974,1285,1883 RUN@8 NARROW
 * </pre>
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
    List<Signal> images = images(args[0], Integer.parseInt(args[1]));
    Effort effort = Effort.of(args[2]);
    int[] lengths = Arrays.stream(args[3].split(",")).mapToInt(Integer::parseInt).toArray();
    List<Base> models = new ArrayList<>();
    StringBuilder head = new StringBuilder("| bytes | JPEG | WebP |");
    for (String name : List.of(args).subList(4, args.length)) {
      Base model = ModelNames.base(name, ModelNames.open(name).siren());
      models.add(model);
      head.append(" ").append(Path.of(name).getFileName()).append(", ");
      head.append(model.siren().layout().weights()).append(" weights |");
    }
    System.out.println(head + "\n|---|---|---|" + "---|".repeat(models.size()));
    long started = System.nanoTime();
    try (Compute compute = Compute.start(Runtime.getRuntime().availableProcessors())) {
      for (int bytes : lengths) {
        System.out.print("| " + bytes);
        System.out.print(" | " + Mean.of(images, image -> OtherCodec.JPEG.psnr(image, bytes)));
        System.out.print(" | " + Mean.of(images, image -> OtherCodec.WEBP.psnr(image, bytes)));
        for (Base model : models) {
          Packing packing = new Packing(new Packing.Target.MaxBytes(bytes), model);
          Mean mean =
              Mean.of(
                  images,
                  image -> Codec.encode(model.siren(), image, effort, packing, compute).psnr());
          System.out.print(" | " + mean);
        }
        System.out.println(" |");
      }
    }
    double files = images.size() * models.size() * lengths.length;
    double seconds = (System.nanoTime() - started) * 1e-9 / files;
    System.out.printf(
        Locale.ROOT,
        "%n%d images of %s, %s, %.1f seconds a file%n",
        images.size(),
        Path.of(args[0]).getFileName(),
        effort.id(),
        seconds);
  }

  /** Spread over the folder. */
  private static List<Signal> images(String folder, int count) {
    SignalFolder all = SignalFolder.open(Path.of(folder), new ImageMedium());
    Preparation middle = new Preparation(SIDE, SIDE, 0, 3);
    List<Signal> images = new ArrayList<>();
    int size = all.names().size();
    for (int i = 0; i < Math.min(count, size); i++) {
      String name = all.names().get((int) ((long) i * size / count));
      images.add(all.load(name, middle));
    }
    return images;
  }
}
