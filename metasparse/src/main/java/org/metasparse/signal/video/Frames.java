package org.metasparse.signal.video;

import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.Slices;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageTransform;

/** The frames of a video as images, and back. */
public final class Frames {
  private Frames() {}

  /**
   * How many frames a video has.
   *
   * @param video a signal on a grid of three axes: time, rows, columns
   * @return its number of frames
   * @throws IllegalArgumentException if the grid has not three axes
   */
  public static int count(Signal video) {
    if (video.grid().rows() != 3) {
      throw new IllegalArgumentException(
          video.name() + " lies on " + video.grid() + "; a video has three axes");
    }
    return video.grid().sizes().get(0);
  }

  /**
   * Takes out a frame.
   *
   * @param video a video
   * @param k the frame's number, from 0
   * @return a copy of it as an image of 8 bits, of the video's name
   * @throws IllegalArgumentException if the grid has not three axes
   */
  public static Signal get(Slices video, int k) {
    Grid grid = new Grid(video.grid().sizes().subList(1, 3), video.grid().extents().subList(1, 3));
    return ImageKind.image(video.name(), grid, video.channels(), video.read(k, 1));
  }

  /**
   * Puts frames behind each other. If they differ in channels, grey ones become RGB and those
   * without alpha opaque, as far as any of them asks for it.
   *
   * @param name what to call the video
   * @param rate frames a second
   * @param frames its frames, at least one
   * @return the video
   * @throws InputException if a frame's size differs from the first one's, or there are more than
   *     {@link ImageReader#MAX_PIXELS} pixels in all
   */
  public static Signal stack(String name, double rate, List<Signal> frames) {
    Signal first = frames.get(0);
    int height = ImageTransform.height(first);
    int width = ImageTransform.width(first);
    checkPoints(name, frames.size(), height, width);
    boolean colour = frames.stream().anyMatch(f -> f.channels() >= 3);
    boolean alpha = frames.stream().anyMatch(f -> f.channels() % 2 == 0);
    int channels = (colour ? 3 : 1) + (alpha ? 1 : 0);
    int one = height * width;
    int all = frames.size() * one;
    float[] values = new float[Math.multiplyExact(channels, all)];
    for (int k = 0; k < frames.size(); k++) {
      Signal frame = frames.get(k);
      if (!frame.grid().sizes().equals(first.grid().sizes())) {
        throw new InputException(
            name
                + ": "
                + frame.name()
                + " has "
                + ImageTransform.width(frame)
                + " x "
                + ImageTransform.height(frame)
                + " pixels, "
                + first.name()
                + " "
                + width
                + " x "
                + height
                + "; frames must be of one size");
      }
      float[] from = ImageTransform.toChannels(frame, channels).values();
      for (int c = 0; c < channels; c++) {
        System.arraycopy(from, c * one, values, c * all + k * one, one);
      }
    }
    Grid grid = Grid.ofVideo(frames.size(), height, width);
    return new Signal(name, new VideoKind(rate), grid, channels, values);
  }

  /** Refuses more pixels than can be held. */
  static void checkPoints(String name, long frames, int height, int width) {
    if (frames * height * (double) width > ImageReader.MAX_PIXELS) {
      throw new InputException(
          name
              + ": has "
              + frames
              + " frames of "
              + width
              + " x "
              + height
              + " pixels; at most "
              + ImageReader.MAX_PIXELS
              + " pixels can be read; pick fewer with --frames");
    }
  }

  /**
   * The numbers of the frames that are picked: those that are shown in the middle of equal parts of
   * the time.
   *
   * @param name the video's name for messages
   * @param wanted how many to pick, or 0 for all
   * @param ends for each frame when it ends, in any unit, ascending
   * @return frame numbers, ascending
   * @throws InputException if there are not as many
   */
  static int[] pick(String name, int wanted, long[] ends) {
    int n = wanted == 0 ? ends.length : wanted;
    if (n > ends.length) {
      throw new InputException(
          name + ": has " + ends.length + " frames; --frames can be at most that, not " + n);
    }
    int[] picked = new int[n];
    int frame = 0;
    for (int i = 0; i < n; i++) {
      // (2 i + 1) / (2 n) of the time, without rounding.
      while (2L * n * ends[frame] <= (2L * i + 1) * ends[ends.length - 1]) {
        frame++;
      }
      picked[i] = frame;
    }
    return picked;
  }
}
