package org.metasparse.signal.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.image.ImageReader;

/**
 * Reads WAV files: RIFF or RF64 chunks of PCM samples of 8, 16, 24 or 32 bits or of floats of 32 or
 * 64, in the plain or the extensible form. More than two channels become stereo ({@link Downmix}).
 *
 * <p>A sample x in [-1, 1) becomes {@code (x + 1) / 2}, that is the unsigned sample over {@code
 * 2^bits}. Up to 24 bits a float holds that exactly: silence is 0.5, and {@link WavWriter} gives
 * the same samples back; samples of more bits are rounded and count as of 24. Floats beyond full
 * scale are clipped, with a warning. Chunks other than {@code fmt } and {@code data} are skipped.
 *
 * <p>A program that writes into a pipe cannot know the sizes: it leaves the whole file's at 0 or
 * near the most that the field can say. Then a data chunk of such a size reaches to the file's end.
 */
public final class WavReader {
  private static final int MAX_BYTES = 1 << 29;
  private static final int PCM = 1;
  private static final int FLOATS = 3;
  private static final int EXTENSIBLE = 0xfffe;

  /** The least size that stands for one not known: some programs leave room below 2^31. */
  private static final long NO_SIZE = 0x7fff_0000L;

  private static final String GIVE = "give PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64";
  private static final System.Logger LOGGER = System.getLogger("org.metasparse.signal");

  private final String name;
  private final ByteBuffer file;
  private int channels;
  private long rate;
  private int bits;
  private boolean floats;
  private Downmix mix;
  private boolean streamed;
  private long wideLength = -1;

