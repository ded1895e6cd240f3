package org.metasparse.signal.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.SignalReader;
import org.metasparse.signal.image.GifBlocks;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageTransform;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;

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
    return new Signal("v", new VideoKind(rate), Grid.ofVideo(levels.length, 2, 3), 1, values);
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
    for (String k : new String[] {"1", "002", "9", "010", "11"}) {
      Signal frame = Frames.get(levels(1, Integer.parseInt(k)), 0);
      ImageWriter.write(folder.resolve("f" + k + ".png"), frame);
    }
    Files.writeString(folder.resolve("notes.txt"), "no frame");
    Signal video = ALL.load(folder, "v");
    assertArrayEquals(new int[] {1, 2, 9, 10, 11}, levels(video));
    assertEquals(List.of(5, 2, 3), video.grid().sizes());
    assertEquals(new VideoKind(10), video.kind());
    Signal some = new VideoPreparation(2, 20, Preparation.none()).load(folder, "v");
    assertArrayEquals(new int[] {2, 10}, levels(some));
    assertEquals(new VideoKind(8), some.kind());
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

  /** If any frame has colours or alpha, all have. */
  @Test
  void framesOfOtherChannelsAreConverted() {
    Signal grey = ImageKind.image("g", Grid.ofImage(1, 1), 1, new float[] {0.25f});
    Signal colour = ImageKind.image("c", Grid.ofImage(1, 1), 3, new float[] {0, 0.5f, 1});
    Signal clear = ImageKind.image("a", Grid.ofImage(1, 1), 2, new float[] {0.75f, 0});
    assertArrayEquals(
        new float[] {0.25f, 0, 0.25f, 0.5f, 0.25f, 1},
        Frames.stack("v", 1, List.of(grey, colour)).values());
    assertArrayEquals(
        new float[] {0.25f, 0, 0.75f, 0.25f, 0.5f, 0.75f, 0.25f, 1, 0.75f, 1, 1, 0},
        Frames.stack("v", 1, List.of(grey, colour, clear)).values());
  }

  @Test
  void framesArePreparedAsImages() {
    Signal video = levels(1, 10, 20);
    Signal small = new VideoPreparation(0, 10, Preparation.square(1)).apply(video);
    assertEquals(List.of(2, 1, 1), small.grid().sizes());
    assertEquals(3, small.channels());
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
    assertEquals(new VideoKind(25), video.kind());
    assertEquals(new VideoMedium(), SignalReader.medium(file));
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
    assertEquals(new VideoKind(30), ALL.load(file, "v").kind());
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
    Signal video = new Signal("v", new VideoKind(10), Grid.ofVideo(2, 2, 2), 3, values);
    Path file = folder.resolve("v.gif");
    GifWriter.write(file, video);
    assertArrayEquals(values, ALL.load(file, "v").values());
  }

  private static Signal still(int rows, int columns, IntBinaryOperator level) {
    int n = rows * columns;
    float[] values = new float[3 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = level.applyAsInt(i / n, i % n) / 255f;
    }
    return new Signal("v", new VideoKind(10), Grid.ofVideo(1, rows, columns), 3, values);
  }

  private static float[] written(Signal video) {
    return ImageReader.decode("v", GifWriter.encode(video)).values();
  }

  /** All 512 colours from 0 to 7 are alike in their upper five bits, so they share one. */
  @Test
  void coloursThatAreOneBecomeTheirMean() {
    float[] read = written(still(16, 32, (c, pixel) -> pixel >> 3 * c & 7));
    for (float value : read) {
      assertEquals(4 / 255f, value);
    }
  }

  /** 4096 colours of a red and a green ramp: squares of 16 levels, and their middles. */
  @Test
  void manyColoursBecomeSimilarOnes() {
    Signal ramps =
        still(64, 64, (c, pixel) -> c == 0 ? 4 * (pixel / 64) : c == 1 ? pixel % 64 * 4 : 0);
    float[] read = written(ramps);
    assertEquals(read.length, ramps.values().length);
    for (int i = 0; i < read.length; i++) {
      assertEquals(ramps.values()[i], read[i], 8.01f / 255);
    }
  }

  @Test
  void gifsRepeatForEver() {
    String file = new String(GifWriter.encode(levels(10, 1, 2)), StandardCharsets.ISO_8859_1);
    assertTrue(file.contains("NETSCAPE2.0\3\1\0\0"));
  }

  /** A GIF by hand: 2 x 1 pixels of a palette of black, red, green, blue, one of them clear. */
  private static byte[] gif(int[]... frames) {
    List<byte[]> blocks = new ArrayList<>();
    for (int[] f : frames) {
      // Disposal, delay, left, width, then the pixels' colours; colour 0 is transparent.
      blocks.add(control(f[0], f[1]));
      blocks.add(image(f[2], 0, f[3], Arrays.copyOfRange(f, 4, f.length)));
    }
    return gif(1, blocks.toArray(byte[][]::new));
  }

  private static byte[] gif(int rows, byte[]... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {2, 0, (byte) rows, 0, (byte) 0x81, 0, 0});
    out.writeBytes(new byte[] {0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, -1});
    for (byte[] block : blocks) {
      out.writeBytes(block);
    }
    out.write(0x3b);
    return out.toByteArray();
  }

  private static byte[] control(int disposal, int delay) {
    return new byte[] {0x21, (byte) 0xf9, 4, (byte) (disposal << 2 | 1), (byte) delay, 0, 0, 0};
  }

  private static byte[] image(int left, int top, int width, int... pixels) {
    // LZW of 2 bits: clear (4), up to two pixels, clear …, end (5), all codes of 3 bits.
    long bits = 0;
    int at = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (i % 2 == 0) {
        bits |= 4L << at;
        at += 3;
      }
      bits |= (long) pixels[i] << at;
      at += 3;
    }
    bits |= 5L << at;
    int bytes = (at + 3 + 7) / 8;
    ByteBuffer image = ByteBuffer.allocate(13 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    image.put((byte) 0x2c).putShort((short) left).putShort((short) top);
    image.putShort((short) width).putShort((short) (pixels.length / width)).put((byte) 0);
    image.put((byte) 2).put((byte) bytes);
    for (int i = 0; i < bytes; i++) {
      image.put((byte) (bits >> 8 * i));
    }
    return image.put((byte) 0).array();
  }

  /** For each frame its pixels as r, g, b or - for transparent. */
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

  /** What a control tells is of the next image alone; and no delay is a tenth of a second. */
  @Test
  void imagesNeedNoControl() throws IOException {
    byte[] gif = gif(1, control(2, 0), image(0, 0, 2, 1, 2), image(1, 0, 1, 3), image(0, 0, 1, 1));
    assertEquals("rg-brb", read(gif));
    assertEquals(new VideoKind(10), ALL.load(folder.resolve("x.gif"), "x").kind());
  }

  @Test
  void imagesLieWhereTheyAreAndEndWithTheScreen() throws IOException {
    byte[] gif =
        gif(
            3,
            image(0, 0, 2, 1, 1, 1, 1, 1, 1),
            control(2, 5),
            image(1, 0, 1, 3, 3, 3),
            image(1, 2, 2, 2, 2, 2, 2));
    assertEquals("rrrrrr" + "rbrbrb" + "r-r-rg", read(gif));
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
    assertEquals(new VideoKind(5), ALL.load(folder.resolve("x.gif"), "x").kind());
  }

  @Test
  void damagedGifsAreRefused() throws IOException {
    byte[] whole = gif(new int[] {1, 5, 0, 2, 1, 2}, new int[] {1, 5, 1, 1, 3});
    Path file = folder.resolve("x.gif");
    int first = gif(new int[] {1, 5, 0, 2, 1, 2}).length - 1;
    for (int length = 7; length < whole.length - 1; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length == first) {
        // Ends between two images, as a whole file without its trailer does.
        assertEquals("rg", shown(ALL.load(file, "x")));
        continue;
      }
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
    new VideoMedium().checkTarget(out);
    new VideoMedium().write(out, levels(10, 3, 4));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("0001.png", "0002.png"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
    assertArrayEquals(new int[] {3, 4}, levels(ALL.load(out, "v")));
    assertRefused(() -> new VideoMedium().checkTarget(out), "not empty");
    Path mp4 = folder.resolve("v.mp4");
    assertRefused(() -> new VideoMedium().checkTarget(mp4), "v.mp4", ".gif");
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count(), "a temporary folder is left");
    }
  }
}
