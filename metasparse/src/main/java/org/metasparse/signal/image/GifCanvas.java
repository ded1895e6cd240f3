package org.metasparse.signal.image;

import java.util.Arrays;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;

/**
 * The screen of a GIF file, on which its images are drawn one over the other, as browsers do: of
 * the screen's size, clear where nothing was drawn. Indices beyond the palette draw nothing.
 */
public final class GifCanvas {
  /** What GIF's compression can give at most: a code of 12 bits stands for 3840 pixels. */
  private static final int PIXELS_PER_BYTE = 2560;

  private final String name;
  private final byte[] file;
  private final GifBlocks gif;
  private int[] argb;
  private int[] shown;
  private int next;

  /**
   * An empty screen.
   *
   * @param name the file's name for messages
   * @param file the whole file; {@link GifBlocks#isGif} holds
   * @throws InputException if it is cut short or damaged, or claims more pixels than it can hold
   */
  public GifCanvas(String name, byte[] file) {
    this.name = name;
    this.file = file;
    gif = GifBlocks.of(name, file);
    checkSize(gif.width(), gif.height());
    gif.frames().forEach(f -> checkSize(f.width(), f.height()));
    // Not yet the pixels: a caller may find the size too large.
  }

  /** {@return the file's structure} */
  public GifBlocks blocks() {
    return gif;
  }

  /** Before memory is taken for pixels. */
  private void checkSize(int width, int height) {
    if ((long) width * height > (long) PIXELS_PER_BYTE * file.length) {
      throw new InputException(
          name
              + ": claims "
              + width
              + " x "
              + height
              + " pixels, more than its "
              + file.length
              + " bytes can hold; it is damaged: get it anew");
    }
  }

  /**
   * Draws the next image, after what became of the one before.
   *
   * @throws InputException if its data are damaged
   * @throws IllegalStateException if there is no more
   */
  public void draw() {
    if (next >= gif.frames().size()) {
      throw new IllegalStateException("only " + next + " images");
    }
    if (next == 0) {
      argb = new int[gif.width() * gif.height()];
      shown = argb;
    } else {
      dispose(gif.frames().get(next - 1));
    }
    GifBlocks.Frame frame = gif.frames().get(next++);
    shown = frame.disposal() == GifBlocks.Disposal.RESTORE ? argb.clone() : argb;
    over(frame);
  }

  private void dispose(GifBlocks.Frame frame) {
    if (frame.disposal() != GifBlocks.Disposal.CLEAR) {
      return;
    }
    int right = Math.min(frame.left() + frame.width(), gif.width());
    int bottom = Math.min(frame.top() + frame.height(), gif.height());
    for (int y = frame.top(); y < bottom && frame.left() < right; y++) {
      Arrays.fill(argb, y * gif.width() + frame.left(), y * gif.width() + right, 0);
    }
  }

  /** Draws a frame's opaque pixels; what lies outside of the screen is left out. */
  private void over(GifBlocks.Frame frame) {
    byte[] indices = GifIndices.of(file, frame);
    if (indices == null || frame.colours() == 0) {
      String flaw = indices == null ? "its data" : "it has no palette";
      throw new InputException(
          name + ": is damaged or cut short (image " + next + ": " + flaw + "); get it anew");
    }
    int columns = Math.min(frame.width(), gif.width() - frame.left());
    int rows = Math.min(frame.height(), gif.height() - frame.top());
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int index = indices[y * frame.width() + x] & 0xff;
        if (index != frame.transparent() && index < frame.colours()) {
          shown[(frame.top() + y) * gif.width() + frame.left() + x] = colour(frame, index);
        }
      }
    }
  }

  private int colour(GifBlocks.Frame frame, int index) {
    int at = frame.palette() + 3 * index;
    return 0xff << 24 | (file[at] & 0xff) << 16 | (file[at + 1] & 0xff) << 8 | file[at + 2] & 0xff;
  }

  /**
   * What the screen shows after {@link #draw}.
   *
   * @param signalName what to call it
   * @return an image, grey if all of its pixels are, with alpha if one is clear
   */
  public Signal image(String signalName) {
    boolean grey =
        Arrays.stream(shown)
            .allMatch(p -> (p >> 16 & 0xff) == (p & 0xff) && (p >> 8 & 0xff) == (p & 0xff));
    int[] shifts = grey ? new int[] {0, 24} : new int[] {16, 8, 0, 24};
    float[] values = new float[Math.multiplyExact(shifts.length, shown.length)];
    for (int c = 0; c < shifts.length; c++) {
      for (int i = 0; i < shown.length; i++) {
        values[c * shown.length + i] = (shown[i] >>> shifts[c] & 0xff) / 255f;
      }
    }
    Grid grid = Grid.ofImage(gif.height(), gif.width());
    return Alpha.dropOpaque(ImageKind.image(signalName, grid, shifts.length, values));
  }
}
