package org.metasparse.signal.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.image.ImageReader;

/**
 * Reads WAV files: RIFF chunks of PCM samples of 8, 16 or 24 bits, mono or stereo, in the plain or
 * the extensible form.
 *
 * <p>A sample x in [-1, 1) becomes {@code (x + 1) / 2}, that is the unsigned sample over {@code
 * 2^bits}, which a float holds exactly: silence is 0.5, and {@link WavWriter} gives the same
 * samples back. Chunks other than {@code fmt } and {@code data} are skipped.
 */
public final class WavReader {
  private static final int MAX_BYTES = 1 << 29;
  private static final int PCM = 1;
  private static final int FLOATS = 3;
  private static final int EXTENSIBLE = 0xfffe;

  private final String name;
  private final ByteBuffer file;
  private int channels;
  private long rate;
  private int bits;

  private WavReader(String name, byte[] bytes) {
    this.name = name;
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a WAV file.
   *
   * @param path the file
   * @param name what to call the sound
   * @return the sound, of kind {@link SignalKind.Audio}
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
    if (file.remaining() < 12 || !text(0).equals("RIFF")) {
      String head = file.remaining() < 4 ? "" : ", it begins with '" + text(0) + "'";
      throw wrong("is no WAV file" + head + "; give RIFF with PCM samples");
    }
    if (!text(8).equals("WAVE")) {
      throw wrong("is a RIFF file of form '" + text(8) + "', not 'WAVE'; give a WAV file");
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

  private void readFormat(int length) {
    String chunk = chunk("fmt ");
    if (length < 16) {
      throw wrong(chunk + "has " + length + " bytes; it has at least 16");
    }
    int at = file.position();
    int format = file.getShort(at) & 0xffff;
    if (format == EXTENSIBLE) {
      if (length < 40) {
        throw wrong(chunk + "has " + length + " bytes; the extensible form has 40");
      }
      // The first two bytes of the sub-format's GUID are the format's number.
      format = file.getShort(at + 24) & 0xffff;
    }
    if (format != PCM) {
      String what = format == FLOATS ? "floating-point samples" : "samples of format " + format;
      throw wrong(chunk + "tells of " + what + "; give PCM of 8, 16 or 24 bits");
    }
    channels = file.getShort(at + 2) & 0xffff;
    rate = file.getInt(at + 4) & 0xffffffffL;
    bits = file.getShort(at + 14) & 0xffff;
    int frame = file.getShort(at + 12) & 0xffff;
    if (channels != 1 && channels != 2) {
      throw wrong(chunk + "tells of " + channels + " channels; give mono or stereo");
    }
    if (bits != 8 && bits != 16 && bits != 24) {
      throw wrong(chunk + "tells of " + bits + " bits a sample; give PCM of 8, 16 or 24 bits");
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
    float[] values = new float[channels * points];
    int at = file.position();
    // Samples of 8 bits are unsigned, others signed.
    int zero = bits == 8 ? 0 : 1 << (bits - 1);
    float unit = 1f / (1 << bits);
    for (int i = 0; i < points; i++) {
      for (int c = 0; c < channels; c++) {
        int sample =
            switch (bytes) {
              case 1 -> file.get(at) & 0xff;
              case 2 -> file.getShort(at);
              default -> (file.getShort(at) & 0xffff) | file.get(at + 2) << 16;
            };
        values[c * points + i] = (sample + zero) * unit;
        at += bytes;
      }
    }
    SignalKind kind = new SignalKind.Audio(rate, bits);
    return new Signal(signalName, kind, new Grid(List.of(points)), channels, values);
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
