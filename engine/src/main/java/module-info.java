/** Kernels over float arrays, sparse matrices, workspace and workers; knows nothing of networks. */
module org.metasparse.engine {
  // Optional at run time: without it the scalar kernels serve.
  requires static jdk.incubator.vector;

  exports org.metasparse.engine;
  exports org.metasparse.engine.reference;
}
