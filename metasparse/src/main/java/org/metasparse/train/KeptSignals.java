package org.metasparse.train;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.metasparse.signal.Signal;

/** Signals that another list computes, each kept from when it was first asked for. */
final class KeptSignals extends AbstractList<Signal> implements RandomAccess {
  private final List<Signal> source;
  private final Signal[] kept;

  /** Keeps what another list gives, equal signals each time it is asked. */
  KeptSignals(List<Signal> source) {
    this.source = source;
    this.kept = new Signal[source.size()];
  }

  @Override
  public Signal get(int index) {
    // Two threads may both compute a signal: it is the same one, and records are safe to share.
    Signal signal = kept[index];
    if (signal == null) {
      signal = source.get(index);
      kept[index] = signal;
    }
    return signal;
  }

  @Override
  public int size() {
    return kept.length;
  }
}
