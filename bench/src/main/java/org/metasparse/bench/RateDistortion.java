package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metasparse.engine.Compute;
import org.metasparse.experiment.EmbeddedFaces;
import org.metasparse.files.JsonObject;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Fit;
import org.metasparse.fit.FitListener;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Packing;
import org.metasparse.fit.Protocol;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.train.RunFolder;
import org.metasparse.train.TrainConfig;

/**
 * How many bytes buy how many decibels: images encoded with several numbers of bits, with and
 * without a base model, beside the JDK's JPEG at equal size. Prints a table in Markdown.
 *
 * <pre>
 * java -cp bench/target/benchmarks.jar org.metasparse.bench.RateDistortion \
 *     --model RUN@3 --data faces --data PHOTOS --limit 14 --steps 100
 * </pre>
 *
 * <p>{@code --model} and {@code --data} may be given several times; {@code faces} are the embedded
 * faces for tests, for which the testdata jar must be on the class path; anything else is a folder
 * of images. Images are prepared as the model's training prepared its own.
 */
public final class RateDistortion {
  private static final List<String> BITS =
      List.of("32f", "16f", "16", "12", "10", "8", "6", "5", "4");

  private RateDistortion() {}

  /**
   * Measures and prints; ends the JVM with 2 if the usage is wrong.
   *
   * @param args as above
   * @throws IOException if an image cannot be made a JPEG
   */
  public static void main(String[] args) throws IOException {
    List<String> models = new ArrayList<>();
    List<String> data = new ArrayList<>();
    int limit = Integer.MAX_VALUE;
    int steps = Protocol.ADAM100.steps();
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--model" -> models.add(args[i + 1]);
        case "--data" -> data.add(args[i + 1]);
        case "--limit" -> limit = Integer.parseInt(args[i + 1]);
        case "--steps" -> steps = Integer.parseInt(args[i + 1]);
        default -> models.clear();
      }
    }
    if (models.isEmpty() || args.length % 2 != 0) {
      System.err.println(
          "usage: "
              + RateDistortion.class.getName()
              + " --model RUN… [--data faces|FOLDER]… [--limit N] [--steps N]");
      System.exit(2);
    }
    try (Compute compute = Compute.start(Runtime.getRuntime().availableProcessors())) {
      for (String model : models) {
        for (String images : data.isEmpty() ? List.of("faces") : data) {
          table(model, images, limit, Protocol.ADAM100.withSteps(steps), compute);
        }
      }
    }
  }

  private static void table(String name, String data, int limit, Protocol protocol, Compute compute)
      throws IOException {
    Checkpoint model = RunFolder.model(name);
    SignalPreparation preparation =
        TrainConfig.of(JsonObject.parse(name, model.configuration())).preparation();
    List<Signal> images =
        data.equals("faces")
            ? EmbeddedFaces.test(preparation)
            : SignalFolder.open(Path.of(data), new ImageMedium()).limit(limit).load(preparation);
    images = images.subList(0, Math.min(limit, images.size()));
    List<Fit> fits = new Fitter(model.siren(), compute).fit(images, protocol, FitListener.NONE);
    String last = Path.of(name).getFileName().toString();
    System.out.printf(
        Locale.ROOT,
        "%n### %s, %d weights of %d; %d images of %s (%s)%n%n",
        last,
        model.siren().layout().weights(),
        model.siren().layout().denseWeights(),
        images.size(),
        data.equals("faces") ? data : Path.of(data).getFileName(),
        images.get(0).grid().sizes());
    System.out.println(
        "| bits | base | bytes | of 32f | bits/pixel | rounded dB | tuned dB | JPEG dB |"
            + " JPEG dB, head not counted |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    double full = Double.NaN;
    for (Base base : new Base[] {null, new Base(last, model.siren())}) {
      for (String bits : BITS) {
        if (base == null || !bits.endsWith("f")) {
          Packing packing = new Packing(target(bits), base);
          Row row = row(model, images, fits, protocol, packing, compute);
          full = bits.equals("32f") ? row.bytes : full;
          System.out.println(row.text(bits, base, full, images));
        }
      }
    }
  }

  private static Packing.Target target(String bits) {
    return bits.endsWith("f")
        ? new Packing.Target.Floats(Integer.parseInt(bits.substring(0, 2)))
        : new Packing.Target.Bits(Integer.parseInt(bits));
  }

  /** Means over the images. */
  private record Row(double bytes, double rounded, double tuned, Jpegs jpeg, Jpegs headFree) {
    String text(String bits, Base base, double full, List<Signal> images) {
      double pixels = images.stream().mapToInt(i -> i.grid().count()).average().orElse(1);
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.0f | %.1f %% | %.2f | %.2f | %.2f | %s | %s |",
          bits,
          base == null ? "no" : "yes",
          bytes,
          100 * bytes / full,
          8 * bytes / pixels,
          rounded,
          tuned,
          jpeg.text(images.size()),
          headFree.text(images.size()));
    }
  }

  /** JPEG's mean over the images that could be made so small. */
  private record Jpegs(double sum, int count) {
    String text(int all) {
      if (count == 0) {
        return "too large";
      }
      String mean = String.format(Locale.ROOT, "%.2f", sum / count);
      return count == all ? mean : mean + " (" + count + " of " + all + ")";
    }

    Jpegs plus(EqualSizeJpeg jpeg) {
      return Double.isNaN(jpeg.psnr()) ? this : new Jpegs(sum + jpeg.psnr(), count + 1);
    }
  }

  private static Row row(
      Checkpoint model,
      List<Signal> images,
      List<Fit> fits,
      Protocol protocol,
      Packing packing,
      Compute compute)
      throws IOException {
    int n = images.size();
    double bytes = 0;
    double rounded = 0;
    double tuned = 0;
    Jpegs jpeg = new Jpegs(0, 0);
    Jpegs headFree = jpeg;
    for (int i = 0; i < n; i++) {
      Signal image = images.get(i);
      rounded += psnr(model, image, fits.get(i), protocol.withSteps(0), packing, compute) / n;
      EncodedSignal encoded =
          Codec.encoded(model.siren(), image, fits.get(i), protocol, packing, compute);
      tuned += encoded.psnr() / n;
      int length = InrFile.encode(encoded).length;
      bytes += length / (double) n;
      jpeg = jpeg.plus(EqualSizeJpeg.of(image, length, false));
      headFree = headFree.plus(EqualSizeJpeg.of(image, length, true));
    }
    return new Row(bytes, rounded, tuned, jpeg, headFree);
  }

  private static double psnr(
      Checkpoint model,
      Signal image,
      Fit fit,
      Protocol protocol,
      Packing packing,
      Compute compute) {
    return Codec.encoded(model.siren(), image, fit, protocol, packing, compute).psnr();
  }
}
