package org.metasparse.signal.video;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses up to 256 colours for an image: its own if it has no more, otherwise by median cut
 * (Heckbert 1982) over colours of 5 bits a channel: the box of colours with the most pixels times
 * extent is halved at its median until there are enough; each becomes its pixels' mean. The same
 * colours on every JVM; ImageIO's own choice is not specified.
 */
final class GifPalette {
  private static final int MOST = 256;
  private static final int BINS = 1 << 15;

  private GifPalette() {}

  /** The image with a palette. */
  static BufferedImage indexed(BufferedImage rgb) {
    int width = rgb.getWidth();
    int height = rgb.getHeight();
    int[] pixels = rgb.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xffffff;
    }
    int[] own = few(pixels);
    int[] palette = own;
    int[] indices = new int[pixels.length];
    if (own.length <= MOST) {
      for (int i = 0; i < pixels.length; i++) {
        indices[i] = Arrays.binarySearch(own, pixels[i]);
      }
    } else {
      int[] boxOfBin = new int[BINS];
      palette = cut(pixels, boxOfBin);
      for (int i = 0; i < pixels.length; i++) {
        indices[i] = boxOfBin[bin(pixels[i])];
      }
    }
    // All 256 entries, so that every index is of the palette.
    IndexColorModel model =
        new IndexColorModel(
            8, MOST, channel(palette, 16), channel(palette, 8), channel(palette, 0));
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    result.getRaster().setSamples(0, 0, width, height, 0, indices);
    return result;
  }

  /** The different pixels, ascending, or more than there can be colours. */
  private static int[] few(int[] pixels) {
    Set<Integer> different = new TreeSet<>();
    for (int pixel : pixels) {
      different.add(pixel);
      if (different.size() > MOST) {
        break;
      }
    }
    return different.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] channel(int[] palette, int shift) {
    byte[] channel = new byte[MOST];
    for (int i = 0; i < palette.length; i++) {
      channel[i] = (byte) (palette[i] >> shift);
    }
    return channel;
  }

  private static int bin(int pixel) {
    return component(pixel, 16) << 10 | component(pixel, 8) << 5 | component(pixel, 0);
  }

  private static int component(int pixel, int shift) {
    return pixel >> shift + 3 & 31;
  }

  /** Fills in which box each bin belongs to; returns the boxes' colours. */
  private static int[] cut(int[] pixels, int[] boxOfBin) {
    long[] count = new long[BINS];
    long[][] sum = new long[3][BINS];
    for (int pixel : pixels) {
      int bin = bin(pixel);
      count[bin]++;
      for (int c = 0; c < 3; c++) {
        sum[c][bin] += pixel >> 16 - 8 * c & 0xff;
      }
    }
    int[] used = new int[BINS];
    int n = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        used[n++] = bin;
      }
    }
    List<int[]> boxes = new ArrayList<>(List.of(Arrays.copyOf(used, n)));
    while (boxes.size() < MOST) {
      int largest = -1;
      long most = 0;
      for (int b = 0; b < boxes.size(); b++) {
        long weight = weight(boxes.get(b), count) * extent(boxes.get(b), axis(boxes.get(b)));
        if (weight > most) {
          most = weight;
          largest = b;
        }
      }
      if (largest < 0) {
        break;
      }
      boxes.add(halve(boxes, largest, count));
    }
    int[] palette = new int[boxes.size()];
    for (int b = 0; b < palette.length; b++) {
      long weight = weight(boxes.get(b), count);
      for (int bin : boxes.get(b)) {
        boxOfBin[bin] = b;
      }
      for (int c = 0; c < 3; c++) {
        long total = 0;
        for (int bin : boxes.get(b)) {
          total += sum[c][bin];
        }
        palette[b] = palette[b] << 8 | (int) ((total + weight / 2) / weight);
      }
    }
    return palette;
  }

  /** Leaves the lower half of a box in its place and returns the upper one. */
  private static int[] halve(List<int[]> boxes, int box, long[] count) {
    int shift = 5 * axis(boxes.get(box));
    int[] bins =
        Arrays.stream(boxes.get(box))
            .boxed()
            .sorted(
                (a, b) -> Integer.compare((a >> shift & 31) << 15 | a, (b >> shift & 31) << 15 | b))
            .mapToInt(Integer::intValue)
            .toArray();
    long half = weight(bins, count) / 2;
    int middle = 1;
    for (long below = count[bins[0]]; middle < bins.length - 1 && below < half; middle++) {
      below += count[bins[middle]];
    }
    boxes.set(box, Arrays.copyOf(bins, middle));
    return Arrays.copyOfRange(bins, middle, bins.length);
  }

  private static long weight(int[] bins, long[] count) {
    return Arrays.stream(bins).mapToLong(bin -> count[bin]).sum();
  }

  /** The channel in which a box is longest: 0 blue, 1 green, 2 red. */
  private static int axis(int[] bins) {
    int axis = 0;
    for (int c = 1; c < 3; c++) {
      axis = extent(bins, c) > extent(bins, axis) ? c : axis;
    }
    return axis;
  }

  private static long extent(int[] bins, int axis) {
    int least = 31;
    int most = 0;
    for (int bin : bins) {
      least = Math.min(least, bin >> 5 * axis & 31);
      most = Math.max(most, bin >> 5 * axis & 31);
    }
    return most - least;
  }
}
