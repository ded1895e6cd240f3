package org.metasparse.signal.shape;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;

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

  /**
   * The file of a mesh.
   *
   * @param mesh the mesh
   * @return what {@link #write} writes
   */
  public static Content content(Mesh mesh) {
    return to -> {
      Writer text = new OutputStreamWriter(to, StandardCharsets.US_ASCII);
      write(mesh, text);
      text.flush();
    };
  }

  private static void write(Mesh mesh, Writer text) throws IOException {
    for (int v = 0; v < mesh.vertices().length; v += 3) {
      text.append('v');
      for (int axis = 0; axis < 3; axis++) {
        // Not Double.toString, whose digits JDK 19 changed.
        BigDecimal value = new BigDecimal(mesh.vertices()[v + axis]).round(DIGITS);
        text.append(' ').append(value.stripTrailingZeros().toPlainString());
      }
      text.append('\n');
    }
    for (int t = 0; t < mesh.triangles().length; t += 3) {
      text.append('f');
      for (int corner = 0; corner < 3; corner++) {
        text.append(' ').append(Integer.toString(mesh.triangles()[t + corner] + 1));
      }
      text.append('\n');
    }
  }
}
