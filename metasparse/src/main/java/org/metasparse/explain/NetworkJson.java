package org.metasparse.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.autodiff.Block;
import org.metasparse.engine.CsrPattern;
import org.metasparse.interchange.PageText;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;

/** Networks and pictures as a page holds them. */
final class NetworkJson {
  private NetworkJson() {}

  /**
   * A network: of each layer rows, columns and, where weights were pruned, one bit for each place,
   * row by row, the lowest bit of a byte first; and theta in the layout's order.
   */
  static Map<String, Object> of(Siren siren) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int i = 0; i <= siren.shape().layers(); i++) {
      Block weight = siren.layout().block("weight." + i);
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("rows", weight.rows());
      layer.put("cols", weight.cols());
      layer.put("mask", weight.pattern() == null ? null : mask(weight.pattern()));
      layers.add(layer);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("omega", siren.shape().omega());
    json.put("layers", layers);
    json.put("theta", PageText.floats(siren.theta()));
    return json;
  }

  private static String mask(CsrPattern pattern) {
    byte[] bits = new byte[(pattern.rows() * pattern.cols() + 7) / 8];
    for (int r = 0; r < pattern.rows(); r++) {
      for (int j = pattern.rowStart()[r]; j < pattern.rowStart()[r + 1]; j++) {
        int place = r * pattern.cols() + pattern.column()[j];
        bits[place / 8] |= (byte) (1 << place % 8);
      }
    }
    return PageText.bytes(bits);
  }

  /** A picture with all digits, channels in rows: what is fitted. */
  static Map<String, Object> picture(Signal signal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", signal.name().substring(signal.name().lastIndexOf('/') + 1));
    json.put("values", PageText.floats(signal.values()));
    return json;
  }

  /** A picture in bytes, channels in rows: what is only looked at. */
  static String bytes(Signal signal) {
    return PageText.levels(signal.values());
  }

  /** Floats of a node or a path. */
  static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
