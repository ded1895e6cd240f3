package org.metasparse.signal.shape;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/**
 * Reads the surface of Wavefront OBJ files: vertices ({@code v}) and faces ({@code f}, of corners
 * {@code v}, {@code v/vt}, {@code v//vn} or {@code v/vt/vn}; negative numbers count back from the
 * last vertex). Faces of more than three corners are cut into a fan from the first corner. Texture,
 * normals, groups, materials, points and lines are passed over; free-form surfaces are refused.
 */
public final class ObjReader {
  private static final int MAX_BYTES = 1 << 29;

  /** What says nothing of the surface. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "vt",
          "vn",
          "vp",
          "p",
          "l",
          "g",
          "o",
          "s",
          "mg",
          "usemtl",
          "mtllib",
          "usemap",
          "maplib",
          "bevel",
          "c_interp",
          "d_interp",
          "lod",
          "shadow_obj",
          "trace_obj");

  private final String name;
  private double[] vertices = new double[3 << 8];
  private int coordinates;
  private int[] corners = new int[3 << 8];
  private int[] cornerLines = new int[3 << 8];
  private int cornerCount;

  private ObjReader(String name) {
    this.name = name;
  }

  /**
   * A mesh and where its triangles stand in its file.
   *
   * @param name the file
   * @param mesh the mesh
   * @param lines for each triangle the number of its line, from 1
   */
  public record Read(String name, Mesh mesh, int[] lines) {}

  /**
   * Reads an OBJ file.
   *
   * @param file the file
   * @return the mesh, of at least one triangle
   * @throws InputException if there is no such file or it cannot be understood; the message names
   *     the line
   */
  static Read read(Path file) {
    return decode(file.toString(), InputFiles.read(file, "an OBJ mesh", MAX_BYTES));
  }

  /**
   * Reads an OBJ file.
   *
   * @param file the file
   * @return the mesh, of at least one triangle
   * @throws InputException if there is no such file or it cannot be understood; the message names
   *     the line
   */
  public static Mesh readMesh(Path file) {
    return read(file).mesh();
  }

  /**
   * Reads a mesh from the bytes of an OBJ file.
   *
   * @param name what to call it in messages
   * @param bytes the file's content
   * @return the mesh, and what was remarkable about it
   */
  public static Read decode(String name, byte[] bytes) {
    ObjReader reader = new ObjReader(name);
    int line = 0;
    int begun = 1;
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      line++;
      text.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).stripTrailing());
      from = end + 1;
      int last = text.length() - 1;
      if (last >= 0 && text.charAt(last) == '\\' && from < bytes.length) {
        // A backslash joins the next line to this one.
        text.setCharAt(last, ' ');
        continue;
      }
      reader.line(begun, text.toString().strip());
      text.setLength(0);
      begun = line + 1;
    }
    return reader.end();
  }

  private void line(int line, String text) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    String[] words = text.split("\\s+");
    switch (words[0]) {
      case "v" -> vertex(line, words);
      case "f" -> face(line, words);
      default -> {
        if (!PASSED_OVER.contains(words[0])) {
          String word = words[0].replaceAll("[^ -~]", "?");
          throw wrong(
              line,
              "'"
                  + (word.length() > 20 ? word.substring(0, 20) + "…" : word)
                  + "' is not understood; give an OBJ mesh of vertices (v) and faces (f)");
        }
      }
    }
  }

  private void vertex(int line, String[] words) {
    // Behind x, y and z there may be a weight or colours.
    if (words.length < 4) {
      throw wrong(line, "a vertex has x, y and z, not " + (words.length - 1) + " numbers");
    }
    if (coordinates + 3 > vertices.length) {
      vertices = Arrays.copyOf(vertices, Math.multiplyExact(vertices.length, 2));
    }
    for (int axis = 0; axis < 3; axis++) {
      double value = Double.NaN;
      try {
        value = Double.parseDouble(words[axis + 1]);
      } catch (NumberFormatException e) {
        // Refused below.
      }
      // Squares of distances must be finite, too.
      if (!(Math.abs(value) <= 1e100)) {
        throw wrong(line, "'" + words[axis + 1] + "' is not a number");
      }
      vertices[coordinates++] = value;
    }
  }

  private void face(int line, String[] words) {
    int n = words.length - 1;
    if (n < 3) {
      throw wrong(line, "a face has at least 3 corners, not " + n);
    }
    int first = corner(line, words[1]);
    int before = corner(line, words[2]);
    for (int i = 3; i <= n; i++) {
      int next = corner(line, words[i]);
      if (cornerCount + 3 > corners.length) {
        corners = Arrays.copyOf(corners, Math.multiplyExact(corners.length, 2));
        cornerLines = Arrays.copyOf(cornerLines, corners.length);
      }
      for (int corner : new int[] {first, before, next}) {
        cornerLines[cornerCount] = line;
        corners[cornerCount++] = corner;
      }
      before = next;
    }
  }

  private int corner(int line, String word) {
    int slash = word.indexOf('/');
    String number = slash < 0 ? word : word.substring(0, slash);
    long index = 0;
    try {
      index = Long.parseLong(number);
    } catch (NumberFormatException e) {
      // Refused below.
    }
    long vertex = index < 0 ? coordinates / 3 + index : index - 1;
    if (index == 0 || vertex < 0 || vertex > Integer.MAX_VALUE) {
      throw wrong(
          line, "'" + word + "' is no corner; it begins with a vertex number, from 1 or below 0");
    }
    return (int) vertex;
  }

  private Read end() {
    for (int i = 0; i < cornerCount; i++) {
      // Only now: a face may stand before its vertices.
      if (corners[i] >= coordinates / 3) {
        throw wrong(
            cornerLines[i],
            "vertex " + (corners[i] + 1L) + " is not there; there are " + coordinates / 3);
      }
    }
    if (cornerCount == 0) {
      throw new InputException(name + ": holds no face; give a mesh with a surface");
    }
    int[] lines = new int[cornerCount / 3];
    for (int t = 0; t < lines.length; t++) {
      lines[t] = cornerLines[3 * t];
    }
    Mesh mesh = new Mesh(Arrays.copyOf(vertices, coordinates), Arrays.copyOf(corners, cornerCount));
    return new Read(name, mesh, lines);
  }

  private InputException wrong(int line, String what) {
    return new InputException(name + ": line " + line + ": " + what);
  }
}
