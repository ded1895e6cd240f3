package org.metasparse.signal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.metasparse.testing.TestFiles.assertRefused;
import static org.metasparse.testing.TestFiles.odd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.format.DamageSweep;
import org.metasparse.signal.Signal;

/**
 * Files whose meaning the JDK's readers miss; right values are those of other programs (see the
 * README of the folder odd).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OddImagesTest {
  private static Signal read(String name) {
    return ImageReader.decode(name, odd(name));
  }

  private static void assertAlike(String expected, String name, double levels) {
    Signal right = ImageTransform.toChannels(read(expected), 3);
    Signal found = read(name);
    assertEquals(right.grid(), found.grid(), name);
    float[] values = ImageTransform.toChannels(found, 3).values();
    for (int i = 0; i < values.length; i++) {
      assertEquals(255 * right.values()[i], 255 * values[i], levels + 1e-3, name + ", value " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void picturesStandUpright(int orientation) {
    assertAlike("o" + orientation + ".expected.png", "o" + orientation + ".png", 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o2.png", "o5.png", "o8.png", "exif6.jpg"})
  void orAsTheyAreStored(String name) {
    Signal upright = ImageReader.decode(name, "x", odd(name), true);
    Signal stored = ImageReader.decode(name, "x", odd(name), false);

    int orientation = name.charAt(name.length() - 5) - '0';
    assertFalse(Arrays.equals(upright.values(), stored.values()));
    assertArrayEquals(upright.values(), Orientation.apply(stored, orientation).values());
  }

  @ParameterizedTest
  @CsvSource({
    "exif3, 2",
    "exif6, 2",
    "exif8, 2",
    "cmyk, 3",
    "cmyk2, 3",
    "ycck, 3",
    "rgb-adobe, 2",
    "rgb-names, 2",
    "jfif-adobe0, 2",
    "adobe1, 2",
    "nomarker, 2"
  })
  void jpegFilesAreReadByTheirMarkers(String name, double levels) {
    assertAlike(name + ".expected.png", name + ".jpg", levels);
  }

  @Test
  void threeComponentsOfAnyNameAreYCbCr() {
    float[] red = read("08-red.jpg").values();
    int pixels = red.length / 3;
    assertEquals(251, 255 * red[0], 3);
    assertEquals(20, 255 * red[pixels], 3);
    assertEquals(10, 255 * red[2 * pixels], 3);
  }

  @Test
  void aCmykProfileIsNotIgnored() {
    byte[] file = odd("cmyk.jpg");
    byte[] profile = "\u00ff\u00e2\0\u0010ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] with = Arrays.copyOf(file, file.length + profile.length);
    System.arraycopy(profile, 0, with, 2, profile.length);
    System.arraycopy(file, 2, with, 2 + profile.length, file.length - 2);
    assertRefused(() -> ImageReader.decode("x.jpg", with), "x.jpg", "CMYK", "profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb", "lzw", "deflate", "packbits", "g4", "pages", "palette", "turned"})
  void tiffFilesAreRead(String name) {
    // Palettes have 16 bits, which the JDK rounds down and others cut off.
    assertAlike(name + ".expected.png", name + ".tiff", name.equals("palette") ? 1 : 0);
  }

  /** The greys are the formula's; that of the key is clear. */
  @ParameterizedTest
  @CsvSource({"1", "2", "4", "8"})
  void greyOfFewBitsKeepsItsTransparency(int depth) {
    Signal image = read("10-g" + depth + ".png");
    assertEquals(2, image.channels());
    float[] alpha = Alpha.of(image);
    int clear = 0;
    float key = Float.NaN;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] == 0) {
        clear++;
        assertEquals(Float.isNaN(key) ? image.values()[i] : key, image.values()[i]);
        key = image.values()[i];
      }
    }
    for (int i = 0; i < alpha.length; i++) {
      assertEquals(image.values()[i] == key ? 0 : 1, alpha[i]);
      float level = image.values()[i] * ((1 << depth) - 1);
      assertEquals(Math.rint(level), level, 1e-4);
    }
    assertEquals(true, clear > 0 && clear < alpha.length, clear + " of " + alpha.length);
  }

  @Test
  void aClearPictureIsWhiteBeforeAModelWithoutAlpha() {
    for (float value : ImageTransform.toChannels(read("10-clear2.png"), 1).values()) {
      assertEquals(1f, value);
    }
  }

  private static String letters(Signal image) {
    Signal four = ImageTransform.toChannels(image, 4);
    int n = four.grid().count();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      int bits = 0;
      for (int c = 0; c < 3; c++) {
        bits |= four.values()[c * n + i] == 1 ? 1 << c : 0;
      }
      text.append(four.values()[3 * n + i] == 0 ? '-' : "?rgy b??".charAt(bits == 4 ? 5 : bits));
    }
    return text.toString();
  }

  @Test
  void gifsAreDrawnAsBrowsersDo() {
    Map<String, GifCanvas> open = new HashMap<>();
    new String(odd("gif.expected.txt"), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.split(" "))
        .forEach(
            line -> {
              GifCanvas canvas =
                  open.computeIfAbsent(line[0], name -> new GifCanvas(name, odd(name)));
              canvas.draw();
              assertEquals(line[1], letters(canvas.image(line[0])), line[0]);
            });
    assertEquals(12, open.size());
  }

  @Test
  void gifsOfManyCodesAreDecoded() {
    assertAlike("noise.expected.png", "noise.gif", 0);
    assertAlike("noise.expected.png", "noise-il.gif", 0);
  }

  @Test
  void aStillGifHasTheSizeOfItsScreen() {
    Signal image = read("small.gif");
    assertEquals(8, ImageTransform.height(image));
    assertEquals(10, ImageTransform.width(image));
    String clear = "----------";
    String row = "---rgby---";
    assertEquals(
        clear + clear + row + row + row + clear + clear + clear, letters(image), "at 3, 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o6.png",
        "10-g2.png",
        "exif6.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "08-red.jpg",
        "rgb.tiff",
        "lzw.tiff",
        "deflate.tiff",
        "packbits.tiff",
        "g4.tiff",
        "04-yellow.gif",
        "05-il4.gif"
      })
  void damagedOnesAreRefusedOrArePictures(String name) {
    DamageSweep.ofUnsealed(odd(name), 128L << 20, ImageReader::decode).everyCut().everyFlip();
  }

  @Test
  void theKeyOfAPaletteOfGreysIsTheSamePicture() {
    byte[] plain = PngChunks.check("x", odd("10-g8.png")).plain();
    assertArrayEquals(odd("10-g8.png"), plain, "left alone");
  }
}
