package org.metasparse.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.autodiff.Samples;
import org.metasparse.format.Safetensors;
import org.metasparse.format.TensorFile;

/** What another library computed in double precision for a small SIREN on 64 random points. */
record Golden(float omega, TensorFile file) {
  static final int POINTS = 64;

  static Golden of(int omega) {
    String name = "siren-w16-omega" + omega + ".safetensors";
    String path = "META-INF/metasparse/testdata/golden/" + name;
    try (InputStream in = Golden.class.getClassLoader().getResourceAsStream(path)) {
      assertNotNull(in, path + " is not on the path: is the testdata module there?");
      TensorFile file = Safetensors.decode(name, in.readAllBytes());
      assertEquals(omega, Float.parseFloat(file.metadata().get("omega")), name);
      return new Golden(omega, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SirenShape shape() {
    return new SirenShape(2, 16, 4, 3, omega);
  }

  Layout layout() {
    return shape().layout();
  }

  double[] doubles(String name) {
    return file.tensor("golden", name).doubles();
  }

  double number(String name) {
    return doubles(name)[0];
  }

  double metadata(String name) {
    return Double.parseDouble(file.metadata().get(name));
  }

  /** The tensors of all blocks, whose names begin with a prefix, as one array of the layout. */
  double[] parameters(String prefix) {
    double[] all = new double[layout().size()];
    for (Block block : layout().blocks()) {
      double[] values = doubles(prefix + block.name());
      assertEquals(block.size(), values.length, prefix + block.name());
      System.arraycopy(values, 0, all, block.offset(), values.length);
    }
    return all;
  }

  float[] theta() {
    return floats(parameters(""));
  }

  /** Coordinates and values, as a replay takes them. */
  List<Samples> samples() {
    return List.of(
        Samples.of(2, POINTS, floats(byFeature("coordinates", 2))),
        Samples.of(3, POINTS, floats(byFeature("values", 3))));
  }

  /** A tensor of points by features as features by points. */
  double[] byFeature(String name, int features) {
    double[] values = doubles(name);
    double[] turned = new double[values.length];
    for (int p = 0; p < POINTS; p++) {
      for (int f = 0; f < features; f++) {
        turned[f * POINTS + p] = values[p * features + f];
      }
    }
    return turned;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
      assertEquals(values[i], floats[i], "an input that is not exact in float");
    }
    return floats;
  }
}
