package org.metasparse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.fit.Psnr;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageWriter;

/**
 * A codec by its own programs, which read and write files.
 *
 * @param input how the file that its encoder reads ends
 * @param encoder words of the command; QUALITY, INPUT and OUTPUT are replaced
 * @param decoder words of the command that makes a picture again
 * @param output how the decoded file ends
 */
record OtherCodec(String input, List<String> encoder, List<String> decoder, String output) {
  /** libjpeg with optimised tables, 4:2:0, whole file. */
  static final OtherCodec JPEG =
      new OtherCodec(
          ".ppm",
          List.of("cjpeg", "-optimize", "-quality", "QUALITY", "-outfile", "OUTPUT", "INPUT"),
          List.of("djpeg", "-outfile", "OUTPUT", "INPUT"),
          ".ppm");

  /** libwebp, its most thorough method. */
  static final OtherCodec WEBP =
      new OtherCodec(
          ".png",
          List.of("cwebp", "-quiet", "-m", "6", "-q", "QUALITY", "INPUT", "-o", "OUTPUT"),
          List.of("dwebp", "-quiet", "INPUT", "-ppm", "-o", "OUTPUT"),
          ".ppm");

  /**
   * The best that is not longer.
   *
   * @return decibels; NaN if there is none, or no such program
   */
  double psnr(Signal image, int bytes) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("codec");
    try {
      Path source = folder.resolve("source" + input);
      Files.write(source, input.equals(".png") ? ImageWriter.encode(image) : ppm(image));
      Path best = null;
      int low = -1;
      int high = 101;
      while (high - low > 1) {
        int middle = (low + high) / 2;
        Path file = folder.resolve("quality-" + middle);
        if (!run(encoder, middle, source, file)) {
          return Double.NaN;
        }
        if (Files.size(file) <= bytes) {
          low = middle;
          best = file;
        } else {
          high = middle;
        }
      }
      Path decoded = folder.resolve("decoded" + output);
      if (best == null || !run(decoder, 0, best, decoded)) {
        return Double.NaN;
      }
      return psnr(image, Files.readAllBytes(decoded));
    } finally {
      for (Path file :
          List.of(folder.toFile().listFiles()).stream().map(f -> f.toPath()).toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static boolean run(List<String> words, int quality, Path in, Path out)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.replaceAll(
        word ->
            switch (word) {
              case "QUALITY" -> "" + quality;
              case "INPUT" -> in.toString();
              case "OUTPUT" -> out.toString();
              default -> word;
            });
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The image as the encoder reads it, of which the head ends with one byte of white space. */
  private static byte[] ppm(Signal image) {
    List<Integer> sizes = image.grid().sizes();
    byte[] head = ("P6 " + sizes.get(1) + " " + sizes.get(0) + " 255\n").getBytes();
    float[] values = image.values();
    byte[] file = new byte[head.length + values.length];
    System.arraycopy(head, 0, file, 0, head.length);
    int points = image.grid().count();
    for (int p = 0; p < points; p++) {
      for (int c = 0; c < 3; c++) {
        file[head.length + 3 * p + c] = (byte) Math.round(255 * values[c * points + p]);
      }
    }
    return file;
  }

  private static double psnr(Signal image, byte[] ppm) {
    int points = image.grid().count();
    int head = ppm.length - 3 * points;
    double sum = 0;
    for (int p = 0; p < points; p++) {
      for (int c = 0; c < 3; c++) {
        double d = (ppm[head + 3 * p + c] & 0xff) / 255.0 - image.values()[c * points + p];
        sum += d * d;
      }
    }
    return Psnr.of(sum / (3.0 * points));
  }
}
