package org.metasparse.signal.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageTransform;

/**
 * A video as a folder of images, one for each frame, in the order of their names; numbers in names
 * count by their value, so that {@code 10.png} comes after {@code 9.png}.
 */
public final class FrameFolder {
  private FrameFolder() {}

  /**
   * The images of a folder in the order of time.
   *
   * @param folder the folder
   * @return its images; empty if there is none
   * @throws InputException if the folder cannot be read
   */
  public static List<Path> images(Path folder) {
    List<Path> images = new ArrayList<>();
    for (Path entry : InputFiles.list(folder)) {
      if (new ImageMedium().equals(Medium.ofName(entry)) && Files.isRegularFile(entry)) {
        images.add(entry);
      }
    }
    images.sort((a, b) -> compareNumbered(a.getFileName().toString(), b.getFileName().toString()));
    return images;
  }

  /**
   * Reads a video.
   *
   * @param folder the folder
   * @param name what to call the video
   * @param frames how many frames to pick, or 0 for all
   * @param rate frames a second of the folder's images
   * @param upright whether images that tell how they were held are put upright
   * @return the video; its rate is lower by the share of frames that were left out
   * @throws InputException if there is no image, one cannot be read, or they differ in size
   */
  static Signal read(Path folder, String name, int frames, double rate, boolean upright) {
    List<Path> images = images(folder);
    if (images.isEmpty()) {
      throw new InputException(
          folder + ": holds no image; give a folder of .png or .jpg frames, or an animated GIF");
    }
    long[] ends = new long[images.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = i + 1;
    }
    int[] picked = Frames.pick(folder.toString(), frames, ends);
    List<Signal> signals = new ArrayList<>();
    for (int k : picked) {
      Path image = images.get(k);
      Signal frame = ImageReader.read(image, image.getFileName().toString(), upright);
      if (signals.isEmpty()) {
        Frames.checkPoints(
            folder.toString(),
            picked.length,
            ImageTransform.height(frame),
            ImageTransform.width(frame));
      }
      signals.add(frame);
    }
    return Frames.stack(name, rate * picked.length / ends.length, signals);
  }

  /** Compares names, runs of digits by their value, then by all characters. */
  static int compareNumbered(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = digits(a, i);
      int endB = digits(b, j);
      int order;
      if (endA > i && endB > j) {
        String numberA = a.substring(i, endA).replaceFirst("^0+", "");
        String numberB = b.substring(j, endB).replaceFirst("^0+", "");
        order = Integer.compare(numberA.length(), numberB.length());
        order = order != 0 ? order : numberA.compareTo(numberB);
        i = endA;
        j = endB;
      } else {
        order = Character.compare(a.charAt(i++), b.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