  private WavReader(String name, byte[] bytes) {
    this.name = name;
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a WAV file.
   *
   * @param path the file
   * @param name what to call the sound
   * @return the sound, of kind {@link AudioKind}
   * @throws InputException if there is no such file or it is no WAV file that can be read; the
   *     message names the chunk
   */
  public static Signal read(Path path, String name) {
    byte[] bytes = InputFiles.read(path, "a WAV sound", MAX_BYTES);
    return new WavReader(path.toString(), bytes).read(name);
  }

  /**
   * Reads a sound from the bytes of a WAV file.
   *
   * @param name what to call the sound, in messages too
   * @param bytes the bytes
   * @return the sound
   * @throws InputException if they are no WAV file that can be read; the message names the chunk
   */
  public static Signal decode(String name, byte[] bytes) {
    return new WavReader(name, bytes).read(name);
  }

  private Signal read(String signalName) {
    if (file.remaining() < 12 || !text(0).matches("RIFF|RF64")) {
      String head = file.remaining() < 4 ? "" : ", it begins with '" + text(0) + "'";
      throw wrong("is no WAV file" + head + "; give RIFF with PCM samples");
    }
    if (!text(8).equals("WAVE")) {
      throw wrong("is a RIFF file of form '" + text(8) + "', not 'WAVE'; give a WAV file");
    }
    long whole = file.getInt(4) & 0xffffffffL;
    streamed = whole == 0 || whole >= NO_SIZE && whole > file.remaining();
    if (text(0).equals("RF64")) {
      readWideSizes();
    }
    file.position(12);
    while (true) {
      if (file.remaining() == 0) {
        String missing = bits == 0 ? "fmt " : "data";
        throw wrong("ends without a chunk '" + missing + "'; get it anew");
      }
      if (file.remaining() < 8) {
        throw wrong("is cut short in the head of a chunk at byte " + file.position());
      }
      String id = text(file.position());
      long length = file.getInt(file.position() + 4) & 0xffffffffL;
      file.position(file.position() + 8);
      if (id.equals("data")) {
        length = dataLength(length);
      }
      if (length > file.remaining()) {
        throw wrong(
            chunk(id)
                + "claims "
                + length
                + " bytes, but "
                + file.remaining()
                + " are left: the file was cut short; get it anew");
      }
      if (id.equals("fmt ")) {
        readFormat((int) length);
      } else if (id.equals("data")) {
        return readData((int) length, signalName);
      }
      // Chunks of odd length are padded, though some writers forget that of the last one.
      long next = file.position() + length + (length & 1);
      file.position((int) Math.min(next, file.limit()));
    }
  }

  /** An RF64 file begins with a chunk of sizes of 64 bits: of the whole, of the data. */
  private void readWideSizes() {
    if (file.remaining() < 36 || !text(12).equals("ds64")) {
      throw wrong("is an RF64 file without a chunk 'ds64'; get it anew");
    }
    wideLength = file.getLong(28);
    streamed = file.getLong(20) == 0 || file.getLong(20) == -1;
  }

  private long dataLength(long claimed) {
    if (claimed == 0xffffffffL && wideLength > 0) {
      return wideLength;
    }
    boolean unknown = claimed == 0 || claimed >= NO_SIZE && claimed > file.remaining();
    return streamed && unknown ? file.remaining() : claimed;
  }

  private void readFormat(int length) {
    String chunk = chunk("fmt ");
    if (length < 16) {
      throw wrong(chunk + "has " + length + " bytes; it has at least 16");
    }
    int at = file.position();
    int format = file.getShort(at) & 0xffff;
    int mask = 0;
    if (format == EXTENSIBLE) {
      if (length < 40) {
        throw wrong(chunk + "has " + length + " bytes; the extensible form has 40");
      }
      mask = file.getInt(at + 20);
      // The first two bytes of the sub-format's GUID are the format's number.
      format = file.getShort(at + 24) & 0xffff;
    }
    if (format != PCM && format != FLOATS) {
      throw wrong(chunk + "tells of samples of format " + format + "; " + GIVE);
    }
    floats = format == FLOATS;
    channels = file.getShort(at + 2) & 0xffff;
    rate = file.getInt(at + 4) & 0xffffffffL;
    bits = file.getShort(at + 14) & 0xffff;
    int frame = file.getShort(at + 12) & 0xffff;
    mix = channels > 2 ? Downmix.of(channels, mask) : null;
    if (channels == 0 || channels > 2 && mix == null) {
      throw wrong(
          chunk
              + "tells of "
              + channels
              + " channels, and not for which loudspeakers; mix it to mono or stereo");
    }
    boolean known = floats ? bits == 32 || bits == 64 : bits > 0 && bits <= 32 && bits % 8 == 0;
    if (!known) {
      String what = floats ? " bits a floating-point sample; " : " bits a sample; ";
      throw wrong(chunk + "tells of " + bits + what + GIVE);
    }
    if (rate < 1 || rate > 1_000_000_000) {
      throw wrong(chunk + "tells of " + rate + " samples a second; that cannot be");
    }
    if (frame != channels * bits / 8) {
      throw wrong(
          chunk
              + "tells of "
              + frame
              + " bytes for "
              + channels
              + " samples of "
              + bits
              + " bits; that cannot be");
    }
  }

  private Signal readData(int length, String signalName) {
    String chunk = chunk("data");
    if (bits == 0) {
      throw wrong(chunk + "comes before the chunk 'fmt ', which must tell what it holds");
    }
    int bytes = bits / 8;
    int points = length / (channels * bytes);
    if (points == 0 || points > ImageReader.MAX_PIXELS) {
      throw wrong(
          chunk + "holds " + points + " samples; a sound has 1 to " + ImageReader.MAX_PIXELS);
    }
    if (length % (channels * bytes) != 0) {
      throw wrong(chunk + "has " + length + " bytes, which end within a sample; get it anew");
    }
    int kept = Math.min(2, channels);
    float[] values = new float[Math.multiplyExact(kept, points)];
    double[] mixed = new double[2];
    int at = file.position();
    double peak = 0;
    long clipped = 0;
    for (int i = 0; i < points; i++) {
      Arrays.fill(mixed, 0);
      for (int c = 0; c < channels; c++) {
        double sample = sample(at);
        if (!(Math.abs(sample) <= Double.MAX_VALUE)) {
          throw wrong(chunk + "holds " + sample + " at sample " + i + "; samples are numbers");
        }
        double size = Math.abs(sample);
        peak = Math.max(peak, size);
        clipped += size > 1 ? 1 : 0;
        double whole = Math.min(Math.max(sample, -1), 1);
        if (mix == null) {
          mixed[c] = whole;
        } else {
          mixed[0] += mix.left()[c] * whole;
          mixed[1] += mix.right()[c] * whole;
        }
        at += bytes;
      }
      for (int c = 0; c < kept; c++) {
        values[c * points + i] = (float) ((mixed[c] + 1) / 2);
      }
    }
    if (clipped > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING, name + ": " + clipping(clipped, channels * points, peak));
    }
    if (mix != null) {
      LOGGER.log(System.Logger.Level.INFO, name + ": " + channels + " channels, mixed to stereo");
    }
    SignalKind kind = new AudioKind(rate, Math.min(bits, 24));
    return new Signal(signalName, kind, new Grid(List.of(points)), kept, values);
  }

  /** The sample at a place of the file, as a part of full scale. */
  private double sample(int at) {
    if (floats) {
      return bits == 32 ? file.getFloat(at) : file.getDouble(at);
    }
    return switch (bits) {
      // Samples of 8 bits are unsigned, others signed.
      case 8 -> ((file.get(at) & 0xff) - 128) / 128.0;
      case 16 -> file.getShort(at) / 0x1p15;
      case 24 -> ((file.getShort(at) & 0xffff) | file.get(at + 2) << 16) / 0x1p23;
      default -> file.getInt(at) / 0x1p31;
    };
  }

  /** What is said of samples beyond full scale. */
  static String clipping(long clipped, int samples, double peak) {
    return String.format(
        Locale.ROOT,
        "%d of %d samples are above full scale and were clipped; the loudest is %.3g times full"
            + " scale (%+.1f dB): scale it down by that to keep it whole",
        clipped,
        samples,
        peak,
        20 * Math.log10(peak));
  }

  private String text(int at) {
    byte[] four = new byte[4];
    file.get(at, four);
    // What is no letter could spoil the terminal.
    return new String(four, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
  }

  private static String chunk(String id) {
    return "chunk '" + id + "' ";
  }

  private InputException wrong(String what) {
    return new InputException(name + ": " + what);
  }
}
