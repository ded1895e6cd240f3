package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Rng;
import org.metasparse.format.DamageSweep;
import org.metasparse.signal.audio.AudioKind;
import org.metasparse.signal.audio.WavReader;
import org.metasparse.signal.audio.WavWriter;
import org.metasparse.signal.shape.MeshReader;
import org.metasparse.signal.shape.ObjReader;
import org.metasparse.signal.video.GifReader;
import org.metasparse.signal.video.GifWriter;
import org.metasparse.signal.video.VideoKind;

/**
 * Damaged sound, meshes and videos: their formats have no checksum, so a damaged file may be
 * another signal, but never a crash, a hang, or an allocation beyond its length.
 */
class DamagedSignalsTest {
  private static final long MOST_BYTES = 32 << 20;

  @TempDir Path folder;

  @Test
  void wav() {
    float[] values = new float[2 * 150];
    Rng rng = new Rng(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = rng.nextFloat();
    }
    for (int bits : new int[] {8, 16, 24}) {
      Signal sound = new Signal("s", new AudioKind(8000, bits), new Grid(List.of(150)), 2, values);
      Path file = folder.resolve(bits + ".wav");
      WavWriter.write(file, sound);
      DamageSweep<Signal> sweep =
          DamageSweep.ofUnsealed(bytes(file), MOST_BYTES, WavReader::decode)
              .everyCut()
              .everyFlip()
              .random(DamageSweep.RANDOM, bits);
      assertTrue(sweep.refused() > 100, "of " + sweep.tried() + " only " + sweep.refused());
    }
  }

  @Test
  void obj() {
    String tetrahedron =
        "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nvn 0 0 1\nf 1 3 2\nf 1/1 2//1 4\nf 2 3 4\nf -4 -1 -2\n";
    DamageSweep<MeshReader.Read> sweep =
        DamageSweep.ofUnsealed(
                tetrahedron.getBytes(StandardCharsets.US_ASCII), MOST_BYTES, ObjReader::decode)
            .everyCut()
            .everyFlip()
            .random(DamageSweep.RANDOM, 7);
    assertTrue(sweep.refused() > 100, "of " + sweep.tried() + " only " + sweep.refused());
  }

  @Test
  void gif() {
    float[] values = new float[3 * 4 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 6f;
    }
    Signal video = new Signal("v", new VideoKind(10), Grid.ofVideo(4, 5, 6), 3, values);
    Path file = folder.resolve("v.gif");
    GifWriter.write(file, video);
    Path damaged = folder.resolve("damaged.file");
    DamageSweep<Signal> sweep =
        DamageSweep.ofUnsealed(
                bytes(file),
                256 << 20,
                (name, bytes) -> {
                  write(damaged, bytes);
                  return GifReader.read(damaged, name, 0);
                })
            .everyCut()
            .everyFlip()
            .random(DamageSweep.RANDOM / 3, 9);
    assertTrue(sweep.refused() > 100, "of " + sweep.tried() + " only " + sweep.refused());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
