package org.metasparse.cli;

import java.nio.file.Path;
import org.metasparse.dataset.Crew;
import org.metasparse.dataset.DataSetEncoding;
import org.metasparse.dataset.Item;
import org.metasparse.dataset.Product;
import org.metasparse.fit.Codec;
import org.metasparse.format.EncodedSignal;
import org.metasparse.signal.Medium;

/** Workers that decode files side by side. */
final class DecodeCrew implements DataSetEncoding.Work, AutoCloseable {
  private final Arguments arguments;
  private final Path top;
  private final Crew crew;

  /** For files below a folder, or for some that were named, where {@code top} is null. */
  DecodeCrew(Arguments arguments, Path top, int items) {
    this.arguments = arguments;
    this.top = top;
    crew = new Crew(arguments.kernels(), arguments.threads(), items);
  }

  int workers() {
    return crew.workers();
  }

  @Override
  public Product make(Item item, int worker) {
    EncodedSignal encoded = DecodeCommand.read(arguments, item.source().toString(), top);
    Medium medium = Medium.of(encoded.kind());
    DecodeGrid to = DecodeGrid.of(arguments, encoded);
    byte[] bytes =
        medium
            .content(Codec.slices(encoded, to.kind(), to.grid(), crew.of(worker), n -> {}))
            .bytes();
    return new Product(
        bytes,
        medium.size(to.kind(), to.grid()),
        encoded.siren().layout().weights(),
        to.grid().count());
  }

  @Override
  public void close() {
    crew.close();
  }
}
