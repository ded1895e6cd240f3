package org.metasparse.signal.shape;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.metasparse.files.InputException;

/**
 * Reads the surface of Wavefront OBJ files: vertices ({@code v}) and faces ({@code f}, of corners
 * {@code v}, {@code v/vt}, {@code v//vn} or {@code v/vt/vn}; negative numbers count back from the
 * last vertex). Faces of more than three corners are cut by {@link Polygon}. Texture, normals,
 * groups, materials, points and lines are passed over; free-form surfaces are refused. Lines end
 * with LF, CR or both; what follows a # is a comment.
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

  private final MeshBuilder mesh;

  private ObjReader(String name) {
    mesh = new MeshBuilder(name, "line");
  }

  /**
   * Reads a mesh from the bytes of an OBJ file.
   *
   * @param name what to call it in messages
   * @param bytes the file's content
   * @return the mesh, and what was remarkable about it
   */
  public static MeshReader.Read decode(String name, byte[] bytes) {
    ObjReader reader = new ObjReader(name);
    int line = 0;
    int begun = 1;
    StringBuilder text = new StringBuilder();
    for (int from = afterMark(bytes); from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      line++;
      text.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).stripTrailing());
      boolean both = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
      from = end + (both ? 2 : 1);
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
    return reader.mesh.build();
  }

  /** Behind the byte order mark of UTF-8, if there is one. */
  private static int afterMark(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return mark ? 3 : 0;
  }

  private void line(int line, String all) {
    int comment = all.indexOf('#');
    String text = comment < 0 ? all : all.substring(0, comment).strip();
    if (text.isEmpty()) {
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
    double[] place = new double[3];
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
      place[axis] = value;
    }
    mesh.vertex(place[0], place[1], place[2]);
  }

  private void face(int line, String[] words) {
    int n = words.length - 1;
    if (n < 3) {
      throw wrong(line, "a face has at least 3 corners, not " + n);
    }
    for (int i = 1; i <= n; i++) {
      mesh.corner(corner(line, words[i]));
    }
    mesh.polygon(line);
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
    long vertex = index < 0 ? mesh.vertexCount() + index : index - 1;
    if (index == 0 || vertex < 0 || vertex > Integer.MAX_VALUE) {
      throw wrong(
          line, "'" + word + "' is no corner; it begins with a vertex number, from 1 or below 0");
    }
    return (int) vertex;
  }

  private InputException wrong(int line, String what) {
    return mesh.wrong(line, what);
  }
}
