package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metasparse.format.Damage.refused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

/** Files that the program wrote before version 2 of the format. */
class InrVersion1Test {
  private static byte[] file(String name) throws IOException {
    try (InputStream in = InrVersion1Test.class.getResourceAsStream("version1/" + name)) {
      return in.readAllBytes();
    }
  }

  private static void assertHolds(String name, Siren siren, Grid grid, float psnr)
      throws IOException {
    EncodedSignal read = InrFile.decode(name, file(name));
    assertEquals(siren.shape(), read.siren().shape());
    assertEquals(siren.layout(), read.siren().layout());
    assertArrayEquals(siren.theta(), read.siren().theta());
    assertEquals(SignalKind.Image.EIGHT_BITS, read.kind());
    assertEquals(grid, read.grid());
    assertEquals(siren.shape().dimOut(), read.channels());
    assertEquals(psnr, read.psnr());
  }

  @Test
  void theyAreReadStill() throws IOException {
    SirenShape colour = new SirenShape(2, 5, 2, 3, 200);
    // Each axis reached from -1 to 1, whatever the image's shape.
    Grid grid = new Grid(List.of(178, 90));
    assertHolds("dense.inr", Nets.siren(colour, 1, 1, 1), grid, 31.5f);
    assertHolds("half.inr", Nets.siren(colour, 0.5, 0.5, 0.5), grid, 31.5f);
    assertHolds("mixed.inr", Nets.siren(colour, 1, 0.2, 0), grid, 31.5f);
    SirenShape grey = new SirenShape(2, 5, 2, 1, 30);
    assertHolds("grey.inr", Nets.siren(grey, 0.3, 0, 1), new Grid(List.of(1, 8192)), Float.NaN);
  }

  @Test
  void everyDamageIsRefused() throws IOException {
    Damage.everyTruncation(file("grey.inr"), InrFile::decode);
    Damage.everyFlippedByte(file("mixed.inr"), InrFile::decode);
  }

  @Test
  void claimsAreCheckedThoughTheChecksumIsGood() throws IOException {
    // Each number in the head, small and huge; none may cost memory or time.
    for (int at = 16; at < 44; at += 4) {
      for (int value : new int[] {0, -1, Integer.MAX_VALUE, 1 << 30}) {
        byte[] file = changed(at, value);
        refused(() -> InrFile.decode("x.inr", file), "x.inr");
      }
    }
  }

  @Test
  void bytesBehindTheLastLayerAreRefused() throws IOException {
    byte[] file = file("mixed.inr");
    byte[] longer = InrFileTest.seal(Arrays.copyOf(file, file.length + 1));
    refused(() -> InrFile.decode("x.inr", longer), "1 bytes follow");
  }

  /** The number of its bytes is 0 in 32 bits. */
  @Test
  void aHugeMatrixIsRefused() throws IOException {
    byte[] file = file("mixed.inr");
    ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(28, 1 << 29).putInt(32, 2).put(52, (byte) 0);
    InrFileTest.seal(file);
    refused(() -> InrFile.decode("x.inr", file), "it needs 4294967296 bytes");
  }

  private static byte[] changed(int at, int value) throws IOException {
    byte[] file = file("mixed.inr");
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(at, value);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    buffer.putInt(file.length - 4, (int) crc.getValue());
    return file;
  }
}
