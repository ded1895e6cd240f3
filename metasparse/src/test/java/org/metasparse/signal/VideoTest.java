package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metasparse.signal.TestFiles.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos as folders of frames and as animated GIFs. */
class VideoTest {
  private static final SignalPreparation ALL = new VideoPreparation(0, 10, Preparation.none());

  @TempDir Path folder;

  /** A grey video whose frames are of one level each. */
  private static Signal levels(double rate, int... levels) {
    float[] values = new float[levels.length * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels[i / 6] / 255f;
    }
    return new Signal(
        "v", new SignalKind.Video(rate), Grid.ofVideo(levels.length, 2, 3), 1, values);
  }

  private static int[] levels(Signal video) {
    int[] levels = new int[Frames.count(video)];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = Math.round(Frames.get(video, k).values()[0] * 255);
    }
    return levels;
  }

  @Test
  void framesComeInTheOrderOfTheirNumbers() throws IOException {
    for (int k : new int[] {1, 2, 9, 10, 11}) {
      Signal frame = Frames.get(levels(1, k), 0);
      ImageWriter.write(folder.resolve("f" + k + ".png"), frame);
    }
    Files.writeString(folder.resolve("notes.txt"), "no frame");
    Signal video = ALL.load(folder, "v");
    assertArrayEquals(new int[] {1, 2, 9, 10, 11}, levels(video));
    assertEquals(List.of(5, 2, 3), video.grid().sizes());
    assertEquals(new SignalKind.Video(10), video.kind());
    Signal some = new VideoPreparation(2, 10, Preparation.none()).load(folder, "v");
    assertArrayEquals(new int[] {2, 10}, levels(some));
    assertEquals(new SignalKind.Video(4), some.kind());
    assertRefused(
        () -> new VideoPreparation(6, 10, Preparation.none()).load(folder, "v"),
        "5 frames",
        "--frames");
  }

  @Test
  void framesOfAnotherSizeAreRefusedByName() {
    Signal frame = Frames.get(levels(1, 5), 0);
    ImageWriter.write(folder.resolve("1.png"), frame);
    ImageWriter.write(folder.resolve("2.png"), ImageTransform.resize(frame, 4, 4));
    assertRefused(() -> ALL.load(folder, "v"), "2.png has 4 x 4", "1.png 3 x 2");
  }

  @Test
  void timeIsTheFirstAxisAndAFrameAnImage() {
    Signal video = levels(1, 10, 20);
    float[] coordinates = new float[3 * 12];
    video.grid().copy(0, 12, coordinates, 0, 12);
    assertEquals(-1, coordinates[0]);
    assertEquals(1, coordinates[6]);
    assertEquals(Grid.ofImage(2, 3), Frames.get(video, 1).grid());
    assertEquals(20 / 255f, Frames.get(video, 1).values()[0]);
  }

  @Test
  void aGreyGifGivesItsFramesBack() throws IOException {
    int[] levels = {0, 7, 255, 128, 127};
    Path file = folder.resolve("v.gif");
    GifWriter.write(file, levels(25, levels));
    Signal video = ALL.load(file, "v");
    assertArrayEquals(levels, levels(video));
    assertEquals(1, video.channels());
    assertEquals(new SignalKind.Video(25), video.kind());
    assertEquals(Medium.VIDEO, SignalReader.medium(file));
    assertEquals(3, ALL.apply(video).channels());
  }

  @Test
  void delaysKeepStepWithTheRateOnAverage() throws IOException {
    Path file = folder.resolve("v.gif");
    int[] levels = {1, 2, 3, 4, 5, 6};
    GifWriter.write(file, levels(30, levels));
    GifBlocks gif = GifBlocks.of("v", Files.readAllBytes(file));
    assertEquals(
        List.of(3, 4, 3, 3, 4, 3), gif.frames().stream().map(GifBlocks.Frame::delay).toList());
    assertArrayEquals(levels, levels(ALL.load(file, "v")));
    assertEquals(new SignalKind.Video(30), ALL.load(file, "v").kind());
  }

  @Test
  void colourGifsKeepTheirColoursFrameByFrame() {
    float[] values = new float[3 * 2 * 4];
    // Frame 0 red and black, frame 1 green and white.
    float[][] channels = {
      {1, 0, 1, 0, 0, 1, 0, 1}, {0, 0, 0, 0, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 1, 0, 1}
    };
    for (int c = 0; c < 3; c++) {
      System.arraycopy(channels[c], 0, values, c * 8, 8);
    }
    Signal video = new Signal("v", new SignalKind.Video(10), Grid.ofVideo(2, 2, 2), 3, values);
    Path file = folder.resolve("v.gif");
    GifWriter.write(file, video);
    assertArrayEquals(values, ALL.load(file, "v").values());
  }

  /** A GIF by hand: 2 x 1 pixels of a palette of black, red, green, blue, one of them clear. */
  private static byte[] gif(int[]... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {2, 0, 1, 0, (byte) 0x81, 0, 0});
    out.writeBytes(new byte[] {0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, -1});
    for (int[] f : frames) {
      // Disposal, delay, left, width, then the pixels' colours; colour 0 is transparent.
      out.writeBytes(
          new byte[] {0x21, (byte) 0xf9, 4, (byte) (f[0] << 2 | 1), (byte) f[1], 0, 0, 0});
      out.writeBytes(new byte[] {0x2c, (byte) f[2], 0, 0, 0, (byte) f[3], 0, 1, 0, 0});
      // LZW of 2 bits: clear (4), the pixels, end (5), codes of 3 bits.
      int bits = 4;
      int at = 3;
      for (int i = 4; i < f.length; i++, at += 3) {
        bits |= f[i] << at;
      }
      bits |= 5 << at;
      out.writeBytes(new byte[] {2, 2, (byte) bits, (byte) (bits >> 8), 0});
    }
    out.write(0x3b);
    return out.toByteArray();
  }

  /** For each frame the two pixels as r, g, b or - for transparent. */
  private static String shown(Signal video) {
    StringBuilder text = new StringBuilder();
    int n = video.grid().count();
    for (int i = 0; i < n; i++) {
      char pixel = '-';
      for (int c = 0; c < 3; c++) {
        pixel = video.values()[c * n + i] == 1 ? "rgb".charAt(c) : pixel;
      }
      text.append(video.channels() == 4 && video.values()[3 * n + i] == 0 ? '-' : pixel);
    }
    return text.toString();
  }

  private String read(byte[] gif) throws IOException {
    return shown(ALL.load(Files.write(folder.resolve("x.gif"), gif), "x"));
  }

  @Test
  void disposalsAreRespected() throws IOException {
    int[] both = {1, 5, 0, 2, 1, 2};
    int[] right = {1, 5, 1, 1, 3};
    // Keep: the second frame covers the right pixel, the third shows through where it is clear.
    assertEquals("rgrbrb", read(gif(both, right, new int[] {1, 5, 0, 2, 0, 0})));
    // Clear: the right pixel goes when its frame has been shown.
    assertEquals("rgrbr-", read(gif(both, new int[] {2, 5, 1, 1, 3}, new int[] {1, 5, 0, 1, 1})));
    // Restore: what was there before comes back.
    assertEquals("rgrbrg", read(gif(both, new int[] {3, 5, 1, 1, 3}, new int[] {1, 5, 0, 1, 1})));
  }

  @Test
  void framesOfUnequalDelaysArePickedAtEqualTimes() throws IOException {
    byte[] gif =
        gif(
            new int[] {1, 10, 0, 2, 1, 1},
            new int[] {1, 10, 0, 2, 2, 2},
            new int[] {1, 40, 0, 2, 3, 3});
    // At 10, 30 and 50 hundredths of 60.
    assertEquals("ggbbbb", read(gif));
    assertEquals(new SignalKind.Video(5), ALL.load(folder.resolve("x.gif"), "x").kind());
  }

  @Test
  void damagedGifsAreRefused() throws IOException {
    byte[] whole = gif(new int[] {1, 5, 0, 2, 1, 2}, new int[] {1, 5, 1, 1, 3});
    Path file = folder.resolve("x.gif");
    for (int length = 7; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(() -> ALL.load(file, "x"), "x.gif", "cut short");
    }
    byte[] none = whole.clone();
    none[6] = 0;
    Files.write(file, none);
    assertRefused(() -> ALL.load(file, "x"), "x.gif", "claims 0 x 1");
    byte[] huge = gif(new int[] {1, 5, 0, 2, 1, 2});
    Arrays.fill(huge, 6, 10, (byte) -1);
    Files.write(file, huge);
    assertRefused(() -> ALL.load(file, "x"), "x.gif", "claims 65535 x 65535");
    Files.write(file, new byte[] {1, 2, 3});
    assertRefused(() -> ALL.load(file, "x"), "x.gif", "not a GIF file");
  }

  @Test
  void aFolderOfFramesIsThereAsAWholeOrNotAtAll() throws IOException {
    Path out = folder.resolve("out");
    SignalWriter.checkTarget(out, Medium.VIDEO);
    SignalWriter.write(out, levels(10, 3, 4));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("0001.png", "0002.png"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
    assertArrayEquals(new int[] {3, 4}, levels(ALL.load(out, "v")));
    assertRefused(() -> SignalWriter.checkTarget(out, Medium.VIDEO), "not empty");
    Path mp4 = folder.resolve("v.mp4");
    assertRefused(() -> SignalWriter.checkTarget(mp4, Medium.VIDEO), "v.mp4", ".gif");
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count(), "a temporary folder is left");
    }
  }
}
