package org.metasparse.signal.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the markers of a JPEG file up to its first scan tell of its colours and of how it was held.
 *
 * <p>The JDK's reader guesses colours by rules of its own. {@link #plain} rewrites the markers so
 * that it cannot but follow the rule of libjpeg, which all other programs follow: of three
 * components, YCbCr if there is a JFIF marker; else what the Adobe marker says; else RGB if the
 * components are called R, G and B, and YCbCr otherwise.
 */
final class JpegMarkers {
  private static final int SOI = 0xd8;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;

  private final byte[] file;
  private final boolean jfif;

  /** The transform of the Adobe marker: 0 none, 1 YCbCr, 2 YCCK; -1 without such a marker. */
  private final int adobe;

  private final String components;
  private final boolean profile;
  private final int orientation;
  private final byte[] withoutColours;

  /**
   * Looks through a file's markers. A file that ends among them, or whose segments make no sense,
   * is left to the decoder, which refuses it.
   *
   * @param file the file; {@link #isJpeg} holds
   */
  JpegMarkers(byte[] file) {
    this.file = file;
    boolean sawJfif = false;
    boolean sawProfile = false;
    int transform = -1;
    int turned = Orientation.UPRIGHT;
    String names = "";
    ByteArrayOutputStream others = new ByteArrayOutputStream();
    int at = 2;
    while (at + 4 <= file.length && file[at] == -1) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xff) {
        // Fill bytes.
        at++;
        continue;
      }
      int end = at + 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
      if (marker == SOS || end > file.length || end < at + 4) {
        break;
      }
      boolean colours = false;
      if (marker == APP0 && begins(at + 4, end, "JFIF\0")) {
        sawJfif = true;
        colours = true;
      } else if (marker == APP14 && begins(at + 4, end, "Adobe") && end >= at + 16) {
        transform = file[at + 15] & 0xff;
        colours = true;
      } else if (marker == APP1 && begins(at + 4, end, "Exif\0")) {
        turned = Orientation.of(Arrays.copyOfRange(file, Math.min(at + 10, end), end));
      } else if (marker == APP2 && begins(at + 4, end, "ICC_PROFILE\0")) {
        sawProfile = true;
      } else if (isFrame(marker) && end >= at + 10) {
        names = names(at + 9, end);
      }
      if (!colours) {
        others.write(file, at, end - at);
      }
      at = end;
    }
    others.write(file, at, file.length - at);
    jfif = sawJfif;
    adobe = transform;
    components = names;
    profile = sawProfile;
    orientation = turned;
    withoutColours = others.toByteArray();
  }

  static boolean isJpeg(byte[] bytes) {
    return bytes.length >= 3 && bytes[0] == -1 && (bytes[1] & 0xff) == SOI && bytes[2] == -1;
  }

  /** Start of frame: all but DHT, JPG and DAC among 0xc0 to 0xcf. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private boolean begins(int at, int end, String with) {
    return at + with.length() <= end
        && new String(file, at, with.length(), StandardCharsets.ISO_8859_1).equals(with);
  }

  private String names(int at, int end) {
    StringBuilder found = new StringBuilder();
    int count = file[at] & 0xff;
    for (int i = 0; i < count && at + 1 + 3 * i < end; i++) {
      found.append((char) (file[at + 1 + 3 * i] & 0xff));
    }
    return found.toString();
  }

  /** {@return 1 to 8, as {@link Orientation} says} */
  int orientation() {
    return orientation;
  }

  /** {@return whether the components are four: CMYK, or YCCK} */
  boolean isCmyk() {
    return components.length() == 4;
  }

  /** {@return whether the components are luma, two differences and black} */
  boolean isYcck() {
    return isCmyk() && adobe == 2;
  }

  /** {@return whether a colour profile is embedded} */
  boolean hasProfile() {
    return profile;
  }

  /** {@return whether cyan, magenta, yellow and black are stored as what they leave over} */
  boolean isInverted() {
    return adobe >= 0;
  }

  /** {@return the file with markers that leave the JDK's reader no choice, or as it is} */
  byte[] plain() {
    if (isCmyk()) {
      return marked(adobe == 2 ? 2 : 0);
    }
    boolean clear = jfif && adobe < 0 || !jfif && (adobe == 0 || adobe == 1);
    if (components.length() != 3 || clear) {
      return file;
    }
    boolean rgb = !jfif && (adobe == 0 || adobe < 0 && components.equals("RGB"));
    return marked(rgb ? 0 : 1);
  }

  private byte[] marked(int transform) {
    byte[] marker = {
      -1, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    byte[] result = new byte[2 + marker.length + withoutColours.length];
    result[0] = -1;
    result[1] = (byte) SOI;
    System.arraycopy(marker, 0, result, 2, marker.length);
    System.arraycopy(withoutColours, 0, result, 2 + marker.length, withoutColours.length);
    return result;
  }
}
