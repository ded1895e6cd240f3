package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Packing;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.LatentCode;
import org.metasparse.siren.Moves;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** What engines send to their workers comes to them as it was, or not at all. */
class SerializationTest {
  private static final Siren DENSE = SirenInit.random(new SirenShape(2, 7, 2, 3, 30), new Rng(11));
  private static final Siren SPARSE = sparse();

  private static Siren sparse() {
    Pruned pruned = MagnitudePruning.prune(DENSE.layout(), DENSE.theta(), 0.4);
    return new Siren(DENSE.shape(), pruned.layout(), pruned.shrink(DENSE.theta()));
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      // Else Java's stream allocates a damaged length before it finds that no such array follows.
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("maxarray=100000"));
      return in.readObject();
    }
  }

  private static void assertSame(Siren expected, Siren found) {
    assertEquals(expected.shape(), found.shape());
    assertArrayEquals(new Base("", expected).hash(), new Base("", found).hash());
    assertArrayEquals(expected.theta(), found.theta());
  }

  @Test
  void aModel() throws Exception {
    assertSame(DENSE, (Siren) read(written(DENSE)));
    assertSame(SPARSE, (Siren) read(written(SPARSE)));
    Moves some = new Moves(new int[] {2, 3, 40});
    Siren moving = new Siren(DENSE.shape(), DENSE.layout(), DENSE.theta(), some);
    Siren moved = (Siren) read(written(moving));
    assertSame(moving, moved);
    assertEquals(some, moved.moves());
    Siren coded = LatentCode.give(SPARSE, 3, new Rng(4));
    assertSame(coded, (Siren) read(written(coded)));
    Checkpoint checkpoint = new Checkpoint(SPARSE, 3, 17, null, null, 0, 5, "");
    Checkpoint back = (Checkpoint) read(written(checkpoint));
    assertArrayEquals(CheckpointFile.encode(checkpoint), CheckpointFile.encode(back));
  }

  @Test
  void anEncodingWholeAndAsADifference() throws Exception {
    float[] values = new float[3 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 / 10f;
    }
    Signal image = ImageKind.image("x", Grid.ofImage(5, 6), 3, values);
    try (Compute compute = Compute.start(1)) {
      for (Packing packing :
          List.of(
              Packing.NONE,
              new Packing(new Packing.Target.Bits(8), null),
              new Packing(new Packing.Target.Bits(6), new Base("own", SPARSE)))) {
        EncodedSignal signal = Codec.encode(SPARSE, image, Effort.FAST, packing, compute);
        EncodedSignal back = (EncodedSignal) read(written(signal));
        assertSame(signal.siren(), back.siren());
        assertEquals(signal.kind(), back.kind());
        assertEquals(signal.grid(), back.grid());
        assertArrayEquals(InrFile.encode(signal), InrFile.encode(back));
      }
    }
  }

  /** Every byte flipped: another object is never read, and what checks itself says so. */
  @Test
  void damage() throws Exception {
    byte[] whole = written(SPARSE);
    int told = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      try {
        if (read(damaged) instanceof Siren siren) {
          assertSame(SPARSE, siren);
        }
      } catch (InvalidObjectException e) {
        assertTrue(e.getMessage().contains("send it anew"), e.getMessage());
        told++;
      } catch (IOException | ClassNotFoundException | RuntimeException e) {
        // Java's own word for a stream that is none.
      }
    }
    assertTrue(told > 4 * SPARSE.theta().length, told + " were told of");
    byte[] encoding = written(new CheckpointForm(new byte[] {1, 2, 3}));
    InvalidObjectException e = assertThrows(InvalidObjectException.class, () -> read(encoding));
    assertTrue(e.getMessage().startsWith("a checkpoint: "), e.getMessage());
  }
}
