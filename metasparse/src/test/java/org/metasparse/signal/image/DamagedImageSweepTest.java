package org.metasparse.signal.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.format.DamageSweep;
import org.metasparse.signal.Signal;
import org.metasparse.testing.TestFiles;

/** Images damaged in every place and at random. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DamagedImageSweepTest {
  /** A flipped bit can make an image of 24 x 16 pixels one of 32792 x 16, or of 24 x 32784. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int SOME = DamageSweep.RANDOM / 2;

  private static boolean same(Signal a, Signal b) {
    return a.grid().equals(b.grid())
        && a.channels() == b.channels()
        && Arrays.equals(a.values(), b.values());
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 30; i++) {
      image.setRGB(i % 40, i / 40, i * 0x9e3779b9 >>> 8);
    }
    return image;
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  /** The colour key of a tRNS chunk decides which pixels turn white. */
  @Test
  void pngWithTransparency() throws IOException {
    byte[] rows = {0, 9, 8, 7, 0, 6, 5, 4};
    byte[] file = TestFiles.pngWithKey(3, 2, 7, rows);
    DamageSweep.ofRedundant(file, MOST_BYTES, DamagedImageSweepTest::same, ImageReader::decode)
        .everyCut()
        .everyFlip();
  }

  @Test
  void png() throws IOException {
    DamageSweep.ofRedundant(
            file(noise(), "png"), MOST_BYTES, DamagedImageSweepTest::same, ImageReader::decode)
        .everyCut()
        .random(DamageSweep.RANDOM, 1);
  }

  /** A JPEG file has no checksum. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jpeg(boolean progressive) throws IOException {
    byte[] file = TestFiles.jpeg(new IIOImage(TestFiles.picture(), null, null), progressive);
    DamageSweep.ofUnsealed(file, MOST_BYTES, ImageReader::decode)
        .everyCut()
        .everyFlip()
        .random(SOME, 2);
  }

  /** Nor have these. */
  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void others(String format) throws IOException {
    DamageSweep.ofUnsealed(file(TestFiles.picture(), format), MOST_BYTES, ImageReader::decode)
        .everyCut()
        .everyFlip()
        .random(SOME, 3);
  }
}
