package org.metasparse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metasparse.autodiff.Job;
import org.metasparse.autodiff.Replay;
import org.metasparse.autodiff.Samples;
import org.metasparse.browser.Chromium;
import org.metasparse.browser.Page;
import org.metasparse.browser.PageChecks;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.files.Json;
import org.metasparse.fit.Fitter;
import org.metasparse.fit.Protocol;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;
import org.metasparse.siren.SirenTape;

/** The page in a browser: it computes what the program computes, and everything can be touched. */
class ExplainBrowserTest {
  @TempDir static Path folder;
  private static Chromium browser;
  private static Subject subject;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    browser = Chromium.start();
    try (Compute compute = Compute.start(1)) {
      subject = SmallSubject.of("a small run", compute);
      Files.writeString(folder.resolve("page.html"), ExplainPage.of(subject, compute, what -> {}));
    }
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    page = browser.open(folder.resolve("page.html"));
    steps(0);
  }

  @AfterEach
  void nothingWentWrong() {
    page.assertNoProblems();
    page.close();
  }

  private void steps(int steps) {
    page.await("Number(document.getElementById('start').dataset.step) >= " + steps);
  }

  @Test
  void fitsEverywhere() {
    PageChecks.assertFitsEverywhere(page);
  }

  /** Ten presses of the button, from each network: the losses are those of the program's fit. */
  @ParameterizedTest
  @EnumSource(Protocol.Optimiser.class)
  void tenStepsAreTheProgramsTenSteps(Protocol.Optimiser optimiser) {
    double rate = optimiser == Protocol.Optimiser.ADAM ? 1e-4 : 1e-2;
    if (optimiser == Protocol.Optimiser.SGD) {
      page.focus("#start-optimiser");
      page.key("ArrowDown");
      assertEquals("1", page.eval("document.getElementById('start-optimiser').value"));
    }
    for (int k = 1; k <= 10; k++) {
      page.click("#start-step");
      steps(k);
    }
    List<?> curves = (List<?>) page.eval("fitCurves().filter((c) => c.losses.length)");
    assertEquals(4, curves.size());
    Protocol protocol = new Protocol(optimiser, 10, rate);
    for (Object each : curves) {
      Map<?, ?> curve = (Map<?, ?>) each;
      String name = (String) curve.get("name");
      if (name.equals("random")) {
        continue;
      }
      int round = name.equals("dense") ? 0 : Integer.parseInt(name.substring("round ".length()));
      double[] ours;
      try (Compute compute = Compute.start(1)) {
        Siren siren = subject.rounds().get(round).siren();
        ours = new Fitter(siren, compute).fit(subject.fit().get(0), protocol).losses();
      }
      List<?> theirs = (List<?>) curve.get("losses");
      assertEquals(ours.length, theirs.size(), name);
      for (int k = 0; k < ours.length; k++) {
        double loss = ((Number) theirs.get(k)).doubleValue();
        assertEquals(ours[k], loss, 1e-5 * ours[k], name + ", step " + k);
      }
    }
  }

  /** Values, adjoints and gradient of the touched pixel, beside Replay's and the Recorder's. */
  @Test
  void aPixelsNumbersAreThoseOfTheProgram() {
    Siren siren = subject.rounds().get(2).siren();
    Signal picture = subject.fit().get(0);
    int pixel = 8 * 16 + 8;
    float[] x = new float[2];
    float[] t = new float[3];
    picture.grid().copy(pixel, 1, x, 0, 1);
    picture.samples().copy(pixel, 1, t, 0, 1);
    float[] gradient = new float[siren.theta().length];
    double[] loss = new double[1];
    SirenTape tape = SirenTape.record(siren.shape(), siren.layout());
    try (Compute compute = Compute.start(1)) {
      List<Samples> samples = List.of(Samples.of(2, 1, x), Samples.of(3, 1, t));
      new Replay(tape.tape(), tape.loss(), siren.layout(), compute)
          .gradients(List.of(new Job(siren.theta(), samples, gradient)), loss);
    }
    page.eval(
        "window.t = trace(stages[3].network, stages[3].network.theta, touched.coordinate(),"
            + " touched.target(), stages[3].network.omega); 1");
    near(gradient, "Array.from(t.gradient)");
    Recording recording = Recorder.of(siren).record(siren.theta(), x, t);
    for (Recording.Step step : recording.steps()) {
      int i = step.node().index();
      near(step.value(), "Array.from(t.nodes[" + i + "].value)");
      near(step.adjoint(), "Array.from(t.nodes[" + i + "].adjoint)");
      near(step.adjoint(), "Array.from(floatsOf(data.tape.nodes[" + i + "].adjoint))");
    }
    double shown =
        Double.parseDouble(page.text("#tape-says").replaceAll(".* l = (\\S+)\\. .*", "$1"));
    assertEquals(loss[0], shown, 1e-4 * loss[0]);
  }

  private void near(float[] ours, String script) {
    List<?> theirs = (List<?>) page.eval(script);
    assertEquals(ours.length, theirs.size(), script);
    float most = 0;
    for (float value : ours) {
      most = Math.max(most, Math.abs(value));
    }
    for (int i = 0; i < ours.length; i++) {
      assertEquals(ours[i], ((Number) theirs.get(i)).doubleValue(), 2e-5 * most, script + " " + i);
    }
  }

  @Test
  void everySliderMovesByMouseAndKeyboard() {
    List<?> sliders =
        (List<?>) page.eval("[...document.querySelectorAll('input[type=range]')].map((e) => e.id)");
    assertEquals(9, sliders.size());
    for (Object id : sliders) {
      String slider = "#" + id;
      String shown = "output[for=" + id + "]";
      page.click(slider, 0.02, 0.5);
      String least = page.text(shown);
      page.click(slider, 0.98, 0.5);
      String most = page.text(shown);
      assertNotEquals(least, most, slider);
      page.focus(slider);
      page.key("ArrowLeft");
      assertNotEquals(most, page.text(shown), slider);
      page.key("Home");
      assertEquals(least, page.text(shown), slider);
    }
  }

  @Test
  void aTouchedPixelIsFollowed() {
    String before = page.text("#picture-says");
    page.click("#picture-network", 0.2, 0.3);
    String clicked = page.text("#picture-says");
    assertTrue(clicked.startsWith("Row 4, column 3:"), clicked);
    assertNotEquals(before, clicked);
    page.focus("#picture-original");
    page.key("ArrowRight");
    assertTrue(page.text("#picture-says").contains("column 4:"), page.text("#picture-says"));
    for (String button : List.of("#tape-up", "#tape-down", "#tape-left", "#tape-right")) {
      String says = page.text("#tape-says");
      page.click(button);
      assertNotEquals(says, page.text("#tape-says"), button);
      says = page.text("#tape-says");
      page.focus(button);
      page.key("Enter");
      assertNotEquals(says, page.text("#tape-says"), button);
    }
  }

  @Test
  void playPauseAndStartAgain() {
    page.focus("#start-play");
    page.key("Enter");
    steps(3);
    assertEquals("Pause", page.text("#start-play"));
    page.click("#start-play");
    assertEquals("Play", page.text("#start-play"));
    page.focus("#start-reset");
    page.key(" ");
    page.await("document.getElementById('start').dataset.step === '0'");
    page.focus("#start-step");
    page.key("Enter");
    steps(1);
    page.click("#start-reset");
    page.await("document.getElementById('start').dataset.step === '0'");
    page.click("#start-on-2");
    page.await("fitCurves()[2].losses.length === 0");
    page.focus("#start-on-2");
    page.key(" ");
    page.await("fitCurves()[2].losses.length > 0");
  }

  @Test
  void choicesAndMasksAnswer() {
    for (String select : List.of("#picture-stage", "#learning-plane-of", "#start-picture")) {
      String before = (String) page.eval("document.querySelector('" + select + "').value");
      page.focus(select);
      page.key(select.equals("#start-picture") ? "ArrowDown" : "ArrowUp");
      assertNotEquals(before, page.eval("document.querySelector('" + select + "').value"), select);
    }
    page.click("#masks-layers figure:nth-child(2) canvas", 0.5, 0.5);
    assertTrue(page.text("#masks-touched").startsWith("W1[1"), page.text("#masks-touched"));
    String clicked = page.text("#masks-touched");
    page.focus("#masks-layers figure:nth-child(2) canvas");
    page.key("ArrowDown");
    assertNotEquals(clicked, page.text("#masks-touched"));
    page.click("#masks-layers figure:nth-child(1) canvas", 0.1, 0.01);
    assertTrue(page.text("#masks-touched").startsWith("W0[0, 0]"), page.text("#masks-touched"));
  }

  @Test
  void aDroppedPictureIsFitted() throws IOException {
    float[] values = new float[3 * 20 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 30) / 30f;
    }
    Path file = folder.resolve("mine.png");
    ImageWriter.write(file, ImageKind.image("mine", Grid.ofImage(20, 30), 3, values));

    page.drop("#start-drop", file);
    steps(5);
    assertEquals("Fitting mine.png.", page.text("#start-drop-says"));
    assertTrue(
        page.number("fitCurves()[1].losses[0]") > page.number("fitCurves()[1].losses.at(-1)"));
    page.choose("#start-file", Files.writeString(folder.resolve("no.png"), "no picture"));
    page.await("document.getElementById('start-drop-says').textContent.includes('no picture')");
    page.choose("#start-file", file);
    page.await("document.getElementById('start-drop-says').textContent === 'Fitting mine.png.'");
  }

  /** Asked to keep still, the page does not begin to play by itself, and plays slowly. */
  @Test
  void reducedMotionIsHeeded() throws IOException {
    page.reducedMotion(true);
    float[] grey = new float[3 * 16 * 16];
    Path file = folder.resolve("grey.png");
    ImageWriter.write(file, ImageKind.image("grey", Grid.ofImage(16, 16), 3, grey));
    page.drop("#start-drop", file);
    page.await("document.getElementById('start-drop-says').textContent === 'Fitting grey.png.'");
    steps(0);
    assertEquals("Play", page.text("#start-play"));
    assertEquals(0, page.number("Number(document.getElementById('start').dataset.step)"));
    long started = System.nanoTime();
    page.click("#start-play");
    steps(4);
    page.click("#start-play");
    assertTrue(
        System.nanoTime() - started > 700_000_000L, "four steps, a quarter of a second each");
    page.reducedMotion(false);
  }

  /** While networks are fitted the page answers: its own thread is never held for long. */
  @Test
  void answersWhileItPlays() {
    page.eval(
        "window.longest = 0; window.last = performance.now(); setInterval(() => { const now ="
            + " performance.now(); longest = Math.max(longest, now - last); last = now; }, 5); 1");
    page.click("#start-play");
    steps(20);
    page.click("#masks-layers figure:nth-child(2) canvas", 0.5, 0.5);
    assertTrue(page.text("#masks-touched").startsWith("W1["), page.text("#masks-touched"));
    assertTrue(page.number("fitCurves()[1].losses.length") >= 20);
    // No measure of speed: a page that computed in its own thread would never let the timer run.
    assertTrue(page.number("longest") < 2000, () -> "held for " + page.number("longest") + " ms");
    page.click("#start-play");
  }

  /** Arrows join every node with those that read it, and adjoints go back. */
  @Test
  void theTapeIsDrawnAsAGraph() {
    double reads = page.number("data.tape.nodes.reduce((n, node) => n + node.reads.length, 0)");
    assertEquals(reads, page.number("document.querySelectorAll('.edges .forward').length"));
    double back =
        page.number(
            "data.tape.nodes.flatMap((n, i) => n.reads.filter((k) => k === i - 1 &&"
                + " data.tape.nodes[k].reads.length > 0)).length");
    assertTrue(back >= 4);
    assertEquals(back, page.number("document.querySelectorAll('.edges .backward').length"));
  }

  @Test
  void whatAStudentMissedIsSaid() {
    String rules = page.text("#learning-rules");
    assertTrue(
        rules.contains("Reptile adds the first") && rules.contains("This run's rule is"), rules);
    // A fit that goes another way from some step on says so in its plot.
    page.click("#start-step");
    steps(1);
    page.focus("#start-optimiser");
    page.key("ArrowDown");
    assertEquals(1, page.number("document.querySelectorAll('#start-plot .mark').length"));
    page.click("#start-reset");
    page.await("document.querySelectorAll('#start-plot .mark').length === 0");
    page.eval(
        "document.querySelectorAll('#start-controls [type=checkbox]:checked').forEach((b) => b.click()); 1");
    page.click("#start-play");
    assertEquals("Play", page.text("#start-play"));
    assertTrue(page.text("#start-says").contains("at least one"), page.text("#start-says"));
  }

  /** A click falls on the square that is under it, at the edges too. */
  @Test
  void theClickedPixelIsTouched() {
    for (int[] at : new int[][] {{0, 0}, {15, 15}, {3, 12}, {8, 8}}) {
      page.click("#picture-original", (at[1] + 0.2) / 16, (at[0] + 0.8) / 16);
      String says = page.text("#picture-says");
      assertTrue(says.startsWith("Row " + at[0] + ", column " + at[1] + ":"), says);
    }
  }

  /** 981 weights of 12608, 48 x 48 pixels: at least ten steps a second. */
  @Test
  void isFastEnoughToWatch() {
    Siren dense = SirenInit.random(new SirenShape(2, 64, 4, 3, 60f), new Rng(1));
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 1 - 981 / 12608.0);
    Siren sparse = new Siren(dense.shape(), pruned.layout(), pruned.shrink(dense.theta()));
    page.eval("window.n = makeNetwork(" + Json.write(NetworkJson.of(sparse)) + "); 1");
    assertEquals(sparse.theta().length, (int) page.number("n.size"));
    double millis =
        page.number(
            "(() => { const p = makePicture(new Float32Array(3 * 48 * 48).fill(0.5), 48, 48);"
                + " const g = new Float32Array(n.size); const v = new Float32Array(3 * 48 * 48);"
                + " const room = makeRoom(n); const adam = makeAdam(n.size); let best = Infinity;"
                + " for (let k = 0; k < 30; k++) { const start = performance.now();"
                + " lossAndGradient(n, n.theta, p, room, g, v); adamStep(adam, n.theta, g, 1e-4);"
                + " best = Math.min(best, performance.now() - start); } return best; })()");
    assertTrue(millis < 100, () -> "a step took " + millis + " ms");
  }
}
