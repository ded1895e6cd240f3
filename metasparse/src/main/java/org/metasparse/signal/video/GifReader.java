package org.metasparse.signal.video;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.GifBlocks;
import org.metasparse.signal.image.GifCanvas;

/**
 * Reads animated GIFs as videos: each image is drawn over what the one before left behind, as its
 * disposal says. Frames of unequal delays are picked at equal distances in time.
 */
public final class GifReader {
  private static final int MAX_BYTES = 1 << 29;

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
    GifCanvas canvas = new GifCanvas(source, bytes);
    GifBlocks gif = canvas.blocks();
    long[] ends = new long[gif.frames().size()];
    for (int k = 0; k < ends.length; k++) {
      ends[k] = (k == 0 ? 0 : ends[k - 1]) + gif.frames().get(k).delay();
    }
    int[] picked = Frames.pick(source, frames, ends);
    Frames.checkPoints(source, picked.length, gif.height(), gif.width());
    List<Signal> shown = new ArrayList<>();
    int drawn = 0;
    for (int k : picked) {
      for (; drawn <= k; drawn++) {
        canvas.draw();
      }
      shown.add(canvas.image("frame " + k));
    }
    double rate = picked.length * 100.0 / ends[ends.length - 1];
    return Frames.stack(name, rate, shown);
  }
}
