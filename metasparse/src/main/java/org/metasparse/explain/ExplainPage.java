package org.metasparse.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.metasparse.engine.Compute;
import org.metasparse.interchange.PageText;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;
import org.metasparse.train.MetaSparse;
import org.metasparse.train.Settings;

/**
 * The page that explains: one HTML file in which a run can be watched and touched, offline. Put
 * together from {@code page.html} and the scripts beside this class among the resources, a script
 * for each section, and the run's networks and measurements as JSON.
 */
public final class ExplainPage {
  private static final List<String> SCRIPTS =
      List.of("page", "picture", "start", "learning", "masks", "tape");

  /** Pictures that the page offers to fit. */
  private static final int PICTURES = 3;

  private ExplainPage() {}

  /**
   * The page of a run. It computes what the page shows: fits, the loss around theta, the first
   * outer steps; and measures the time of a step.
   *
   * @param subject the run and its pictures: at least {@code 3} to learn from and one to fit
   * @param compute kernels and threads
   * @param progress told what is being computed
   * @return HTML; write it in UTF-8
   * @throws IllegalArgumentException if there are too few pictures
   */
  public static String of(Subject subject, Compute compute, Consumer<String> progress) {
    if (subject.learn().size() < LossPlane.SIGNALS || subject.fit().isEmpty()) {
      throw new IllegalArgumentException(
          subject.learn().size()
              + " pictures to learn from and "
              + subject.fit().size()
              + " to fit: at least "
              + LossPlane.SIGNALS
              + " and 1 are needed");
    }
    int pictures = Math.min(PICTURES, subject.fit().size());
    Subject shown =
        new Subject(
            subject.name(),
            subject.config(),
            subject.rounds(),
            subject.learn(),
            subject.fit().subList(0, pictures));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("title", PageText.escape(subject.name()));
    texts.put("data", PageText.json(json(shown, compute, progress)));
    texts.put("style", PageText.resource(ExplainPage.class, "page.css"));
    texts.put("network", PageText.resource(ExplainPage.class, "network.js"));
    texts.put("worker", PageText.resource(ExplainPage.class, "worker.js"));
    StringBuilder scripts = new StringBuilder();
    for (String name : SCRIPTS) {
      String script = PageText.resource(ExplainPage.class, name + ".js");
      scripts.append("<script>\n").append(script).append("</script>\n");
    }
    texts.put("scripts", scripts.toString());
    return PageText.fill(PageText.resource(ExplainPage.class, "page.html"), texts);
  }

  private static Map<String, Object> json(
      Subject subject, Compute compute, Consumer<String> progress) {
    Signal first = subject.fit().get(0);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", subject.name());
    json.put("height", first.grid().sizes().get(0));
    json.put("width", first.grid().sizes().get(1));
    json.put("channels", first.channels());
    json.put("score", subject.config().get(Settings.SCORE).name().toLowerCase(Locale.ROOT));
    json.put("rule", subject.config().meta().rule().id());
    json.put("innerSteps", subject.config().meta().innerSteps());
    json.put("pictures", subject.fit().stream().map(NetworkJson::picture).toList());
    json.put(
        "signals",
        subject.learn().subList(0, LossPlane.SIGNALS).stream().map(NetworkJson::bytes).toList());
    progress.accept("fits, and the time of a step");
    List<Map<String, Object>> stages = StageJson.of(subject, compute);
    json.put("stages", stages);
    progress.accept("the loss around theta");
    Siren random = MetaSparse.initial(subject.config()).siren();
    Siren dense = subject.rounds().get(0).siren();
    json.put(
        "planes",
        List.of(
            new LossPlane(random, subject, compute).json("random theta"),
            new LossPlane(dense, subject, compute).json("learned theta")));
    progress.accept("the first outer steps");
    json.put("learning", LearningJson.of(subject, compute));
    Siren last = subject.rounds().get(subject.rounds().size() - 1).siren();
    json.put("tape", TapeJson.of(last, first));
    return json;
  }
}
