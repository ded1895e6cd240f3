import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Makes many pictures of a few: square crops at random places, mirrored half of the time.
 *
 * <pre>java Crops.java OUT SIZE SEED COUNT FOLDER [COUNT FOLDER …]</pre>
 *
 * <p>Of each picture of each FOLDER it writes COUNT crops of a side from 1/2 to all of its shorter
 * one, brought to SIZE x SIZE pixels. Equal arguments give equal pictures. MODELS.md says what for.
 */
public final class Crops {
  private Crops() {}

  /** Runs as the class says. */
  public static void main(String[] args) throws IOException {
    if (args.length < 5 || args.length % 2 == 0) {
      System.err.println("usage: java Crops.java OUT SIZE SEED COUNT FOLDER [COUNT FOLDER …]");
      System.exit(2);
    }
    Path out = Files.createDirectories(Path.of(args[0]));
    int size = Integer.parseInt(args[1]);
    Random random = new Random(Long.parseLong(args[2]));
    for (int i = 3; i < args.length; i += 2) {
      Path folder = Path.of(args[i + 1]);
      for (Path file : pictures(folder)) {
        BufferedImage picture = ImageIO.read(file.toFile());
        for (int k = 0; k < Integer.parseInt(args[i]); k++) {
          String name = folder.getFileName() + "-" + file.getFileName();
          String crop = name.substring(0, name.lastIndexOf('.')) + "-" + k + ".png";
          ImageIO.write(crop(picture, size, random), "png", out.resolve(crop).toFile());
        }
      }
    }
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".png")).sorted().toList();
    }
  }

  private static BufferedImage crop(BufferedImage picture, int size, Random random) {
    int shorter = Math.min(picture.getWidth(), picture.getHeight());
    int side = shorter / 2 + random.nextInt(shorter - shorter / 2 + 1);
    int x = random.nextInt(picture.getWidth() - side + 1);
    int y = random.nextInt(picture.getHeight() - side + 1);
    boolean mirrored = random.nextBoolean();
    BufferedImage crop = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = crop.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int left = mirrored ? x + side : x;
    int right = mirrored ? x : x + side;
    graphics.drawImage(picture, 0, 0, size, size, left, y, right, y + side, null);
    graphics.dispose();
    return crop;
  }
}
