package org.metasparse.signal.shape;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.signal.Slices;

/** Writes meshes as Wavefront OBJ files. */
public final class ObjWriter {
  /** Digits of a coordinate: those of a float. */
  private static final MathContext DIGITS = new MathContext(8);

  private ObjWriter() {}

  /**
   * Writes a mesh in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param mesh the mesh
   * @throws InputException if the file cannot be written
   */
  public static void write(Path file, Mesh mesh) {
    AtomicFiles.write(file, content(mesh));
  }

  /**
   * The bytes that {@link #write} writes: the same on every JVM.
   *
   * @param mesh the mesh
   * @return an OBJ file of {@code v} and {@code f} lines
   */
  public static byte[] encode(Mesh mesh) {
    return content(mesh).bytes();
  }

  private static Content content(Mesh mesh) {
    return to -> {
      Lines lines = new Lines(to);
      double[] v = mesh.vertices();
      for (int i = 0; i < v.length; i += 3) {
        lines.vertex(v[i], v[i + 1], v[i + 2]);
      }
      int[] t = mesh.triangles();
      for (int i = 0; i < t.length; i += 3) {
        lines.triangle(t[i], t[i + 1], t[i + 2]);
      }
      lines.end();
    };
  }

  /**
   * The file of the surface of a shape that is read layer by layer: triangles follow the vertices
   * that they are the first to have.
   *
   * @param shape a signal of kind {@link ShapeKind}
   * @return an OBJ file of {@code v} and {@code f} lines; throws {@link InputException} if there is
   *     no surface
   */
  static Content surface(Slices shape) {
    return to -> {
      Lines lines = new Lines(to);
      try {
        Isosurface.find(shape, lines);
        lines.end();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (!lines.triangles) {
        throw new InputException(
            shape.name()
                + ": cannot be written: the shape has no inside on this grid, and so no surface;"
                + " give a finer one, or encode it with more steps");
      }
    };
  }

  /** A line for each piece of a mesh. */
  private static final class Lines implements MeshSink {
    private final Writer to;
    private boolean triangles;

    Lines(OutputStream to) {
      this.to = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.US_ASCII));
    }

    @Override
    public void vertex(double x, double y, double z) {
      line("v " + text(x) + " " + text(y) + " " + text(z) + "\n");
    }

    @Override
    public void triangle(int a, int b, int c) {
      triangles = true;
      line("f " + (a + 1) + " " + (b + 1) + " " + (c + 1) + "\n");
    }

    private void line(String line) {
      try {
        to.write(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() throws IOException {
      to.flush();
    }

    private static String text(double value) {
      // Not Double.toString, whose digits JDK 19 changed.
      return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
  }
}
