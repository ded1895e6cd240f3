/**
 * What the paper compares Meta-SparseINR with, a small class for each rule. Nothing of training
 * loops, files or presets may live here. Start reading at {@link
 * org.metasparse.baseline.RandomPruning}, or at {@link org.metasparse.baseline.PrunedFit} for the
 * baselines that prune while they fit.
 */
package org.metasparse.baseline;
