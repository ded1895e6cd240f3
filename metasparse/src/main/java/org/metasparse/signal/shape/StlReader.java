package org.metasparse.signal.shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import org.metasparse.files.InputException;

/**
 * Reads STL files: triangles, each with corners of its own. Binary ones have 80 bytes of any text,
 * the number of triangles, and 50 bytes for each; ASCII ones words. Normals are passed over: the
 * order of the corners tells which side is out.
 */
final class StlReader {
  private static final int HEAD = 84;
  private static final int FACE = 50;

  private StlReader() {}

  /** Whether a file is as long as a binary one of its number of triangles; text may follow. */
  static boolean isBinary(byte[] bytes) {
    return bytes.length >= HEAD && bytes.length == HEAD + FACE * count(bytes);
  }

  private static long count(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(80) & 0xffffffffL;
  }

  static MeshReader.Read decode(String name, byte[] bytes) {
    MeshBuilder mesh = new MeshBuilder(name, "face");
    if (isBinary(bytes)) {
      binary(mesh, bytes);
      return mesh.build();
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.stripLeading().startsWith("solid")) {
      if (bytes.length > HEAD && count(bytes) > 0 && bytes.length > HEAD + FACE * count(bytes)) {
        // Some programs add what they like behind the last face.
        binary(mesh, bytes);
        return mesh.build();
      }
      String claims =
          bytes.length < HEAD
              ? bytes.length + " bytes, fewer than a binary one's head of " + HEAD
              : count(bytes) + " faces of " + FACE + " bytes in " + bytes.length;
      throw new InputException(
          name + ": is no STL mesh that can be read, or was cut short (" + claims + ")");
    }
    ascii(name, mesh, text);
    return mesh.build();
  }

  private static void binary(MeshBuilder mesh, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int faces = (int) count(bytes);
    for (int f = 0; f < faces; f++) {
      for (int corner = 0; corner < 3; corner++) {
        int at = HEAD + FACE * f + 12 + 12 * corner;
        double[] p = {in.getFloat(at), in.getFloat(at + 4), in.getFloat(at + 8)};
        for (double value : p) {
          if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw mesh.wrong(f + 1, "a corner at " + value + "; give numbers");
          }
        }
        mesh.vertex(p[0], p[1], p[2]);
        mesh.corner(3 * f + corner);
      }
      mesh.polygon(f + 1);
    }
  }

  private static void ascii(String name, MeshBuilder mesh, String text) {
    StringTokenizer words = new StringTokenizer(text);
    int face = 1;
    int corners = 0;
    boolean ended = false;
    boolean inFace = false;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      switch (word) {
        case "facet" -> {
          inFace = true;
          ended = false;
        }
        case "vertex" -> {
          if (!inFace) {
            // A name may hold any word.
            continue;
          }
          double[] p = new double[3];
          for (int axis = 0; axis < 3; axis++) {
            p[axis] = number(mesh, face, words);
          }
          mesh.corner(mesh.vertexCount());
          mesh.vertex(p[0], p[1], p[2]);
          corners++;
        }
        case "endfacet" -> {
          if (corners != 3) {
            throw mesh.wrong(face, "has " + corners + " corners; it has 3");
          }
          mesh.polygon(face++);
          corners = 0;
          inFace = false;
        }
        case "endsolid" -> ended = !inFace;
        default -> {}
      }
    }
    if (!ended) {
      throw new InputException(
          name + ": is an STL mesh that was cut short after face " + (face - 1) + "; get it anew");
    }
  }

  private static double number(MeshBuilder mesh, int face, StringTokenizer words) {
    String word = words.hasMoreTokens() ? words.nextToken() : "";
    double value = Double.NaN;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      // Refused below.
    }
    if (!(Math.abs(value) <= 1e100)) {
      throw mesh.wrong(face, "'" + word.replaceAll("[^ -~]", "?") + "' is not a number");
    }
    return value;
  }
}
