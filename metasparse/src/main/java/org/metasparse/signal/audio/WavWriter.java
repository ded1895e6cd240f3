package org.metasparse.signal.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.signal.Signal;

/** Writes sounds as WAV files: PCM of the kind's bits and rate, mono or stereo. */
public final class WavWriter {
  private static final int HEAD = 44;

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
  public static void write(Path file, Signal sound) {
    AtomicFiles.write(file, encode(sound));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param sound a signal of kind {@link AudioKind} and one or two channels
   * @return a WAV file; its rate is rounded to whole samples a second
   * @throws IllegalArgumentException if the signal is no sound, or too long for a WAV file
   */
  public static byte[] encode(Signal sound) {
    int channels = sound.channels();
    if (!(sound.kind() instanceof AudioKind kind) || sound.grid().rows() != 1 || channels > 2) {
      throw new IllegalArgumentException(
          sound.name() + ": " + channels + " channels of " + sound.kind() + " are no sound");
    }
    int bytes = kind.bits() / 8;
    int points = sound.grid().count();
    int length = Math.multiplyExact(points, channels * bytes);
    int rate = (int) Math.max(1, Math.round(kind.rate()));
    int padding = length & 1;
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(length, HEAD + padding)).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEAD - 8 + length + padding).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    file.putInt(rate).putInt((int) ((long) rate * channels * bytes));
    file.putShort((short) (channels * bytes)).putShort((short) kind.bits());
    file.put(ascii("data")).putInt(length);
    for (int i = 0; i < points; i++) {
      for (int c = 0; c < channels; c++) {
        put(file, sound.values()[c * points + i], kind.bits());
      }
    }
    return file.array();
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
