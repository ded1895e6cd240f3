package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.format.Damage.refused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.engine.CsrPattern;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.audio.AudioKind;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.shape.ShapeKind;
import org.metasparse.signal.video.VideoKind;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

class InrFileTest {
  /** The tiny file of {@link #tiny()}, byte by byte, as INR-FORMAT.md says. */
  private static final String TINY =
      "89494e52" // magic
          + "03" // version 3
          + "01" // image
          + "12" // two axes, whose extents are told
          + "01" // one number of the kind
          + "09" // 8 bits
          + "05" // 5 rows
          + "07" // 7 columns
          + "0000803f" // from -1 to 1
          + "0000803f" // from -1 to 1
          + "01" // grey
          + "02" // width 2
          + "01" // 1 sine layer
          + "00004842" // omega 50
          + "0000c07f" // PSNR not known
          + "657afeba000cb475b001b00e950004aa0006ea9d2890b9837ce07828"
          + "01d2f9b2"; // CRC-32C

  @TempDir Path folder;

  private static EncodedSignal tiny() {
    SirenShape shape = new SirenShape(2, 2, 1, 1, 50);
    CsrPattern pattern = CsrPattern.of(2, 2, new int[] {0, 2, 2}, new int[] {0, 1});
    Layout layout =
        new Layout.Builder()
            .add("weight.0", Block.Kind.WEIGHT, 2, 2, pattern)
            .add("bias.0", Block.Kind.BIAS, 2, 1, null)
            .add("weight.1", Block.Kind.WEIGHT, 1, 2, null)
            .add("bias.1", Block.Kind.BIAS, 1, 1, null)
            .build();
    Siren siren = new Siren(shape, layout, new float[] {1, -2, 0.5f, -0f, 3, 4, 5});
    return new EncodedSignal(siren, ImageKind.EIGHT_BITS, new Grid(List.of(5, 7)), 1, Float.NaN);
  }

  private static EncodedSignal signal(double... survive) {
    Siren siren = Nets.siren(new SirenShape(2, 5, 2, 3, 200), survive);
    return new EncodedSignal(siren, ImageKind.EIGHT_BITS, Grid.ofImage(178, 90), 3, 31.5f);
  }

  /** A model of which every third parameter moves. */
  private static EncodedSignal moving(double... survive) {
    EncodedSignal signal = signal(survive);
    Siren all = signal.siren();
    int[] places = IntStream.range(0, all.theta().length).filter(i -> i % 3 == 1).toArray();
    Siren some = new Siren(all.shape(), all.layout(), all.theta(), new Moves(places));
    return new EncodedSignal(some, signal.kind(), signal.grid(), 3, 31.5f);
  }

  private static void assertSame(EncodedSignal expected, EncodedSignal actual) {
    assertEquals(expected.siren().shape(), actual.siren().shape());
    assertEquals(expected.siren().layout(), actual.siren().layout());
    assertArrayEquals(expected.siren().theta(), actual.siren().theta());
    assertEquals(expected.siren().moves(), actual.siren().moves());
    assertEquals(expected.kind(), actual.kind());
    assertEquals(expected.grid(), actual.grid());
    assertEquals(expected.channels(), actual.channels());
    assertEquals(expected.psnr(), actual.psnr());
    assertEquals(expected.storage(), actual.storage());
  }

  private static EncodedSignal decode(byte[] file) {
    return InrFile.decode("x.inr", file);
  }

