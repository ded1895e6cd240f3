/**
 * Reverse-mode automatic differentiation: the tape, its replay on frames, parameters, optimisers.
 * Nothing of SIRENs, meta-learning or files may live here; operations are in {@code autodiff.op}.
 * Start reading at {@link org.metasparse.autodiff.Tape}, then {@link
 * org.metasparse.autodiff.Replay}.
 */
package org.metasparse.autodiff;
