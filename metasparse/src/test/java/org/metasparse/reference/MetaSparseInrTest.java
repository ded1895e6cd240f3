package org.metasparse.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one file: its gradient, its size, and that it runs as its first lines say. */
class MetaSparseInrTest {
  private static final Path FOLDER = Path.of("src/reference/java/org/metasparse/reference");
  private static final Path FILE = FOLDER.resolve("MetaSparseInr.java");

  /** Every parameter, dense and pruned, against central differences. */
  @Test
  void gradient() {
    Random random = new Random(3);
    MetaSparseInr.Numbers numbers =
        new MetaSparseInr.Numbers(6, 2, 10, MetaSparseInr.Rule.MULTISTEP, 0.4);
    MetaSparseInr inr = new MetaSparseInr(numbers, 2, 3, random);
    double[][] x = new double[2][7];
    double[][] t = new double[3][7];
    for (int p = 0; p < 7; p++) {
      x[0][p] = random.nextDouble() * 2 - 1;
      x[1][p] = random.nextDouble() * 2 - 1;
      t[0][p] = random.nextDouble();
      t[1][p] = random.nextDouble();
      t[2][p] = random.nextDouble();
    }
    MetaSparseInr.Signal signal = new MetaSparseInr.Signal(x, t);
    for (int round = 0; round < 3; round++) {
      double[] g = new double[inr.theta.length];
      inr.loss(inr.theta, signal, g);
      for (int i = 0; i < g.length; i++) {
        double[] more = inr.theta.clone();
        double[] less = inr.theta.clone();
        more[i] += 1e-6;
        less[i] -= 1e-6;
        double slope = (inr.loss(more, signal, null) - inr.loss(less, signal, null)) / 2e-6;
        // A pruned weight takes no part: the loss does not see it move.
        assertEquals(slope, g[i], 1e-8 + 1e-6 * Math.abs(slope), "parameter " + i + ", seed 3");
        assertTrue(inr.alive[i] || g[i] == 0, "pruned parameter " + i);
      }
      inr.prune();
    }
    assertEquals(15, inr.weights().count(), "of 66, less floor(.4 n) three times: 40, 24, 15");
  }

  @Test
  void fitsOnAFewPagesAndNeedsTheJdkAlone() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    assertTrue(lines.size() <= 300, lines.size() + " lines");
    for (String line : lines) {
      if (line.startsWith("import ")) {
        assertTrue(line.matches("import javax?\\..*"), line);
      }
    }
  }

  /** By the source launcher, on small images, the held-out ones apart. */
  @Test
  void runsAsItStands(@TempDir Path images) throws Exception {
    Random random = new Random(5);
    for (String name : List.of("train/a", "train/b", "train/c", "train/d", "test/e")) {
      BufferedImage image = new BufferedImage(21, 18, BufferedImage.TYPE_INT_RGB);
      int colour = random.nextInt(1 << 24);
      for (int p = 0; p < 21 * 18; p++) {
        image.setRGB(p % 21, p / 21, colour ^ (p % 21 / 7 * 0x303030));
      }
      Path file = images.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(images.resolve("train/readme.txt"), "no image");
    String printed = launch(0, images.toString(), "6", "150");
    List<String> lines = printed.lines().toList();
    assertEquals("initial network          weights     kept  PSNR dB  seconds", lines.get(0));
    Pattern row = Pattern.compile("(.{23}) +(\\d+) +([0-9.]+) % +([0-9.]+) +[0-9.]+");
    int[] weights = {3232, 3232, 1940, 1164, 699, 420, 252};
    double[] psnr = new double[7];
    for (int i = 0; i < 7; i++) {
      Matcher m = row.matcher(lines.get(1 + i));
      assertTrue(m.matches(), lines.get(1 + i));
      assertEquals(weights[i], Integer.parseInt(m.group(2)), lines.get(1 + i));
      psnr[i] = Double.parseDouble(m.group(4));
    }
    assertTrue(psnr[1] > psnr[0] + 3, "150 steps of learning: " + printed);
    assertEquals(8, lines.size(), printed);
  }

  @Test
  void saysWhatItNeeds(@TempDir Path empty) throws Exception {
    String printed = launch(1, empty.toString());
    assertTrue(printed.contains("0 images to learn from and 0 in 'test'"), printed);
  }

  private static String launch(int exit, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(FILE.toString());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes());
    assertEquals(exit, process.waitFor(), printed);
    return printed;
  }
}
