package org.metasparse.signal.video;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.signal.image.ImageDecoder;

/**
 * The outer structure of a GIF file (GIF89a specification): the screen, then blocks up to the
 * trailer. ImageIO neither notices a missing end nor puts frames together.
 *
 * @param width columns of the screen
 * @param height rows of the screen
 * @param frames its images in order
 */
record GifBlocks(int width, int height, List<Frame> frames) {
  /** What becomes of a frame's place before the next one is drawn. */
  enum Disposal {
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
   */
  record Frame(int left, int top, int width, int height, int delay, Disposal disposal) {}

  private static final int TRAILER = 0x3b;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int GRAPHIC_CONTROL = 0xf9;

  /** Frames without a delay are shown for a tenth of a second, as browsers do. */
  private static final int NO_DELAY = 10;

  static boolean isGif(byte[] bytes) {
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
  static GifBlocks of(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(6);
    need(name, in, 7);
    int width = in.getShort() & 0xffff;
    int height = in.getShort() & 0xffff;
    ImageDecoder.checkSize(name, width, height);
    int flags = in.get();
    in.position(in.position() + 2);
    skipTable(name, in, flags);
    List<Frame> frames = new ArrayList<>();
    int delay = NO_DELAY;
    Disposal disposal = Disposal.KEEP;
    while (true) {
      need(name, in, 1);
      int at = in.position();
      int type = in.get() & 0xff;
      if (type == TRAILER) {
        if (frames.isEmpty()) {
          throw new InputException(name + ": is a GIF file without an image; get it anew");
        }
        return new GifBlocks(width, height, List.copyOf(frames));
      } else if (type == EXTENSION) {
        need(name, in, 2);
        int label = in.get() & 0xff;
        if (label == GRAPHIC_CONTROL) {
          need(name, in, 5);
          int control = in.get(in.position() + 1) & 0xff;
          int given = in.getShort(in.position() + 2) & 0xffff;
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
        Frame frame =
            new Frame(
                in.getShort() & 0xffff,
                in.getShort() & 0xffff,
                in.getShort() & 0xffff,
                in.getShort() & 0xffff,
                delay,
                disposal);
        ImageDecoder.checkSize(name, frame.width, frame.height);
        frames.add(frame);
        skipTable(name, in, in.get());
        need(name, in, 1);
        in.get();
        skipBlocks(name, in);
        delay = NO_DELAY;
        disposal = Disposal.KEEP;
      } else {
        throw new InputException(
            name + ": is a damaged GIF file: no block of type " + type + " at byte " + at);
      }
    }
  }

  private static void skipTable(String name, ByteBuffer in, int flags) {
    if ((flags & 0x80) != 0) {
      int bytes = 3 << ((flags & 7) + 1);
      need(name, in, bytes);
      in.position(in.position() + bytes);
    }
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
