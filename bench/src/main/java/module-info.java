/** JMH benchmarks, run from one jar: see {@code org.metasparse.bench.kernel}. */
@SuppressWarnings("requires-automatic") // JMH has no module descriptor
module org.metasparse.bench {
  requires org.metasparse.engine;
  requires jmh.core;
}
