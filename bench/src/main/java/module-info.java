/**
 * JMH benchmarks, run from one jar, and a summary of what they show: see {@code
 * org.metasparse.bench.kernel}, {@code org.metasparse.bench.step}, {@code
 * org.metasparse.bench.Summary}.
 */
@SuppressWarnings("requires-automatic") // JMH has no module descriptor
module org.metasparse.bench {
  requires org.metasparse;
  // The hardware's peak is measured with vectors themselves.
  requires jdk.incubator.vector;
  // Bytes that a thread has allocated.
  requires jdk.management;
  requires java.desktop;
  requires jmh.core;
}
