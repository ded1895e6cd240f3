/** Reverse-mode automatic differentiation on a tape, parameters, optimisers, gradient check. */
module org.metasparse.autodiff {
  requires transitive org.metasparse.engine;

  exports org.metasparse.autodiff;
  exports org.metasparse.autodiff.op;
}
