package org.metasparse.interchange;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.metasparse.engine.Rng;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;
import org.metasparse.prune.MagnitudePruning;
import org.metasparse.prune.Pruned;
import org.metasparse.signal.Grid;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.SirenShape;

/** Small networks, and files of tensors, for the tests. */
final class Nets {
  static final SirenShape SHAPE = new SirenShape(2, 6, 2, 3, 30);

  private Nets() {}

  static Siren dense(SirenShape shape) {
    return SirenInit.random(shape, new Rng(3));
  }

  static Siren sparse(SirenShape shape) {
    Siren dense = dense(shape);
    Pruned pruned = MagnitudePruning.prune(dense.layout(), dense.theta(), 0.6);
    return new Siren(shape, pruned.layout(), pruned.shrink(dense.theta()));
  }

  static Exported image(Siren siren) {
    return new Exported("x.inr", siren, ImageKind.EIGHT_BITS, Grid.ofImage(5, 7), 31.5f);
  }

  /** A dense network's tensors under other keys. */
  static TensorFile renamed(Siren siren, UnaryOperator<String> key) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    TorchTensors.of(Exported.of("x", siren), TorchTensors.Weights.DENSE)
        .tensors()
        .forEach((name, tensor) -> tensors.put(key.apply(name), tensor));
    return new TensorFile(Map.of(), tensors);
  }

  /** A file with a tensor put in, or taken out if it is null. */
  static TensorFile with(TensorFile file, String key, TensorData tensor) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(file.tensors());
    if (tensor == null) {
      tensors.remove(key);
    } else {
      tensors.put(key, tensor);
    }
    return new TensorFile(file.metadata(), tensors);
  }

  static TensorData zeros(int... shape) {
    return TensorData.of(new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape);
  }
}
