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
import org.metasparse.signal.shape.ShapeKind;
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

  /** The page of another signal in its stead, with or without an original; not waited for. */
  private void open(Exported exported, Signal original) throws IOException {
    page.close();
    String html = HtmlPage.of(exported, 1234, original);
    page = browser.blank();
    page.open(Files.writeString(folder.resolve("other.html"), html));
  }

  /** As the graphics card decodes it, values are the program's; here a processor plays the card. */
  @Test
  void theGraphicsCardGivesTheProgramsValues() throws IOException {
    String all = "[{ start: 0, step: 1, count: 80 }, { start: 0, step: 1, count: 96 }]";
    List<?> values = (List<?>) page.eval("Array.from(makeGpu(signal, true).decode(" + all + "))");
    assertEquals(decoded.values().length, values.size());
    for (int i = 0; i < decoded.values().length; i++) {
      double value = ((Number) values.get(i)).doubleValue();
      assertEquals(decoded.values()[i], value, 1 / 255.0, "value " + i);
    }
    assertEquals("workers", page.eval("document.body.dataset.decoder"));
    page.eval("location.hash = '#gpu'; location.reload(); 1");
    page.await("document.body && document.body.dataset.decoder === 'gpu'");
    page.ready();
    originalSize();

    // 256 units a layer, as the paper has them, and an odd number; dense.
    for (int width : new int[] {256, 37}) {
      Siren wide = SirenInit.random(new SirenShape(2, width, 4, 3, 60), new Rng(5));
      Grid grid = Grid.ofImage(40, 50);
      open(new Exported("wide", wide, ImageKind.EIGHT_BITS, grid, Float.NaN), null);
      page.await("typeof makeGpu === 'function' && document.body.dataset.decoder !== undefined");
      String some = "[{ start: 0, step: 1, count: 40 }, { start: 0, step: 1, count: 50 }]";
      values = (List<?>) page.eval("Array.from(makeGpu(signal, true).decode(" + some + "))");
      Signal ours = Codec.decode(new EncodedSignal(wide, ImageKind.EIGHT_BITS, grid, 3, 30f));
      for (int i = 0; i < values.size(); i++) {
        double value = ((Number) values.get(i)).doubleValue();
        assertEquals(ours.values()[i], value, 1 / 255.0, width + " units, value " + i);
      }
    }
  }

  /** The original to the right of what is decoded, and beyond it eight times the difference. */
  @Test
  void theOriginalStandsBeside() throws IOException {
    float[] values = new float[3 * WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 31 % 256) / 255f;
    }
    Signal original = ImageKind.image("o.png", Grid.ofImage(HEIGHT, WIDTH), 3, values);
    Siren siren = SirenInit.random(new SirenShape(2, 16, 2, 3, 20), new Rng(8));
    Grid grid = Grid.ofImage(HEIGHT, WIDTH);
    open(new Exported("with", siren, ImageKind.EIGHT_BITS, grid, 20f), original);
    page.ready();
    decoded = Codec.decode(new EncodedSignal(siren, ImageKind.EIGHT_BITS, grid, 3, 20f));
    page.click("#actual");
    page.await("document.getElementById('state').textContent === '100 %'");
    String at = "Math.round(-view.x), Math.round(-view.y), 3 * 96 + 2 * gap, 80";
    List<?> shown = (List<?>) page.eval("Array.from(context.getImageData(" + at + ").data)");
    int gap = (int) page.number("gap");
    int stride = 3 * WIDTH + 2 * gap;
    for (int p = 0; p < WIDTH * HEIGHT; p++) {
      for (int c = 0; c < 3; c++) {
        int i = c * WIDTH * HEIGHT + p;
        String where = "pixel " + p + ", " + c;
        int row = p / WIDTH * stride + p % WIDTH;
        int ours = expected(c, p / WIDTH, p % WIDTH);
        int told = Math.round(255 * values[i]);
        assertEquals(ours, level(shown, row, c), 1, where);
        assertEquals(told, level(shown, row + WIDTH + gap, c), where);
        int difference = Math.min(255, 8 * Math.abs(ours - told));
        assertEquals(difference, level(shown, row + 2 * (WIDTH + gap), c), 6, where);
      }
    }
    // Whoever zooms before all is decoded sees the same differences in the end.
    page.eval("decoded = null; draw(); draw(); zoomTo(view.zoom * 1.25); 1");
    page.await("decoded !== null && pending === 0");
    List<?> kept = (List<?>) page.eval("Array.from(decoded)");
    for (int i = 0; i < values.length; i++) {
      double value = ((Number) kept.get(i)).doubleValue();
      assertEquals(decoded.values()[i], value, 1e-3, "decoded " + i);
    }
    PageChecks.assertFitsEverywhere(page);
    page.focus("#compare");
    page.key("Enter");
    assertEquals("false", page.eval("document.getElementById('compare').ariaPressed"));
    assertEquals(WIDTH, page.number("shownWidth()"));
    page.click("#compare");
    assertTrue(page.number("shownWidth()") > 3 * WIDTH);
    page.assertNoProblems();
  }

  private static int level(List<?> bytes, int pixel, int channel) {
    return ((Number) bytes.get(4 * pixel + channel)).intValue();
  }

  /** A ball: met where it is, lit from where its normal looks, clear beside it. */
  @Test
  void raysMeetTheSurface() {
    page.eval(
        "window.ball = new Float32Array(33 ** 3).map((_, i) => Math.hypot(i % 33 / 16 - 1,"
            + " Math.floor(i / 33) % 33 / 16 - 1, Math.floor(i / 1089) / 16 - 1) - 0.6);"
            + " window.seen = makeSurface(ball, 33).draw(140, 0.4, 0.2, 1); 1");
    List<?> seen = (List<?>) page.eval("Array.from(seen)");
    // 140 pixels are 3.5 wide: 40 a unit, so that the ball's radius is 24.
    for (int row = 0; row < 140; row++) {
      for (int column = 0; column < 140; column++) {
        double r = Math.hypot(row - 69.5, column - 69.5);
        int alpha = level(seen, row * 140 + column, 3);
        if (Math.abs(r - 24) > 1.5) {
          assertEquals(r < 24 ? 255 : 0, alpha, row + ", " + column);
        }
      }
    }
    // The light comes from above on the left.
    int lit = level(seen, 60 * 140 + 60, 0);
    assertTrue(lit > level(seen, 84 * 140 + 84, 0) + 40, "lit " + lit);
    page.assertNoProblems();
  }

  @Test
  void aSolidIsTurned() throws IOException {
    SirenShape shape = new SirenShape(3, 16, 2, 1, 3);
    Siren siren = SirenInit.random(shape, new Rng(6));
    siren.theta()[shape.layout().block("bias.2").offset()] = 0.5f;
    Grid grid = new Grid(List.of(16, 16, 16));
    open(new Exported("solid.inr", siren, new ShapeKind(1, 0, 0, 0), grid, 30f), null);
    page.await("typeof toggleSurface === 'function' && document.body.dataset.decoder");
    // A slice looked at meanwhile does not keep the surface coarse.
    page.click("#surface");
    page.click("#surface");
    page.await("fields === 2");
    // Copied first: a browser warns of a canvas that is read often.
    String seen =
        "(() => { const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');"
            + " copy.drawImage(canvas, 0, 0);"
            + " return copy.getImageData(0, 0, canvas.width, canvas.height).data; })()";
    String hash = seen + ".reduce((h, b) => (31 * h + b) | 0, 0)";
    assertTrue(page.number(seen + ".filter((b, i) => i % 4 === 3 && b > 0).length") > 1000);
    double before = page.number(hash);
    page.drag("#canvas", 0.4, 0.5, 0.6, 0.5);
    double dragged = page.number(hash);
    assertTrue(before != dragged);
    page.focus("#canvas");
    page.key("ArrowUp");
    assertTrue(dragged != page.number(hash));
    page.key("+");
    assertEquals(1.25, page.number("eye.zoom"), 1e-9);
    page.key("0");
    assertEquals(1, page.number("eye.zoom"));
    page.click("#surface");
    page.await("!asSurface && pending === 0");
    assertEquals("surface", page.text("#surface"));
    page.focus("#surface");
    page.key("Enter");
    assertEquals("slice", page.text("#surface"));
    PageChecks.assertFitsEverywhere(page);
    page.assertNoProblems();
  }
}
