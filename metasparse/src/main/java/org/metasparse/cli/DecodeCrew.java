package org.metasparse.cli;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.dataset.DataSetEncoding;
import org.metasparse.dataset.Item;
import org.metasparse.dataset.Product;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Medium;

/** Workers that decode files side by side; where there are fewer files than threads, with more. */
final class DecodeCrew implements DataSetEncoding.Work, AutoCloseable {
  private final Arguments arguments;
  private final List<Compute> computes = new ArrayList<>();

  DecodeCrew(Arguments arguments, int items) {
    this.arguments = arguments;
    int threads = arguments.threads();
    int workers = Math.max(1, Math.min(threads, items));
    for (int w = 0; w < workers; w++) {
      computes.add(Compute.start(threads / workers + (w < threads % workers ? 1 : 0)));
    }
  }

  int workers() {
    return computes.size();
  }

  @Override
  public Product make(Item item, int worker) {
    EncodedSignal encoded = DecodeCommand.read(arguments, item.source().toString());
    Medium medium = Medium.of(encoded.kind());
    DecodeGrid to = DecodeGrid.of(arguments, encoded);
    byte[] bytes =
        medium
            .content(Codec.slices(encoded, to.kind(), to.grid(), computes.get(worker), n -> {}))
            .bytes();
    return new Product(
        bytes,
        medium.size(to.kind(), to.grid()),
        encoded.siren().layout().weights(),
        to.grid().count());
  }

  @Override
  public void close() {
    computes.forEach(Compute::close);
  }
}
