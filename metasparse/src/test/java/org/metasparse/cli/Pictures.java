package org.metasparse.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small images for the tests. */
final class Pictures {
  private Pictures() {}

  /** A folder of square PNG files {@code 0.png} … that differ from one another. */
  static Path folder(Path folder, int count, int size) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      colour(folder.resolve(i + ".png"), size, size, i);
    }
    return folder;
  }

  /** A colour image; its type follows its name. */
  static Path colour(Path file, int width, int height, int seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (255 * x / width + 23 * seed) & 0xff;
        int green = 255 * y / height;
        int blue = (3 * x * y / (1 + seed)) & 0xff;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return write(file, image);
  }

  /** A grey image. */
  static Path grey(Path file, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, 128 + 100 * x / width - 100 * y / height);
      }
    }
    return write(file, image);
  }

  private static Path write(Path file, BufferedImage image) throws IOException {
    String name = file.toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
    return file;
  }
}
