/**
 * Numeric kernels over {@code float[]}, compressed sparse rows, workspace, workers, random numbers.
 * Nothing of networks, tapes or files may live here, and no {@code Vector} type in any signature.
 * Start reading at {@link org.metasparse.engine.Kernels}, then its definition in plain loops.
 */
package org.metasparse.engine;
