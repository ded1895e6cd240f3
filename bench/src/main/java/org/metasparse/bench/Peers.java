package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.bench.step.Gradient;
import org.metasparse.bench.step.Network;
import org.metasparse.engine.Compute;
import org.metasparse.files.Json;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Renderer;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.interchange.Exported;
import org.metasparse.interchange.TorchTensors;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;

/**
 * This engine's side of the comparison with PyTorch that {@code bench/peers/run} makes: the
 * networks and the values that they must have, the time of a step, the time to fit a picture.
 */
public final class Peers {
  private static final String[] DENSITIES = {"1", ".41", ".168", ".086", ".044", ".0115"};
  private static final double WARM_UP = 2;
  private static final int ROUNDS = 15;
  private static final double LIMIT = 60;

  private Peers() {}

  /**
   * Does one part; ends the JVM with 2 if the usage is wrong.
   *
   * @param args {@code write FOLDER}: networks, a signal and the values; {@code time}: prints the
   *     milliseconds of steps as JSON; {@code fit MODEL IMAGES COUNT DECIBELS}: prints the seconds
   *     until each picture is so good; {@code images IMAGES COUNT FILE}: pictures as tensors
   * @throws IOException if a folder cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("write")) {
      write(Path.of(args[1]));
    } else if (args.length == 1 && args[0].equals("time")) {
      System.out.println(Json.write(times()));
    } else if (args.length == 5 && args[0].equals("fit")) {
      int count = Integer.parseInt(args[3]);
      System.out.println(Json.write(fits(args[1], args[2], count, Double.parseDouble(args[4]))));
    } else if (args.length == 4 && args[0].equals("images")) {
      images(args[1], Integer.parseInt(args[2]), Path.of(args[3]));
    } else {
      System.err.println(
          "usage: Peers write FOLDER | time | fit MODEL IMAGES COUNT DECIBELS"
              + " | images IMAGES COUNT FILE");
      System.exit(2);
    }
  }

  private static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Signal signal = Network.signal(Network.SIDE, Network.SIDE, 1);
    int points = signal.grid().count();
    float[] coordinates = new float[2 * points];
    signal.grid().copy(0, points, coordinates, 0, points);
    try (Compute compute = Compute.start(2)) {
      for (String density : DENSITIES) {
        Siren siren = Network.siren(256, Double.parseDouble(density));
        TensorFile tensors =
            TorchTensors.of(Exported.of("net", siren), TorchTensors.Weights.MASKED);
        Map<String, TensorData> all = new LinkedHashMap<>(tensors.tensors());
        Signal output = Renderer.render(siren, "x", signal.kind(), signal.grid(), compute);
        all.put("coordinates", TensorData.of(coordinates, 2, points));
        all.put("targets", TensorData.of(signal.values(), 3, points));
        all.put("output", TensorData.of(output.values(), 3, points));
        Safetensors.write(
            folder.resolve("net" + density + ".safetensors"),
            new TensorFile(tensors.metadata(), all));
      }
    }
  }

  /** Best and median milliseconds by density and threads, all taken in turns. */
  private static Map<String, Object> times() {
    Race race = new Race(1);
    Map<String, Race.Entrant> entrants = new LinkedHashMap<>();
    List<Gradient> steps = new ArrayList<>();
    for (String density : DENSITIES) {
      for (int threads = 1; threads <= 2; threads++) {
        Gradient step = new Gradient();
        step.width = 256;
        step.density = Double.parseDouble(density);
        step.threads = threads;
        step.kernels = "simd";
        step.setUp();
        steps.add(step);
        entrants.put(density + " " + threads, race.enter(step));
      }
    }
    race.run(WARM_UP, ROUNDS, LIMIT);
    steps.forEach(Gradient::close);
    Map<String, Object> times = new LinkedHashMap<>();
    entrants.forEach((key, e) -> times.put(key, List.of(1e3 * e.best(), 1e3 * e.median())));
    return times;
  }

  private static List<Signal> load(String folder, int count) {
    SignalFolder images = SignalFolder.open(Path.of(folder), new ImageMedium()).limit(count);
    return images.load(new Preparation(0, Network.SIDE, 0, 3));
  }

  /** The pictures and their coordinates, for PyTorch. */
  private static void images(String folder, int count, Path file) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    int points = Network.SIDE * Network.SIDE;
    for (Signal image : load(folder, count)) {
      if (tensors.isEmpty()) {
        float[] coordinates = new float[2 * points];
        image.grid().copy(0, points, coordinates, 0, points);
        tensors.put("coordinates", TensorData.of(coordinates, 2, points));
      }
      tensors.put(image.name(), TensorData.of(image.values(), 3, points));
    }
    Safetensors.write(file, new TensorFile(Map.of(), tensors));
  }

  private static Map<String, Object> fits(String name, String folder, int count, double decibels) {
    Checkpoint model = ModelNames.open(name);
    List<Signal> signals = load(folder, count);
    double enough = Math.pow(10, -decibels / 10);
    Effort effort = Effort.NORMAL.at(model.fitRate());
    List<Double> seconds = new ArrayList<>();
    try (Compute compute = Compute.start(2)) {
      Fitter fitter = new Fitter(model.siren(), compute);
      // The first is fitted once before, so that the JVM has compiled what it runs.
      for (int i = -1; i < signals.size(); i++) {
        long started = System.nanoTime();
        double[] reached = {Double.NaN};
        fitter.fit(
            signals.get(Math.max(0, i)),
            effort,
            (step, mse) -> {
              if (mse <= enough && Double.isNaN(reached[0])) {
                reached[0] = (System.nanoTime() - started) * 1e-9;
              }
            });
        if (i >= 0) {
          seconds.add(reached[0]);
        }
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("weights", model.siren().layout().weights());
    json.put("network", model.siren().shape().toString());
    json.put("decibels", String.format(Locale.ROOT, "%.0f", decibels));
    json.put("seconds", seconds);
    return json;
  }
}
