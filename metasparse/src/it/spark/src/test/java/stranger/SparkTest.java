package stranger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.input.PortableDataStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.AtomicFiles;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Packing;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;

/** A folder of pictures, the model broadcast, files written by the executors. */
class SparkTest {
  private static final String MODEL = "photo-moves-7k";
  private static final int PICTURES = 6;

  @TempDir Path folder;

  /** What an executor does: a pure function of model and picture. */
  static byte[] encode(Checkpoint model, String name, byte[] picture) {
    Signal image = Preparation.none().apply(ImageReader.decode(name, picture));
    Base base = ModelNames.base(MODEL, model.siren());
    Packing packing = new Packing(new Packing.Target.Bits(8), base);
    EncodedSignal encoded = Codec.encode(model.siren(), image, Effort.FAST.from(model), packing);
    return InrFile.encode(encoded);
  }

  private static byte[] bytes(PortableDataStream stream) {
    try (InputStream in = stream.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesAreThoseOfTheCommandLineAlsoWhenATaskDies() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int k = 0; k < PICTURES; k++) {
      float[] values = new float[3 * 20 * 24];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.5 + 0.5 * Math.sin(0.01 * (k + 1) * i));
      }
      ImageWriter.write(
          pictures.resolve(k + ".png"),
          ImageKind.image("x", Grid.ofImage(20, 24), 3, values));
    }
    String out = Files.createDirectory(folder.resolve("spark")).toString();
    SparkConf conf =
        new SparkConf()
            .setAppName("metasparse")
            // Two threads; a task may fail twice.
            .setMaster("local[2,3]")
            .set("spark.ui.enabled", "false")
            .set("spark.local.dir", folder.resolve("tmp").toString());
    String died = folder.resolve("died").toString();
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Broadcast<Checkpoint> model = spark.broadcast(ModelNames.open(MODEL));
      spark
          .binaryFiles(pictures.toUri().toString())
          .repartition(3)
          .foreach(
              file -> {
                String path = file._1();
                String name = path.substring(path.lastIndexOf('/') + 1);
                byte[] inr = encode(model.value(), name, bytes(file._2()));
                if (name.equals("3.png") && TaskContext.get().attemptNumber() == 0) {
                  Files.createFile(Path.of(died));
                  throw new IllegalStateException("this executor is lost");
                }
                AtomicFiles.write(Path.of(out, name.replace(".png", ".inr")), inr);
              });
    }
    assertTrue(Files.exists(Path.of(died)), "no task died");

    Path command = folder.resolve("command");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.metasparse.cli.Main",
                "encode",
                pictures.toString(),
                "--model",
                MODEL,
                "--effort",
                "fast",
                "-o",
                command.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    List<Path> files;
    try (Stream<Path> all = Files.list(command)) {
      files = all.filter(f -> f.toString().endsWith(".inr")).sorted().toList();
    }
    assertEquals(PICTURES, files.size());
    for (Path file : files) {
      assertArrayEquals(
          Files.readAllBytes(file), Files.readAllBytes(Path.of(out).resolve(file.getFileName())));
    }
  }
}
