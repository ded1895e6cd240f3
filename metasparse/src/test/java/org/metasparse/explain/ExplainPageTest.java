package org.metasparse.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.files.JsonObject;
import org.metasparse.interchange.PageText;
import org.metasparse.meta.MetaGradient;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenReplay;

/** What the page holds: the run's own numbers, and no request to anybody. */
class ExplainPageTest {
  private static final String EVIL = "</script><img src=x onerror='alert(1)'>{{data}}";

  private static Subject subject;
  private static String page;
  private static JsonObject data;

  @BeforeAll
  static void make() {
    try (Compute compute = Compute.start(1)) {
      subject = SmallSubject.of(EVIL, compute);
      page = ExplainPage.of(subject, compute, what -> {});
    }
    Matcher json =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(json.find());
    data = JsonObject.parse("data", json.group(1));
  }

  @Test
  void fetchesNothing() {
    assertTrue(page.contains("default-src 'none'"));
    String plain = page.replace("http://www.w3.org/2000/svg", "");
    for (String word :
        List.of("http:", "https:", "//cdn", " src=", "import ", "fetch(", "@import", "url(")) {
      // In the page's name, as text, anything may stand.
      assertFalse(plain.replace(" src=x", "").contains(word), word);
    }
  }

  @Test
  void namesAreTextNotMarkup() {
    assertFalse(page.contains("<img"));
    assertEquals(EVIL, data.getString("name"));
    assertEquals(9, page.split("</script>", -1).length - 1);
  }

  @Test
  void holdsTheNetworksOfAllStages() {
    List<Object> stages = data.getList("stages");
    assertEquals(4, stages.size());
    for (int k = 0; k < 3; k++) {
      Siren siren = subject.rounds().get(k).siren();
      JsonObject stage = JsonObject.of("stage", stages.get(k + 1));
      assertEquals(siren.layout().weights(), stage.getInt("weights"));
      JsonObject network = stage.getObject("network");
      assertEquals(PageText.floats(siren.theta()), network.getString("theta"));
      assertTrue(stage.getDouble("stepMs") > 0);
    }
  }

  /** The middle of the map is theta: its height is the mean loss of the three signals. */
  @Test
  void theMapsHeightAtThetaIsItsLoss() {
    Siren dense = subject.rounds().get(0).siren();
    double mean = 0;
    try (Compute compute = Compute.start(1)) {
      SirenReplay replay = new SirenReplay(dense.shape(), dense.layout(), compute);
      for (Signal signal : subject.learn().subList(0, 3)) {
        double[] loss = new double[1];
        replay.losses(List.of(replay.job(dense.theta(), signal, null)), loss);
        mean += loss[0] / 3;
      }
    }
    JsonObject plane = JsonObject.of("plane", data.getList("planes").get(1));
    List<Object> loss = plane.getList("loss");
    assertEquals(25 * 25, loss.size());
    assertEquals(mean, (Double) loss.get(12 * 25 + 12), 1e-9);
  }

  /**
   * The plane goes through the first two adapted networks, and Reptile points to the mean of all.
   */
  @Test
  @SuppressWarnings("unchecked")
  void thePlaneGoesThroughThetaAndTwoAdaptedNetworks() {
    JsonObject plane = JsonObject.of("plane", data.getList("planes").get(1));
    List<List<List<Double>>> paths = (List<List<List<Double>>>) (Object) plane.getList("paths");
    assertEquals(3, paths.size());
    double[] mean = new double[2];
    for (List<List<Double>> path : paths) {
      assertEquals(3, path.size());
      assertEquals(0, path.get(0).get(0).doubleValue());
      for (int d = 0; d < 2; d++) {
        mean[d] += path.get(2).get(d).doubleValue() / 3;
      }
    }
    assertEquals(0, paths.get(0).get(2).get(1), 1e-9, "u points to the first one");
    assertTrue(paths.get(0).get(2).get(0) > 0);
    assertTrue(paths.get(1).get(2).get(1) > 0, "v points to the side of the second one");
    List<Object> rules = plane.getList("rules");
    assertEquals(MetaGradient.values().length, rules.size());
    JsonObject reptile = JsonObject.of("rule", rules.get(MetaGradient.REPTILE.ordinal()));
    double alpha = SmallSubject.CONFIG.meta().innerRate();
    for (int d = 0; d < 2; d++) {
      double along = (Double) reptile.getList("along").get(d);
      assertEquals(mean[d] / alpha, along, Math.abs(along) * 1e-3 + 1e-5);
    }
  }

  @Test
  void tellsTheFirstOuterSteps() {
    List<Object> learning = data.getList("learning");
    long[] steps =
        learning.stream().mapToLong(o -> JsonObject.of("x", o).getLong("step")).toArray();
    assertArrayEquals(new long[] {0, 1, 3, 10, 12}, steps);
  }

  @Test
  void tooFewPicturesAreRefused() {
    Subject few =
        new Subject(
            "x", subject.config(), subject.rounds(), subject.learn().subList(0, 2), subject.fit());
    try (Compute compute = Compute.start(1)) {
      assertThrows(IllegalArgumentException.class, () -> ExplainPage.of(few, compute, what -> {}));
    }
  }
}
