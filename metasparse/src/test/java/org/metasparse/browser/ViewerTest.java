package org.metasparse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.interchange.Exported;
import org.metasparse.interchange.HtmlPage;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** The page that {@code export photo.html} writes, in a browser. */
class ViewerTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 80;

  private static Chromium browser;
  @TempDir Path folder;
  private Page page;
  private Signal decoded;

  @BeforeAll
  static void start() {
    browser = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    SirenShape shape = new SirenShape(2, 24, 2, 3, 20);
    Siren dense = SirenInit.random(shape, new Rng(4));
    // Away from black, so that a pixel tells something.
    for (int c = 0; c < 3; c++) {
      dense.theta()[shape.layout().block("bias.2").offset() + c] = 0.5f;
    }
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 0.5);
    Siren siren = new Siren(shape, pruned.layout(), pruned.shrink(dense.theta()));
    Grid grid = Grid.ofImage(HEIGHT, WIDTH);
    SignalKind kind = ImageKind.EIGHT_BITS;
    decoded = Codec.decode(new EncodedSignal(siren, kind, grid, 3, 30f));
    String html = HtmlPage.of(new Exported("face.inr", siren, kind, grid, 30f), 1234);
    page = browser.open(Files.writeString(folder.resolve("face.html"), html));
    page.ready();
  }

  @AfterEach
  void close() {
    page.close();
  }

  private int expected(int channel, int row, int column) {
    float value = decoded.values()[(channel * HEIGHT + row) * WIDTH + column];
    return (int) Math.floor(Math.min(Math.max(value, 0), 1) * 255 + 0.5);
  }

  /** A small picture in a large window is shown pixel for pixel, in its middle. */
  @Test
  void originalSize() {
    for (String way : new String[] {"click", "key"}) {
      page.click("#fit");
      if (way.equals("click")) {
        page.click("#actual");
      } else {
        page.focus("#canvas");
        page.key("1");
      }
      page.await("document.getElementById('state').textContent === '100 %'");
      double left = page.number("Math.round(-view.x)");
      double top = page.number("Math.round(-view.y)");
      assertEquals(page.number("canvas.width"), 2 * left + WIDTH, 1, way);
      assertEquals(page.number("canvas.height"), 2 * top + HEIGHT, 1, way);
    }
    // Read back once: a browser warns of more.
    String area = page.number("Math.round(-view.x)") + "," + page.number("Math.round(-view.y)");
    String read = "Array.from(context.getImageData(" + area + ",96,80).data)";
    List<?> shown = (List<?>) page.eval(read);
    for (int p = 0; p < WIDTH * HEIGHT; p++) {
      for (int c = 0; c < 3; c++) {
        double value = ((Number) shown.get(4 * p + c)).doubleValue();
        assertEquals(expected(c, p / WIDTH, p % WIDTH), value, 1, "pixel " + p + ", " + c);
      }
    }
    page.assertNoProblems();
  }

  /** Every value is the program's, but for one level of rounding. */
  @Test
  void isSaved() throws IOException {
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    page.downloadTo(downloads);
    page.click("#save");
    Path png = downloads.resolve("face.png");
    long end = System.nanoTime() + 20_000_000_000L;
    while (!Files.exists(png) && System.nanoTime() < end) {
      page.settle();
    }
    try (Stream<Path> files = Files.list(downloads)) {
      assertTrue(Files.exists(png), () -> "not saved: " + files.toList());
    }
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(WIDTH, image.getWidth());
    assertEquals(HEIGHT, image.getHeight());
    for (int p = 0; p < WIDTH * HEIGHT; p++) {
      int rgb = image.getRGB(p % WIDTH, p / WIDTH);
      for (int c = 0; c < 3; c++) {
        int saved = rgb >> 16 - 8 * c & 255;
        assertEquals(expected(c, p / WIDTH, p % WIDTH), saved, 1, "pixel " + p + ", " + c);
      }
    }
    page.assertNoProblems();
  }

  @Test
  void zoomsByMouseAndKeyboard() {
    double before = page.number("view.zoom");
    page.click("#in");
    assertEquals(before * 1.25, page.number("view.zoom"), 1e-9);
    page.focus("#canvas");
    page.key("-");
    assertEquals(before, page.number("view.zoom"), 1e-9);
    page.wheel("#canvas", 0.5, 0.5, -100);
    page.await("view.zoom > " + before * 1.2);
    page.drag("#canvas", 0.5, 0.5, 0.6, 0.5);
    page.key("0");
    page.await("view.zoom === " + before);
    page.assertNoProblems();
  }

  @Test
  void fitsEverywhere() {
    PageChecks.assertFitsEverywhere(page);
    page.dark(true);
    PageChecks.assertFitsEverywhere(page);
    page.assertNoProblems();
  }
}
