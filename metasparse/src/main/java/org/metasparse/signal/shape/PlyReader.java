package org.metasparse.signal.shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metasparse.files.InputException;

/**
 * Reads PLY files (Turk 1994), ASCII and of both binary orders: {@code x}, {@code y} and {@code z}
 * of the element vertex, the list {@code vertex_indices} or {@code vertex_index} of the element
 * face. All other elements and properties are passed over.
 */
final class PlyReader {
  /** The number of a scalar type is its place here; pairs are two names of one type. */
  private static final List<String> TYPES =
      List.of(
          "char", "int8", "uchar", "uint8", "short", "int16", "ushort", "uint16", "int", "int32",
          "uint", "uint32", "float", "float32", "double", "float64");

  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 8};
  private static final int MOST_HEAD_LINES = 1000;

  /** A property: of a list the type of its length, otherwise -1, and the type of its values. */
  private record Property(String name, int length, int type) {}

  private record Element(String name, long count, List<Property> properties) {}

  private final String name;
  private final ByteBuffer in;
  private final MeshBuilder mesh;
  private final List<Element> elements = new ArrayList<>();
  private boolean ascii;

  private PlyReader(String name, byte[] bytes) {
    this.name = name;
    in = ByteBuffer.wrap(bytes);
    mesh = new MeshBuilder(name, "face");
  }

  static MeshReader.Read decode(String name, byte[] bytes) {
    PlyReader reader = new PlyReader(name, bytes);
    reader.head();
    for (Element element : reader.elements) {
      reader.element(element);
    }
    return reader.mesh.build();
  }

  private void head() {
    line();
    boolean format = false;
    for (int i = 0; i < MOST_HEAD_LINES; i++) {
      String text = line();
      String[] words = text.strip().split("\\s+");
      switch (words[0]) {
        case "format" -> {
          String order = words.length > 1 ? words[1] : "";
          ascii = order.equals("ascii");
          in.order(
              order.equals("binary_little_endian")
                  ? ByteOrder.LITTLE_ENDIAN
                  : ByteOrder.BIG_ENDIAN);
          if (!ascii && !order.matches("binary_(little|big)_endian")) {
            throw wrong("is in a format that is not known: '" + printable(text) + "'");
          }
          format = true;
        }
        case "element" ->
            elements.add(new Element(word(words, 1), count(words), new ArrayList<>()));
        case "property" -> {
          if (elements.isEmpty()) {
            throw wrong("has a property before any element");
          }
          elements.get(elements.size() - 1).properties().add(property(words));
        }
        case "end_header" -> {
          if (!format) {
            throw wrong("does not tell its format");
          }
          return;
        }
        case "comment", "obj_info", "" -> {}
        default -> throw wrong("'" + printable(text) + "' is not understood in its head");
      }
    }
    throw wrong("has a head of more than " + MOST_HEAD_LINES + " lines");
  }

  private long count(String[] words) {
    String word = word(words, 2);
    if (!word.matches("\\d{1,10}")) {
      throw wrong("'" + printable(word) + "' is no number of elements");
    }
    return Long.parseLong(word);
  }

  private Property property(String[] words) {
    if (word(words, 1).equals("list")) {
      int length = type(word(words, 2));
      if (length >= 6) {
        throw wrong("has a list whose length is no whole number");
      }
      return new Property(word(words, 4), length, type(word(words, 3)));
    }
    return new Property(word(words, 2), -1, type(word(words, 1)));
  }

  private int type(String word) {
    int type = TYPES.indexOf(word.toLowerCase(Locale.ROOT));
    if (type < 0) {
      throw wrong("'" + printable(word) + "' is no type of a property");
    }
    return type / 2;
  }

  private String word(String[] words, int at) {
    if (at >= words.length) {
      throw wrong("'" + printable(String.join(" ", words)) + "' is cut short in its head");
    }
    return words[at];
  }

  /** A line of the head, up to any kind of line end. */
  private String line() {
    StringBuilder text = new StringBuilder();
    while (true) {
      if (!in.hasRemaining() || text.length() > 10_000) {
        throw wrong("is a PLY mesh that was cut short in its head; get it anew");
      }
      char c = (char) (in.get() & 0xff);
      if (c == '\r' && in.hasRemaining() && in.get(in.position()) == '\n') {
        continue;
      }
      if (c == '\n' || c == '\r') {
        return text.toString();
      }
      text.append(c);
    }
  }

  private void element(Element element) {
    boolean vertices = element.name().equals("vertex");
    boolean faces = element.name().equals("face");
    if (element.name().equals("tristrips")) {
      throw wrong("holds strips of triangles; write it with faces");
    }
    if (element.properties().isEmpty()) {
      return;
    }
    double[] place = new double[3];
    for (long i = 0; i < element.count(); i++) {
      int axes = 0;
      boolean polygon = false;
      for (Property property : element.properties()) {
        boolean indices = faces && property.name().matches("vertex_ind(ices|ex)");
        if (property.length() < 0) {
          double value = value(element, i, property.type());
          int axis = property.name().length() == 1 ? "xyz".indexOf(property.name()) : -1;
          if (vertices && axis >= 0) {
            place[axis] = value;
            axes |= 1 << axis;
          }
          continue;
        }
        double n = value(element, i, property.length());
        if (!(n >= 0)) {
          throw wrong(element.name() + " " + (i + 1) + " has a list of " + (long) n + " values");
        }
        for (long k = 0; k < n; k++) {
          double index = value(element, i, property.type());
          if (indices) {
            if (!(index >= 0 && index <= Integer.MAX_VALUE && index == Math.rint(index))) {
              throw mesh.wrong((int) i + 1, "'" + index + "' is no number of a vertex, from 0");
            }
            mesh.corner((int) index);
          }
        }
        if (indices && n < 3) {
          throw mesh.wrong((int) i + 1, "a face has at least 3 corners, not " + (long) n);
        }
        polygon |= indices;
      }
      if (polygon) {
        mesh.polygon((int) i + 1);
      }
      if (vertices) {
        vertex(i, axes, place);
      }
    }
  }

  private void vertex(long i, int axes, double[] place) {
    if (axes != 7) {
      throw wrong("has vertices without x, y and z");
    }
    for (double value : place) {
      // Squares of distances must be finite, too.
      if (!(Math.abs(value) <= 1e100)) {
        throw wrong("vertex " + (i + 1) + " lies at " + value + "; give numbers");
      }
    }
    mesh.vertex(place[0], place[1], place[2]);
  }

  private double value(Element element, long i, int type) {
    if (ascii) {
      return word(element, i);
    }
    if (in.remaining() < SIZES[type]) {
      throw cutShort(element, i);
    }
    return switch (type) {
      case 0 -> in.get();
      case 1 -> in.get() & 0xff;
      case 2 -> in.getShort();
      case 3 -> in.getShort() & 0xffff;
      case 4 -> in.getInt();
      case 5 -> in.getInt() & 0xffffffffL;
      case 6 -> in.getFloat();
      default -> in.getDouble();
    };
  }

  private double word(Element element, long i) {
    while (in.hasRemaining() && in.get(in.position()) <= ' ') {
      in.get();
    }
    StringBuilder word = new StringBuilder();
    while (in.hasRemaining() && in.get(in.position()) > ' ') {
      word.append((char) in.get());
    }
    if (word.isEmpty()) {
      throw cutShort(element, i);
    }
    try {
      return Double.parseDouble(word.toString());
    } catch (NumberFormatException e) {
      throw wrong(
          element.name()
              + " "
              + (i + 1)
              + ": '"
              + printable(word.toString())
              + "' is not a number");
    }
  }

  private InputException cutShort(Element element, long i) {
    return wrong(
        "is a PLY mesh that was cut short in "
            + printable(element.name())
            + " "
            + (i + 1)
            + " of "
            + element.count()
            + "; get it anew");
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 30 ? plain.substring(0, 30) + "…" : plain;
  }

  private InputException wrong(String what) {
    return new InputException(name + ": " + what);
  }
}
