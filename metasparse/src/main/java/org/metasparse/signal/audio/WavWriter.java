package org.metasparse.signal.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.signal.Slices;

/** Writes sounds as WAV files: PCM of the kind's bits and rate, mono or stereo. */
public final class WavWriter {
  private static final int HEAD = 44;

  private static final int STRETCH = 1 << 16;

  private WavWriter() {}

  /**
   * Writes a sound in one step (see {@link AtomicFiles}). A value v becomes the sample {@code 2 v -
   * 1}: {@code v 2^bits} is rounded, halves up, and clamped; what is not a number becomes silence.
   *
   * @param file where to
   * @param sound a signal of kind {@link AudioKind} and one or two channels
   * @throws InputException if the file cannot be written
   * @throws IllegalArgumentException if the signal is no sound
   */
  public static void write(Path file, Slices sound) {
    AtomicFiles.write(file, content(sound));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param sound a signal of kind {@link AudioKind} and one or two channels
   * @return a WAV file; its rate is rounded to whole samples a second
   * @throws IllegalArgumentException if the signal is no sound, or too long for a WAV file
   */
  public static byte[] encode(Slices sound) {
    return content(sound).bytes();
  }

  /**
   * The WAV file of a sound that is read a stretch at a time while it is written.
   *
   * @param sound a signal of kind {@link AudioKind} and one or two channels
   * @return what {@link #write} writes
   * @throws IllegalArgumentException if the signal is no sound, or too long for a WAV file
   */
  public static Content content(Slices sound) {
    int channels = sound.channels();
    if (!(sound.kind() instanceof AudioKind kind) || sound.grid().rows() != 1 || channels > 2) {
      throw new IllegalArgumentException(
          sound.name() + ": " + channels + " channels of " + sound.kind() + " are no sound");
    }
    int bytes = channels * (kind.bits() / 8);
    int length = Math.multiplyExact(sound.count(), bytes);
    int padding = length & 1;
    Math.addExact(length, HEAD + padding);
    return to -> {
      to.write(head(channels, kind, length, padding));
      for (int first = 0; first < sound.count(); first += STRETCH) {
        int n = Math.min(STRETCH, sound.count() - first);
        float[] values = sound.read(first, n);
        ByteBuffer stretch = ByteBuffer.allocate(n * bytes);
        for (int i = 0; i < n; i++) {
          for (int c = 0; c < channels; c++) {
            put(stretch, values[c * n + i], kind.bits());
          }
        }
        to.write(stretch.array());
      }
      to.write(new byte[padding]);
    };
  }

  private static byte[] head(int channels, AudioKind kind, int length, int padding) {
    int rate = (int) Math.max(1, Math.round(kind.rate()));
    int bytes = channels * (kind.bits() / 8);
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("RIFF")).putInt(HEAD - 8 + length + padding).put(ascii("WAVE"));
    head.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    head.putInt(rate).putInt((int) ((long) rate * bytes));
    head.putShort((short) bytes).putShort((short) kind.bits());
    head.put(ascii("data")).putInt(length);
    return head.array();
  }

  private static void put(ByteBuffer file, float value, int bits) {
    int all = 1 << bits;
    // The product is exact in double precision. NaN becomes silence.
    double scaled = Float.isNaN(value) ? all / 2 : Math.floor((double) value * all + 0.5);
    int unsigned = (int) Math.min(Math.max(scaled, 0), all - 1);
    int sample = bits == 8 ? unsigned : unsigned - all / 2;
    for (int shift = 0; shift < bits; shift += 8) {
      file.put((byte) (sample >> shift));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
