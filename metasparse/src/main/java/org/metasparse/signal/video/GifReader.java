package org.metasparse.signal.video;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.Alpha;

/**
 * Reads animated GIFs as videos: each image is drawn over what the one before left behind, as its
 * disposal says. Frames of unequal delays are picked at equal distances in time.
 */
public final class GifReader {
  private static final int MAX_BYTES = 1 << 29;

  /** What GIF's compression can give at most: a code of 12 bits stands for 3840 pixels. */
  private static final int PIXELS_PER_BYTE = 2560;

  private static final String WHAT = "an animated GIF or a folder of frames";

  private GifReader() {}

  /**
   * {@return whether a GIF file holds more than one image}
   *
   * @param file the file
   */
  public static boolean isAnimated(Path file) {
    byte[] bytes = InputFiles.read(file, WHAT, MAX_BYTES);
    return GifBlocks.isGif(bytes) && GifBlocks.of(file.toString(), bytes).frames().size() > 1;
  }

  /**
   * Reads a video.
   *
   * @param file the file
   * @param name what to call the video
   * @param frames how many frames to pick, or 0 for as many as the file has
   * @return the video, grey if all of its pixels are, with alpha if one is transparent
   * @throws InputException if the file is no GIF that can be read, or has fewer frames
   */
  public static Signal read(Path file, String name, int frames) {
    byte[] bytes = InputFiles.read(file, WHAT, MAX_BYTES);
    String source = file.toString();
    if (!GifBlocks.isGif(bytes)) {
      throw new InputException(source + ": is not a GIF file; give " + WHAT);
    }
    GifBlocks gif = GifBlocks.of(source, bytes);
    checkSize(source, bytes, gif.width(), gif.height());
    gif.frames().forEach(f -> checkSize(source, bytes, f.width(), f.height()));
    long[] ends = new long[gif.frames().size()];
    for (int k = 0; k < ends.length; k++) {
      ends[k] = (k == 0 ? 0 : ends[k - 1]) + gif.frames().get(k).delay();
    }
    int[] picked = Frames.pick(source, frames, ends);
    Frames.checkPoints(source, picked.length, gif.height(), gif.width());
    double rate = picked.length * 100.0 / ends[ends.length - 1];
    return Frames.stack(name, rate, draw(source, bytes, gif, picked));
  }

  /** Before memory is taken for pixels. */
  private static void checkSize(String source, byte[] bytes, int width, int height) {
    if ((long) width * height > (long) PIXELS_PER_BYTE * bytes.length) {
      throw new InputException(
          source
              + ": claims "
              + width
              + " x "
              + height
              + " pixels, more than its "
              + bytes.length
              + " bytes can hold; it is damaged: get it anew");
    }
  }

  private static List<Signal> draw(String source, byte[] bytes, GifBlocks gif, int[] picked) {
    List<Signal> shown = new ArrayList<>();
    int[] canvas = new int[gif.width() * gif.height()];
    javax.imageio.ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      int last = picked[picked.length - 1];
      int next = 0;
      for (int k = 0; k <= last; k++) {
        GifBlocks.Frame frame = gif.frames().get(k);
        int[] before = frame.disposal() == GifBlocks.Disposal.RESTORE ? canvas.clone() : canvas;
        over(canvas, gif, frame, reader.read(k));
        while (next < picked.length && picked[next] == k) {
          shown.add(signal("frame " + k, gif, canvas));
          next++;
        }
        switch (frame.disposal()) {
          case KEEP -> {}
          case CLEAR -> clear(canvas, gif, frame);
          case RESTORE -> canvas = before;
        }
      }
    } catch (IOException | RuntimeException e) {
      // The JDK's reader meets damaged files with all kinds of RuntimeExceptions.
      throw new InputException(
          source + ": is damaged or cut short (" + InputFiles.oneLine(e) + "); get it anew", e);
    } finally {
      reader.dispose();
    }
    return shown;
  }

  /** Draws a frame's opaque pixels; what lies outside of the screen is left out. */
  private static void over(int[] canvas, GifBlocks gif, GifBlocks.Frame frame, BufferedImage from) {
    int columns = Math.min(frame.width(), gif.width() - frame.left());
    int rows = Math.min(frame.height(), gif.height() - frame.top());
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int pixel = from.getRGB(x, y);
        if (pixel >>> 24 != 0) {
          canvas[(frame.top() + y) * gif.width() + frame.left() + x] = pixel;
        }
      }
    }
  }

  private static void clear(int[] canvas, GifBlocks gif, GifBlocks.Frame frame) {
    int right = Math.min(frame.left() + frame.width(), gif.width());
    int bottom = Math.min(frame.top() + frame.height(), gif.height());
    for (int y = frame.top(); y < bottom; y++) {
      for (int x = frame.left(); x < right; x++) {
        canvas[y * gif.width() + x] = 0;
      }
    }
  }

  private static Signal signal(String name, GifBlocks gif, int[] canvas) {
    boolean grey =
        Arrays.stream(canvas)
            .allMatch(p -> (p >> 16 & 0xff) == (p & 0xff) && (p >> 8 & 0xff) == (p & 0xff));
    int[] shifts = grey ? new int[] {0, 24} : new int[] {16, 8, 0, 24};
    float[] values = new float[shifts.length * canvas.length];
    for (int c = 0; c < shifts.length; c++) {
      for (int i = 0; i < canvas.length; i++) {
        values[c * canvas.length + i] = (canvas[i] >>> shifts[c] & 0xff) / 255f;
      }
    }
    Grid grid = Grid.ofImage(gif.height(), gif.width());
    return Alpha.dropOpaque(new Signal(name, grid, shifts.length, values));
  }
}
