package org.metasparse.signal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;

/**
 * The outer structure of a GIF file (GIF89a specification): the screen, then blocks up to the
 * trailer. As in browsers, zero bytes between blocks are passed over, and the trailer may be
 * missing behind a whole block.
 *
 * @param width columns of the screen
 * @param height rows of the screen
 * @param frames its images in order
 */
public record GifBlocks(int width, int height, List<Frame> frames) {
  /**
   * Copies the frames.
   *
   * @throws NullPointerException if they are null
   */
  public GifBlocks {
    frames = List.copyOf(frames);
  }

  /** What becomes of a frame's place before the next one is drawn. */
  public enum Disposal {
    /** It stays. */
    KEEP,
    /** It becomes transparent. */
    CLEAR,
    /** It becomes what it was before. */
    RESTORE
  }

  /**
   * An image of the file.
   *
   * @param left its first column on the screen
   * @param top its first row on the screen
   * @param width its columns
   * @param height its rows
   * @param delay how long it is shown, in hundredths of a second
   * @param disposal what becomes of it
   * @param transparent the index that leaves a pixel as it is, or -1
   * @param interlaced whether rows come in four passes
   * @param palette where its colours lie in the file
   * @param colours how many there are
   * @param data where its compressed indices lie
   */
  public record Frame(
      int left,
      int top,
      int width,
      int height,
      int delay,
      Disposal disposal,
      int transparent,
      boolean interlaced,
      int palette,
      int colours,
      int data) {}

  private static final System.Logger LOGGER = System.getLogger("org.metasparse.signal");
  private static final int TRAILER = 0x3b;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int GRAPHIC_CONTROL = 0xf9;

  /** Frames without a delay are shown for a tenth of a second, as browsers do. */
  private static final int NO_DELAY = 10;

  /**
   * {@return whether these are the first bytes of a GIF file}
   *
   * @param bytes a file's bytes
   */
  public static boolean isGif(byte[] bytes) {
    return bytes.length >= 6
        && new String(bytes, 0, 6, StandardCharsets.ISO_8859_1).matches("GIF8[79]a");
  }

  /**
   * Walks through a file.
   *
   * @param name its name for messages
   * @param bytes the whole file; {@link #isGif} holds
   * @return its structure, of at least one frame
   * @throws InputException if it is cut short or damaged, or claims a size that is refused
   */
  public static GifBlocks of(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(6);
    need(name, in, 7);
    int width = in.getShort() & 0xffff;
    int height = in.getShort() & 0xffff;
    ImageDecoder.checkSize(name, width, height);
    int flags = in.get();
    in.position(in.position() + 2);
    int global = in.position();
    int globalColours = skipTable(name, in, flags);
    List<Frame> frames = new ArrayList<>();
    int delay = NO_DELAY;
    Disposal disposal = Disposal.KEEP;
    int transparent = -1;
    boolean expected = true;
    while (true) {
      int at = in.position();
      boolean end = !in.hasRemaining() && !expected;
      if (end) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            name + ": is a GIF file without an end; " + frames.size() + " images are there");
      } else {
        need(name, in, 1);
      }
      int type = end ? TRAILER : in.get() & 0xff;
      if (type == 0) {
        continue;
      } else if (type == TRAILER) {
        if (frames.isEmpty()) {
          throw new InputException(name + ": is a GIF file without an image; get it anew");
        }
        return new GifBlocks(width, height, frames);
      } else if (type == EXTENSION) {
        need(name, in, 2);
        int label = in.get() & 0xff;
        if (label == GRAPHIC_CONTROL) {
          need(name, in, 6);
          expected = true;
          int control = in.get(in.position() + 1) & 0xff;
          int given = in.getShort(in.position() + 2) & 0xffff;
          transparent = (control & 1) != 0 ? in.get(in.position() + 4) & 0xff : -1;
          delay = given == 0 ? NO_DELAY : given;
          disposal =
              switch (control >> 2 & 7) {
                case 2 -> Disposal.CLEAR;
                case 3 -> Disposal.RESTORE;
                default -> Disposal.KEEP;
              };
        }
        skipBlocks(name, in);
      } else if (type == IMAGE) {
        need(name, in, 9);
        int left = in.getShort() & 0xffff;
        int top = in.getShort() & 0xffff;
        int columns = in.getShort() & 0xffff;
        int rows = in.getShort() & 0xffff;
        ImageDecoder.checkSize(name, columns, rows);
        int local = in.get();
        int palette = in.position();
        int colours = skipTable(name, in, local);
        boolean own = colours > 0;
        need(name, in, 1);
        frames.add(
            new Frame(
                left,
                top,
                columns,
                rows,
                delay,
                disposal,
                transparent,
                (local & 0x40) != 0,
                own ? palette : global,
                own ? colours : globalColours,
                in.position()));
        in.get();
        skipBlocks(name, in);
        transparent = -1;
        expected = false;
        delay = NO_DELAY;
        disposal = Disposal.KEEP;
      } else {
        throw new InputException(
            name + ": is a damaged GIF file: no block of type " + type + " at byte " + at);
      }
    }
  }

  /** Passes over a palette, if flags tell of one; gives the number of its colours. */
  private static int skipTable(String name, ByteBuffer in, int flags) {
    if ((flags & 0x80) == 0) {
      return 0;
    }
    int colours = 2 << (flags & 7);
    need(name, in, 3 * colours);
    in.position(in.position() + 3 * colours);
    return colours;
  }

  private static void skipBlocks(String name, ByteBuffer in) {
    while (true) {
      need(name, in, 1);
      int length = in.get() & 0xff;
      if (length == 0) {
        return;
      }
      need(name, in, length);
      in.position(in.position() + length);
    }
  }

  private static void need(String name, ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) {
      throw new InputException(
          name + ": is a GIF file that was cut short after " + in.limit() + " bytes; get it anew");
    }
  }
}
