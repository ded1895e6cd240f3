package org.metasparse.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.metasparse.fit.Psnr;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;

/**
 * A codec by its own programs, which read and write files.
 *
 * @param name what it is called
 * @param input the format of pictures that its encoder reads
 * @param encoder words of the command; QUALITY, INPUT and OUTPUT are replaced
 * @param decoder words of the command that makes a PNG again; none if the JDK reads its files
 */
record OtherCodec(String name, String input, List<String> encoder, List<String> decoder) {
  /** libjpeg with optimised tables, 4:2:0, whole file. */
  static final OtherCodec JPEG =
      new OtherCodec(
          "JPEG",
          "bmp",
          List.of("cjpeg", "-optimize", "-quality", "QUALITY", "-outfile", "OUTPUT", "INPUT"),
          List.of());

  /** libwebp, its most thorough method. */
  static final OtherCodec WEBP =
      new OtherCodec(
          "WebP",
          "png",
          List.of("cwebp", "-quiet", "-m", "6", "-q", "QUALITY", "INPUT", "-o", "OUTPUT"),
          List.of("dwebp", "-quiet", "INPUT", "-o", "OUTPUT"));

  /** All of them. */
  static final List<OtherCodec> ALL = List.of(JPEG, WEBP);

  /**
   * The best that is not longer.
   *
   * @return decibels; NaN if there is none, or no such program
   */
  double psnr(Signal image, int bytes) throws IOException {
    Path source = Files.createTempFile("source", "." + input);
    try {
      ImageIO.write(EqualSizeJpeg.pixels(image), input, source.toFile());
      byte[] best =
          QualitySearch.best(quality -> run(encoder, quality, source), file -> file.length, bytes);
      if (best != null && !decoder.isEmpty()) {
        Files.write(source, best);
        best = run(decoder, 0, source);
      }
      return best == null
          ? Double.NaN
          : Psnr.clamped(ImageReader.decode(source.toString(), best), image);
    } finally {
      Files.delete(source);
    }
  }

  /** What a command makes of a file; null if it cannot be run. */
  private static byte[] run(List<String> words, int quality, Path in) throws IOException {
    Path out = Files.createTempFile("made", "");
    List<String> command =
        words.stream()
            .map(
                word ->
                    switch (word) {
                      case "QUALITY" -> "" + quality;
                      case "INPUT" -> in.toString();
                      case "OUTPUT" -> out.toString();
                      default -> word;
                    })
            .toList();
    try {
      return done(command) ? Files.readAllBytes(out) : null;
    } finally {
      Files.delete(out);
    }
  }

  private static boolean done(List<String> command) throws InterruptedIOException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
    } catch (IOException e) {
      return false;
    }
  }
}
