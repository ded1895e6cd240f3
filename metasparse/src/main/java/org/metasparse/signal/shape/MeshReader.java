package org.metasparse.signal.shape;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;

/** Reads meshes of every kind, told apart by their content: OBJ, PLY and STL. */
public final class MeshReader {
  private static final int MAX_BYTES = 1 << 29;

  private MeshReader() {}

  /**
   * A mesh and where its triangles stand in its file.
   *
   * @param name the file
   * @param mesh the mesh
   * @param unit what {@code places} count: lines or faces
   * @param places for each triangle the number of its line or face, from 1; not copied
   */
  public record Read(String name, Mesh mesh, String unit, int[] places) {}

  /**
   * Reads a mesh.
   *
   * @param file an OBJ, PLY or STL file
   * @return the mesh, of at least one triangle
   * @throws InputException if there is no such file or it cannot be understood
   */
  public static Read read(Path file) {
    return decode(file.toString(), InputFiles.read(file, "an OBJ, PLY or STL mesh", MAX_BYTES));
  }

  /**
   * Reads a mesh from the bytes of a file.
   *
   * @param name what to call it in messages
   * @param bytes the file's content
   * @return the mesh, of at least one triangle
   * @throws InputException if it cannot be understood
   */
  public static Read decode(String name, byte[] bytes) {
    int head = Math.min(bytes.length, 512);
    String begin = new String(bytes, 0, head, StandardCharsets.ISO_8859_1);
    if (begin.startsWith("ply\n") || begin.startsWith("ply\r")) {
      return PlyReader.decode(name, bytes);
    }
    boolean named = name.toLowerCase(Locale.ROOT).endsWith(".stl");
    if (named || StlReader.isBinary(bytes) || begin.stripLeading().startsWith("solid")) {
      return StlReader.decode(name, bytes);
    }
    return ObjReader.decode(name, bytes);
  }
}
