/**
 * What both kinds of benchmarks share, the hardware's peak that every figure is a fraction of, and
 * a program that measures the figures that matter in six minutes. No kernel and no network is
 * defined here. Start reading at {@link org.metasparse.bench.Summary}.
 */
package org.metasparse.bench;
