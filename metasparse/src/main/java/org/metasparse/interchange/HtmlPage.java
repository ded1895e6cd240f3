package org.metasparse.interchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.metasparse.autodiff.Block;
import org.metasparse.autodiff.Layout;
import org.metasparse.files.Json;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.siren.Siren;

/**
 * An encoded signal as one HTML page that decodes it in the browser, at any zoom, and fetches
 * nothing. The page is put together from {@code page.html}, {@code decoder.js} (the network in
 * plain arithmetic) and {@code viewer.js} (what the user sees), which lie beside this class among
 * the resources.
 */
public final class HtmlPage {
  /** Beyond these a page would take gigabytes in the browser. */
  static final int MOST_PARAMETERS = 1 << 25;

  private HtmlPage() {}

  /**
   * The page of a signal.
   *
   * @param signal the signal
   * @param fileBytes the length of its {@code .inr} file, to be shown
   * @return HTML; write it in UTF-8
   * @throws IllegalArgumentException if it is a model, which has no grid, or has more than 2^25
   *     parameters
   */
  public static String of(Exported signal, long fileBytes) {
    return of(signal, fileBytes, null);
  }

  /**
   * The page of an image that shows the original beside it, and where they differ.
   *
   * @param signal the signal
   * @param fileBytes the length of its {@code .inr} file, to be shown
   * @param original what was encoded, of the same sizes and channels; or null
   * @return HTML; write it in UTF-8
   * @throws IllegalArgumentException if it is a model, which has no grid, has more than 2^25
   *     parameters, or the original is of another size or no image
   */
  public static String of(Exported signal, long fileBytes, Signal original) {
    if (signal.grid() == null) {
      throw new IllegalArgumentException("a model stands for no signal that a page could show");
    }
    if (signal.siren().theta().length > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          signal.siren().theta().length + " parameters are too many for a page");
    }
    if (original != null) {
      checkAlike(signal, original);
    }
    return PageText.fill(
        PageText.resource(HtmlPage.class, "page.html"),
        Map.of(
            "title", PageText.escape(signal.name()),
            "facts", PageText.escape(facts(signal, fileBytes)),
            // No text from outside is in it that could end its script element.
            "signal", Json.write(json(signal, original)),
            "gpu", PageText.resource(HtmlPage.class, "gpu.js"),
            "surface", PageText.resource(HtmlPage.class, "surface.js"),
            "decoder", PageText.resource(HtmlPage.class, "decoder.js"),
            "viewer", PageText.resource(HtmlPage.class, "viewer.js")));
  }

  private static void checkAlike(Exported signal, Signal original) {
    Medium medium = Medium.of(signal.kind());
    if (medium.axes() != 2) {
      throw new IllegalArgumentException(
          "an original is shown beside images, not beside " + medium.several());
    }
    int channels = signal.siren().shape().dimOut();
    if (!original.grid().sizes().equals(signal.grid().sizes()) || original.channels() != channels) {
      throw new IllegalArgumentException(
          original.name()
              + " is of "
              + medium.size(original.kind(), original.grid())
              + " pixels and "
              + original.channels()
              + " channels, "
              + signal.name()
              + " of "
              + medium.size(signal.kind(), signal.grid())
              + " and "
              + channels
              + "; give the picture as it was encoded");
    }
  }

  private static String facts(Exported signal, long fileBytes) {
    Layout layout = signal.siren().layout();
    List<Integer> sizes = new ArrayList<>(signal.grid().sizes());
    Collections.reverse(sizes);
    String size = sizes.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    String psnr =
        Float.isNaN(signal.psnr()) ? "" : String.format(Locale.ROOT, "%.2f dB · ", signal.psnr());
    return String.format(
        Locale.ROOT,
        "%s of %s points · %s%d weights (%.1f %% of %d) · %d bytes as .inr",
        SignalMetadata.name(signal.kind()),
        size,
        psnr,
        layout.weights(),
        100 * layout.density(),
        layout.denseWeights(),
        fileBytes);
  }

  /** What decoder and viewer need; arrays are base64 of little-endian floats and 32-bit ints. */
  private static Map<String, Object> json(Exported signal, Signal original) {
    Siren siren = signal.siren();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", SignalMetadata.name(signal.kind()));
    json.put("numbers", SignalMetadata.list(signal.kind().numbers()));
    json.put("sizes", signal.grid().sizes());
    json.put("extents", signal.grid().extents());
    json.put("omega", siren.shape().omega());
    json.put("parameters", siren.layout().size());
    if (original != null) {
      json.put("original", PageText.levels(original.values()));
    }
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int i = 0; i <= siren.shape().layers(); i++) {
      Block weights = siren.layout().block("weight." + i);
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("rows", weights.rows());
      layer.put("cols", weights.cols());
      layer.put("weights", floats(siren.theta(), weights));
      layer.put("bias", floats(siren.theta(), siren.layout().block("bias." + i)));
      if (weights.pattern() != null) {
        layer.put("rowStart", PageText.ints(weights.pattern().rowStart()));
        layer.put("column", PageText.ints(weights.pattern().column()));
      }
      layers.add(layer);
    }
    json.put("layers", layers);
    return json;
  }

  private static String floats(float[] theta, Block block) {
    return PageText.floats(
        Arrays.copyOfRange(theta, block.offset(), block.offset() + block.size()));
  }
}