  /** Puts the right checksum behind a file whose last four bytes are to be the checksum. */
  static byte[] seal(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - 4);
    buffer.putInt(file.length - 4, (int) crc.getValue());
    return file;
  }

  @Test
  void theBytesAreThoseOfTheSpecification() {
    assertEquals(TINY, HexFormat.of().formatHex(InrFile.encode(tiny())));
    assertSame(tiny(), decode(HexFormat.of().parseHex(TINY)));
  }

  @Test
  void everyNanIsWrittenAlike() {
    EncodedSignal tiny = tiny();
    EncodedSignal other =
        new EncodedSignal(
            tiny.siren(), tiny.kind(), tiny.grid(), 1, Float.intBitsToFloat(0xffc01234));
    assertEquals(TINY, HexFormat.of().formatHex(InrFile.encode(other)));
  }

  /** As INR-FORMAT.md tells what is hashed, computed by another program. */
  @Test
  void aModelsHashIsThatOfTheSpecification() {
    Base base = new Base("tiny", tiny().siren());
    assertEquals("71900f5a3e41db01", Base.hex(base.hash()));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    double[][] all = {{1, 1, 1}, {0.5, 0.5, 0.5}, {1, 0.2, 1}, {0, 0, 0}, {0.5, 0, 1}};
    for (double[] survive : all) {
      Path file = folder.resolve("x.inr");
      InrFile.write(file, signal(survive));
      assertSame(signal(survive), InrFile.read(file));
      InrFile.write(file, moving(survive));
      assertSame(moving(survive), InrFile.read(file));
    }
    assertTrue(
        InrFile.encode(signal(0.2, 0.2, 0.2)).length < InrFile.encode(signal(1, 1, 1)).length);
  }

  @Test
  void everyKindIsReadAgain() {
    List<EncodedSignal> all =
        List.of(
            signal(new ImageKind(16), new Grid(List.of(3, 4), List.of(1f, 0.75f)), 4),
            signal(new AudioKind(44100, 24), new Grid(List.of(1 << 20)), 2),
            signal(new VideoKind(29.97), new Grid(List.of(9, 20, 30)), 3),
            signal(new ShapeKind(0.1, -2, 3, 1e-9), new Grid(List.of(8, 8, 9)), 1),
            signal(ImageKind.EIGHT_BITS, Grid.ofImage(1, 1), 16));
    for (EncodedSignal signal : all) {
      assertSame(signal, decode(InrFile.encode(signal)));
    }
  }

  private static EncodedSignal signal(SignalKind kind, Grid grid, int channels) {
    Siren siren = Nets.siren(new SirenShape(grid.rows(), 6, 2, channels, 30), 1, 0.3, 0.5);
    return new EncodedSignal(siren, kind, grid, channels, 31.5f);
  }

  @Test
  void everyDamageIsRefused() {
    for (EncodedSignal signal : List.of(tiny(), signal(1, 0.5, 0), moving(1, 0.5, 0))) {
      byte[] file = InrFile.encode(signal);
      Damage.everyTruncation(file, InrFile::decode);
      Damage.everyFlippedByte(file, InrFile::decode);
    }
  }

  /** Damage with a good checksum, as whoever makes files by hand can: an answer, or that error. */
  @Test
  void damageThatIsSealedIsReadOrRefused() {
    int refused = 0;
    for (EncodedSignal signal : List.of(signal(1, 0.5, 0), moving(1, 0.5, 0))) {
      byte[] whole = InrFile.encode(signal);
      for (int at = 5; at < whole.length - 4; at++) {
        for (int flip : new int[] {1, 0x10, 0x80, 0xff}) {
          byte[] file = whole.clone();
          file[at] ^= (byte) flip;
          try {
            decode(seal(file));
          } catch (InputException e) {
            refused++;
          }
        }
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }

  @Test
  void otherVersionsAndKindsAreRefused() {
    refused(() -> decode(changed(4, 4)), "x.inr", "format version 4 or newer", "reads version 3");
    refused(() -> decode(changed(4, 0x0d)), "x.inr", "format version 2", "encode it anew");
    refused(() -> decode(changed(4, 1)), "x.inr", "format version 1", "encode it anew");
    refused(() -> decode(changed(4, 0)), "x.inr", "format version 0", "encode it anew");
    refused(() -> decode(changed(5, 5)), "x.inr", "kind 5");
    refused(() -> decode(changed(5, 2)), "x.inr", "kind 2");
    refused(() -> decode("not an inr file at all".getBytes()), "x.inr", "not an .inr file");
  }

  private static byte[] changed(int at, int value) {
    byte[] file = InrFile.encode(tiny());
    file[at] = (byte) value;
    return seal(file);
  }

  private static byte[] changedInt(int at, int value) {
    byte[] file = InrFile.encode(tiny());
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return seal(file);
  }

  @Test
  void claimsAreCheckedThoughTheChecksumIsGood() {
    for (int numbers : new int[] {0, 2, 255}) {
      refused(() -> decode(changed(7, numbers)), "x.inr");
    }
    refused(() -> decode(number("000000000000002140")), "numbers [8.5]", "kind 1");
    refused(() -> decode(number("000000000000002040")), "8.0 is spelt as one that is not");
    for (int axes : new int[] {0x10, 0x11, 0x13, 0x1f}) {
      refused(() -> decode(changed(6, axes)), "x.inr");
    }
    refused(() -> decode(changed(6, 0x92)), "flags 146");
    refused(() -> decode(changed(6, 0x72)), "flags 114");
    refused(() -> decode(changed(6, 0x52)), "x.inr");
    refused(() -> decode(changed(6, 0x32)), "x.inr");
    int nan = Float.floatToIntBits(Float.NaN);
    refused(() -> decode(changed(9, 0)), "a size is 0");
    refused(() -> decode(changedInt(11, nan)), "extents [NaN, 1.0]");
    refused(() -> decode(changedInt(11, 0x40000000)), "extents [2.0, 1.0]");
    int usual = Float.floatToIntBits((float) (4 / 6.0));
    refused(() -> decode(changedInt(11, usual)), "are the usual ones");
    for (int channels : new int[] {0, 2, 17, 255}) {
      refused(() -> decode(changed(19, channels)), "x.inr");
    }
    for (int value : new int[] {0, 1, 100}) {
      refused(() -> decode(changed(20, value)), "x.inr");
    }
    for (int value : new int[] {0, 2, 100}) {
      refused(() -> decode(changed(21, value)), "x.inr");
    }
    refused(() -> decode(changedInt(22, nan)), "omega");
    refused(() -> decode(changedInt(22, 0)), "omega");
  }

  /** The tiny file with its number of the kind in another spelling. */
  private static byte[] number(String spelling) {
    return seal(HexFormat.of().parseHex(TINY.substring(0, 16) + spelling + TINY.substring(18)));
  }

  /** Sizes that no file of that length can hold cost neither memory nor time. */
  @Test
  void hugeClaimsAreRefused() {
    for (int at : new int[] {9, 10, 20, 21}) {
      for (String varint : List.of("8080808004", "ffffffff07", "80808040")) {
        byte[] file =
            seal(
                HexFormat.of()
                    .parseHex(TINY.substring(0, 2 * at) + varint + TINY.substring(2 * at + 2)));
        refused(() -> decode(file), "x.inr");
      }
    }
  }

  /** Dense layers, each of which could be there, but not all of them. */
  @Test
  void allLayersTogetherMustFit() {
    // 4 layers of 200 features; the stream holds less than 512 * 104 decisions.
    String stream = "00000000" + "01".repeat(96);
    String file = TINY.substring(0, 40) + "c80104" + TINY.substring(44, 60) + stream + "00000000";
    byte[] sealed = seal(HexFormat.of().parseHex(file));
    refused(() -> decode(sealed), "too short for 80400 weights");
  }

  @Test
  void varintsHaveOneSpelling() {
    // The 5 rows spelt as 85 00, then as five bytes, then beyond 31 bits.
    for (String spelling : List.of("8500", "8580808000", "ffffffff0f", "858080808000")) {
      byte[] file =
          seal(HexFormat.of().parseHex(TINY.substring(0, 18) + spelling + TINY.substring(20)));
      refused(() -> decode(file), "varint");
    }
    byte[] longer = seal(HexFormat.of().parseHex(TINY + "00"));
    refused(() -> decode(longer), "bytes follow");
  }

  @Test
  void signalsThatCannotBeDecodedAreNotMade() {
    Siren siren = Nets.siren(new SirenShape(2, 3, 1, 3, 30), 1, 1);
    Grid grid = Grid.ofImage(4, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(siren, ImageKind.EIGHT_BITS, grid, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(siren, ImageKind.EIGHT_BITS, new Grid(List.of(4)), 3, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(siren, new VideoKind(1), grid, 3, 0));
    Siren wide = Nets.siren(new SirenShape(2, 3, 1, 17, 30), 1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(wide, ImageKind.EIGHT_BITS, grid, 17, 0));
    Grid large = Grid.ofImage(8193, 8192);
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(siren, ImageKind.EIGHT_BITS, large, 3, 0));
    siren.theta()[1] = Float.NaN;
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodedSignal(siren, ImageKind.EIGHT_BITS, grid, 3, 0));
  }
}
