package org.metasparse.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Rng;
import org.metasparse.format.DamageSweep;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.testing.TestFiles;

/** WAV files in and out, and what is said of those that cannot be understood. */
class WavTest {
  /** A chunk with its padding. */
  private static byte[] chunk(String id, byte... data) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    return chunk.put(ascii(id)).putInt(data.length).put(data).array();
  }

  private static byte[] riff(byte[]... chunks) {
    int length = 4 + Arrays.stream(chunks).mapToInt(c -> c.length).sum();
    ByteBuffer file = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(length).put(ascii("WAVE"));
    for (byte[] chunk : chunks) {
      file.put(chunk);
    }
    return file.array();
  }

  private static byte[] format(int tag, int channels, int rate, int bits) {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) tag).putShort((short) channels).putInt(rate);
    data.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    return chunk("fmt ", data.putShort((short) bits).array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void refused(byte[] file, String... words) {
    assertRefused(() -> WavReader.decode("x.wav", file), words);
    assertRefused(() -> WavReader.decode("x.wav", file), "x.wav: ");
  }

  @Test
  void samplesBecomeValuesFromZeroToOne() {
    byte[] file =
        riff(format(1, 2, 8000, 16), chunk("data", bytes(0, 0x80, 0xff, 0x7f, 0, 0, 0, 0xc0)));
    Signal sound = WavReader.decode("x", file);
    assertEquals(new AudioKind(8000, 16), sound.kind());
    assertEquals(2, sound.channels());
    assertEquals(List.of(2), sound.grid().sizes());
    // Left: -32768 and 0; right: 32767 and -16384.
    assertArrayEquals(new float[] {0, 0.5f, 65535 / 65536f, 0.25f}, sound.values());
  }

  /**
   * One channel after the other at full scale. Right values by hand from ITU-R BS.775-3, table 2:
   * L' = L + 0.7071 C + 0.7071 Ls, over the sum of its coefficients.
   */
  @Test
  void moreChannelsBecomeStereo() {
    byte[] samples = new byte[6 * 6 * 2];
    for (int c = 0; c < 6; c++) {
      // -32768: exactly one.
      samples[(c * 6 + c) * 2 + 1] = (byte) 0x80;
    }
    Signal sound = WavReader.decode("x", riff(format(1, 6, 8000, 16), chunk("data", samples)));

    assertEquals(2, sound.channels());
    double all = 1 + 0.70710678 + 0.70710678;
    double front = 1 / all;
    double half = 0.70710678 / all;
    double[] left = {front, 0, half, 0, half, 0};
    double[] right = {0, front, half, 0, 0, half};
    for (int i = 0; i < 6; i++) {
      assertEquals((1 - left[i]) / 2, sound.values()[i], 1e-7, "left " + i);
      assertEquals((1 - right[i]) / 2, sound.values()[6 + i], 1e-7, "right " + i);
    }
    Signal mono = new AudioPreparation(0, 0, 1).apply(sound);
    assertEquals((1 - half) / 2, mono.values()[2], 1e-7);
    assertEquals((1 - front / 2) / 2, mono.values()[0], 1e-7);
  }

  @Test
  void eightBitsAreUnsigned() {
    byte[] file = riff(format(1, 1, 8000, 8), chunk("data", bytes(0, 128, 255)));
    assertArrayEquals(new float[] {0, 0.5f, 255 / 256f}, WavReader.decode("x", file).values());
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 5", "8, 2, 7", "16, 1, 9", "16, 2, 8", "24, 1, 7", "24, 2, 5"})
  void everySampleSurvives(int bits, int channels, int points) {
    Rng rng = new Rng(11);
    byte[] samples = new byte[bits / 8 * channels * points];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) rng.nextInt(256);
    }
    // Lowest and highest sample.
    Arrays.fill(samples, 0, bits / 8, (byte) (bits == 8 ? 255 : 0x7f));
    byte[] file = riff(format(1, channels, 44100, bits), chunk("data", samples));
    Signal sound = WavReader.decode("x", file);
    assertArrayEquals(file, WavWriter.encode(sound));
  }

  @Test
  void valuesOutsideAreClampedAndNoNumberIsSilence() {
    float[] values = {-1, 2, Float.NaN, 0.5f};
    Signal sound = new Signal("x", new AudioKind(8000, 16), new Grid(List.of(4)), 1, values);
    assertArrayEquals(
        new float[] {0, 65535 / 65536f, 0.5f, 0.5f},
        WavReader.decode("x", WavWriter.encode(sound)).values());
  }

  @Test
  void valuesAreRoundedAndSoIsTheRate() {
    float[] values = {0.5f + 0.4f / 65536, 0.5f + 0.5f / 65536, 0.5f + 0.6f / 65536};
    Signal sound = new Signal("x", new AudioKind(0.3, 16), new Grid(List.of(3)), 1, values);
    Signal read = WavReader.decode("x", WavWriter.encode(sound));
    assertArrayEquals(new float[] {0.5f, 32769 / 65536f, 32769 / 65536f}, read.values());
    // No file can say less than one sample a second.
    assertEquals(new AudioKind(1, 16), read.kind());
  }

  @Test
  void theExtensibleFormAndOtherChunksAreUnderstood() {
    ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    data.put(format(0xfffe, 1, 8000, 24), 8, 16).putShort((short) 22).putShort((short) 24);
    data.putInt(4).putShort((short) 1);
    byte[] file =
        riff(
            chunk("LIST", bytes(1, 2, 3)),
            chunk("fmt ", data.array()),
            chunk("fact", new byte[4]),
            chunk("data", bytes(0, 0, 0x80, 0, 0, 0x40)));
    assertArrayEquals(new float[] {0, 0.75f}, WavReader.decode("x", file).values());
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() {
    byte[] pcm = format(1, 1, 8000, 16);
    byte[] data = chunk("data", new byte[8]);
    refused(ascii("OggS and more of it"), "no WAV file", "'OggS'");
    refused(ascii("RIFF\0\0\0\0AVI "), "form 'AVI '");
    refused(riff(), "ends without a chunk 'fmt '");
    refused(riff(pcm), "ends without a chunk 'data'");
    refused(riff(data, pcm), "chunk 'data'", "before", "'fmt '");
    refused(riff(chunk("fmt ", new byte[14]), data), "chunk 'fmt '", "14 bytes");
    refused(riff(format(3, 1, 8000, 16), data), "chunk 'fmt '", "16 bits a floating-point");
    refused(riff(format(17, 1, 8000, 16), data), "chunk 'fmt '", "format 17");
    refused(riff(format(1, 9, 8000, 16), data), "chunk 'fmt '", "9 channels", "stereo");
    refused(riff(format(1, 1, 8000, 40), data), "chunk 'fmt '", "40 bits");
    refused(riff(format(1, 1, 0, 16), data), "chunk 'fmt '", "0 samples a second");
    refused(riff(format(0xfffe, 1, 8000, 16), data), "chunk 'fmt '", "extensible");
    refused(riff(format(1, 1, -1, 16), data), "chunk 'fmt '", "4294967295 samples a second");
    byte[] wide = format(1, 1, 8000, 16);
    wide[8 + 12] = 4;
    refused(riff(wide, data), "chunk 'fmt '", "4 bytes for 1 samples of 16 bits");
    byte[] unpadded = Arrays.copyOf(chunk("LIST", bytes(1, 2, 3)), 11);
    refused(riff(pcm, unpadded), "ends without a chunk 'data'");
    refused(riff(pcm, chunk("data")), "chunk 'data'", "0 samples");
    refused(riff(pcm, chunk("data", new byte[7])), "chunk 'data'", "7 bytes", "within a sample");
    byte[] whole = riff(pcm, data);
    refused(Arrays.copyOf(whole, whole.length - 3), "chunk 'data'", "claims 8", "5 are left");
    refused(Arrays.copyOf(whole, 40), "head of a chunk", "byte 36");
    for (int length = 1; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), "x.wav");
    }
    byte[] huge = whole.clone();
    Arrays.fill(huge, 40, 44, (byte) 0xff);
    refused(huge, "chunk 'data'", "claims 4294967295");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void soundsAreCutAndTheirChannelsConverted() {
    float[] values = {0, 0.25f, 0.5f, 1, 0.5f, 0.5f, 0.75f, 1};
    Signal stereo = new Signal("x", new AudioKind(2, 16), new Grid(List.of(4)), 2, values);
    assertArrayEquals(
        new float[] {0.25f, 0.375f, 0.625f}, new AudioPreparation(3, 0, 1).apply(stereo).values());
    // The shorter of the two counts.
    assertEquals(2, new AudioPreparation(3, 1, 1).apply(stereo).grid().count());
    assertEquals(1, new AudioPreparation(1, 1, 1).apply(stereo).grid().count());
    Signal mono = new AudioPreparation(0, 1, 1).apply(stereo);
    assertArrayEquals(new float[] {0.25f, 0.375f}, mono.values());
    assertEquals(stereo.kind(), mono.kind());
    assertArrayEquals(
        new float[] {0.25f, 0.375f, 0.25f, 0.375f},
        AudioPreparation.asTheyAre(2).apply(mono).values());
  }

  /**
   * Right values: those that another program wrote. With 16 bits it stored {@code floor(32767 x)},
   * of which a step and the other scale make at most 1/32768 of the range.
   */
  @ParameterizedTest
  @CsvSource({"f32.wav, 1e-7", "pcm32.wav, 1e-7", "rf64.wav, 3.06e-5", "stream.wav, 3.06e-5"})
  void soundsOfOtherProgramsAreRead(String name, float within) {
    double[] expected =
        new String(TestFiles.odd("sound.expected.txt"), StandardCharsets.US_ASCII)
            .lines()
            .mapToDouble(Double::parseDouble)
            .toArray();
    Signal sound = WavReader.decode(name, TestFiles.odd(name));
    assertEquals(expected.length, sound.grid().count());
    assertEquals(8000, ((AudioKind) sound.kind()).rate());
    for (int i = 0; i < expected.length; i++) {
      assertEquals((expected[i] + 1) / 2, sound.values()[i], within, "sample " + i);
    }
  }

  @Test
  void sizesThatAPipeLeavesOpenReachToTheEnd() {
    byte[] stream = TestFiles.odd("stream.wav");
    float[] values = WavReader.decode("x", stream).values();
    // As ffmpeg, sox and arecord leave them.
    for (int size : new int[] {0, -1, 0x7fffffff, 0x80000000, 0x7ffff000}) {
      byte[] other = stream.clone();
      ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size).putInt(40, size);
      assertArrayEquals(values, WavReader.decode("x", other).values());
    }
    refused(Arrays.copyOf(stream, stream.length - 1), "within a sample");
    byte[] rf64 = TestFiles.odd("rf64.wav");
    refused(Arrays.copyOf(rf64, rf64.length - 2), "claims 800 bytes", "cut short");
    rf64[12] = 'x';
    refused(rf64, "RF64", "'ds64'");
  }

  private static byte[] floats(double... samples) {
    ByteBuffer data = ByteBuffer.allocate(8 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(samples).forEach(data::putDouble);
    ByteBuffer format = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    format.put(format(0xfffe, 1, 8000, 64), 8, 16).putShort((short) 22).putShort((short) 64);
    format.putInt(4).putShort((short) 3);
    return riff(chunk("fmt ", format.array()), chunk("data", data.array()));
  }

  @Test
  void floatsAreClippedAndMustBeNumbers() {
    Signal sound = WavReader.decode("x", floats(0, 0.5, -1, 1, 2, -1.5));
    assertArrayEquals(new float[] {0.5f, 0.75f, 0, 1, 1, 0}, sound.values());
    assertEquals(new AudioKind(8000, 24), sound.kind());
    String said = WavReader.clipping(2, 6, 2);
    assertTrue(said.startsWith("2 of 6 samples are above full scale"), said);
    assertTrue(said.contains("2.00 times full scale (+6.0 dB)"), said);
    refused(floats(0, Double.NaN), "NaN at sample 1");
    refused(floats(Double.NEGATIVE_INFINITY), "-Infinity at sample 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32.wav", "pcm32.wav", "rf64.wav", "stream.wav"})
  void damagedOnesAreRefusedOrAreSounds(String name) {
    DamageSweep.ofUnsealed(TestFiles.odd(name), 1 << 20, WavReader::decode).everyCut().everyFlip();
  }
}
