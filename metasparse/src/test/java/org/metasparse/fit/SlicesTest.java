package org.metasparse.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Slices;
import org.metasparse.signal.audio.AudioKind;
import org.metasparse.signal.audio.WavWriter;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.video.GifWriter;
import org.metasparse.signal.video.VideoKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** A signal that is decoded slice by slice has the bits, and gives the file, of the whole one. */
class SlicesTest {
  private static EncodedSignal encoded(Grid grid, org.metasparse.signal.SignalKind kind, int out) {
    SirenShape shape = new SirenShape(grid.rows(), 9, 2, out, 30);
    Siren siren = SirenInit.random(shape, new Rng(5));
    return new EncodedSignal(siren, kind, grid, out, 20f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 37})
  void bits(int count) {
    Grid grid = Grid.ofImage(37, 53);
    EncodedSignal image = encoded(grid, ImageKind.EIGHT_BITS, 3);
    Signal whole = Codec.decode(image);
    AtomicInteger done = new AtomicInteger();
    try (Compute compute = Compute.start(2)) {
      Slices slices = Codec.slices(image, image.kind(), grid, compute, done::set);
      Slices kept = whole;
      assertEquals(37, slices.count());
      assertEquals(53, slices.points());
      for (int first = 0; first < 37; first += count) {
        int n = Math.min(count, 37 - first);
        assertArrayEquals(kept.read(first, n), slices.read(first, n), "from row " + first);
      }
    }
    assertEquals(grid.count(), done.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void pngFiles(int channels) {
    // More than one strip of rows.
    Grid grid = Grid.ofImage(700, 401);
    EncodedSignal image = encoded(grid, new ImageKind(channels < 3 ? 16 : 8), channels);
    try (Compute compute = Compute.start(2)) {
      assertArrayEquals(
          ImageWriter.encode(Codec.decode(image, compute)),
          ImageWriter.content(Codec.slices(image, image.kind(), grid, compute, n -> {})).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void wavFiles(int channels) {
    Grid grid = new Grid(List.of(150_001));
    EncodedSignal sound = encoded(grid, new AudioKind(8000, 16), channels);
    try (Compute compute = Compute.start(2)) {
      assertArrayEquals(
          WavWriter.encode(Codec.decode(sound, compute)),
          WavWriter.content(Codec.slices(sound, sound.kind(), grid, compute, n -> {})).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void gifFiles(int channels) {
    Grid grid = Grid.ofVideo(5, 20, 31);
    EncodedSignal video = encoded(grid, new VideoKind(10), channels);
    try (Compute compute = Compute.start(2)) {
      assertArrayEquals(
          GifWriter.encode(Codec.decode(video, compute)),
          GifWriter.content(Codec.slices(video, video.kind(), grid, compute, n -> {})).bytes());
    }
  }
}
