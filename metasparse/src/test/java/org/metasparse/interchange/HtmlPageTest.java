package org.metasparse.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.Compute;
import org.metasparse.files.JsonObject;
import org.metasparse.fit.Renderer;
import org.metasparse.signal.Grid;
import org.metasparse.signal.audio.AudioKind;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.shape.ShapeKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenShape;

class HtmlPageTest {
  @TempDir Path folder;

  private static Exported named(String name) {
    Exported image = Nets.image(Nets.sparse(Nets.SHAPE));
    return new Exported(name, image.siren(), image.kind(), image.grid(), image.psnr());
  }

  /** One of each kind, on grids of one to three axes; one with axes of different extents. */
  private static List<Exported> signals() {
    SirenShape sound = new SirenShape(1, 6, 2, 2, 30);
    SirenShape solid = new SirenShape(3, 6, 1, 1, 30);
    Grid wide = new Grid(List.of(5, 7), List.of(0.7f, 1f));
    Grid line = new Grid(List.of(300));
    Grid box = new Grid(List.of(3, 1, 5));
    return List.of(
        Nets.image(Nets.sparse(Nets.SHAPE)),
        new Exported("x", Nets.dense(Nets.SHAPE), ImageKind.EIGHT_BITS, wide, Float.NaN),
        new Exported("x", Nets.sparse(sound), new AudioKind(8000, 16), line, 20),
        new Exported("x", Nets.sparse(solid), new ShapeKind(1, 0, 0, 0), box, 20));
  }

  /** The content of the script of an id. */
  private static String script(String page, String id) {
    Matcher matcher =
        Pattern.compile("<script[^>]* id=\"" + id + "\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page.replace("<script id", "<script  id"));
    assertTrue(matcher.find(), id);
    return matcher.group(1);
  }

  private static float[] floats(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    FloatBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Test
  void holdsTheNetwork() {
    for (Exported signal : signals()) {
      Siren siren = signal.siren();
      JsonObject json = JsonObject.parse("x", script(HtmlPage.of(signal, 99), "signal"));

      assertEquals(siren.shape().omega(), (float) json.getDouble("omega"));
      assertEquals(siren.layout().size(), json.getInt("parameters"));
      List<Object> layers = json.getList("layers");
      assertEquals(siren.shape().layers() + 1, layers.size());
      for (int i = 0; i < layers.size(); i++) {
        JsonObject layer = JsonObject.of("layer", layers.get(i));
        Block weights = siren.layout().block("weight." + i);
        int end = weights.offset() + weights.size();
        assertEquals(weights.rows(), layer.getInt("rows"));
        assertArrayEquals(
            Arrays.copyOfRange(siren.theta(), weights.offset(), end),
            floats(layer.getString("weights")));
        Block bias = siren.layout().block("bias." + i);
        assertArrayEquals(
            Arrays.copyOfRange(siren.theta(), bias.offset(), bias.offset() + bias.size()),
            floats(layer.getString("bias")));
        assertEquals(weights.pattern() != null, layer.has("column"));
      }
    }
  }

  @Test
  void fetchesNothing() {
    String page = HtmlPage.of(named("x.inr"), 99);

    assertTrue(page.contains("default-src 'none'"));
    for (String word : List.of("http:", "https:", "//cdn", " src=", "href=", "import ", "fetch(")) {
      assertFalse(page.contains(word), word);
    }
    assertFalse(page.contains("{{"), "a place that was not filled");
  }

  @Test
  void tellsWhatIsInTheFile() {
    String page = HtmlPage.of(named("x.inr"), 12345);

    for (String fact : List.of("x.inr", "7 × 5", "31.50 dB", "of 66)", "12345 bytes")) {
      assertTrue(page.contains(fact), fact);
    }
    Exported unknown =
        new Exported(
            "x", Nets.dense(Nets.SHAPE), ImageKind.EIGHT_BITS, Grid.ofImage(5, 7), Float.NaN);
    assertFalse(HtmlPage.of(unknown, 1).contains(" dB"));
  }

  @Test
  void namesAreTextNotMarkup() {
    String evil = "</script><img src=x onerror='alert(1)'> & \"{{signal}}\".inr";

    String page = HtmlPage.of(named(evil), 99);

    assertFalse(page.contains("<img"));
    assertTrue(
        page.contains(
            "<title>&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp;"
                + " &quot;{{signal}}&quot;.inr</title>"));
    assertEquals(5, page.split("</script>", -1).length - 1);
  }

  @Test
  void modelsHaveNoPage() {
    Exported model = Exported.of("x", Nets.dense(Nets.SHAPE));
    assertThrows(IllegalArgumentException.class, () -> HtmlPage.of(model, 1));
  }

  /** Runs the page's own decoder, where there is Node to run it with. */
  @Test
  void itsDecoderGivesWhatOursGives() throws IOException, InterruptedException {
    Assumptions.assumeTrue(onPath("node"), "node is not installed");
    for (Exported signal : signals()) {
      String page = HtmlPage.of(signal, 99);
      Path program = folder.resolve("decode.js");
      Files.writeString(
          program,
          script(page, "decoder")
              + "const signal = "
              + script(page, "signal")
              + ";\nconst axes = signal.sizes.map((count) => ({ start: 0, step: 1, count }));\n"
              + "console.log(Array.from(makeDecoder(signal).decode(axes)).join(' '));\n");
      Process node =
          new ProcessBuilder("node", program.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String[] theirs = new String(node.getInputStream().readAllBytes()).strip().split(" ");
      assertEquals(0, node.waitFor());
      try (Compute compute = Compute.start(1)) {
        float[] ours =
            Renderer.render(signal.siren(), "x", signal.kind(), signal.grid(), compute).values();
        assertEquals(ours.length, theirs.length);
        for (int i = 0; i < ours.length; i++) {
          assertEquals(ours[i], Double.parseDouble(theirs[i]), 1e-5, signal.kind() + " " + i);
        }
      }
    }
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(path -> new File(path, program).canExecute());
  }
}
