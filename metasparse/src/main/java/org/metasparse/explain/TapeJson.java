package org.metasparse.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Description;
import org.metasparse.autodiff.Node;
import org.metasparse.interchange.PageText;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;

/** A network's tape, and what it gave for one pixel. */
final class TapeJson {
  private TapeJson() {}

  /** The tape of a network, recorded at the middle pixel of a picture. */
  static Map<String, Object> of(Siren siren, Signal picture) {
    Grid grid = picture.grid();
    int pixel = grid.sizes().get(0) / 2 * grid.sizes().get(1) + grid.sizes().get(1) / 2;
    float[] x = new float[grid.rows()];
    grid.copy(pixel, 1, x, 0, 1);
    float[] t = new float[picture.channels()];
    picture.samples().copy(pixel, 1, t, 0, 1);
    Recording recording = Recorder.of(siren).record(siren.theta(), x, t);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pixel", pixel);
    json.put("nodes", recording.steps().stream().map(TapeJson::node).toList());
    return json;
  }

  private static Map<String, Object> node(Recording.Step step) {
    Node node = step.node();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", node.name());
    json.put("rows", node.rows());
    boolean given = node.operation() == null;
    Description d = given ? Description.of("given") : node.operation().description();
    json.put("formula", d.formula());
    json.put("multiplyAdds", d.multiplyAdds());
    json.put("kernels", d.kernels());
    List<Integer> reads = new ArrayList<>();
    int parameters = 0;
    if (!given) {
      node.operation().inputs().forEach(x -> reads.add(x.index()));
      parameters = node.operation().parameters().stream().mapToInt(Block::size).sum();
    }
    json.put("reads", reads);
    json.put("parameters", parameters);
    json.put("value", PageText.floats(step.value()));
    json.put("adjoint", PageText.floats(step.adjoint()));
    return json;
  }
}
