/**
 * Whole steps of the paper's SIREN on a picture of 178 x 178 pixels: forward, forward and backward,
 * an inner step, an outer step; dense and pruned, on one thread and on two. Single kernels do not
 * belong here. Start reading at {@link org.metasparse.bench.step.StepBenchmark}.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar bench.step                          all, half an hour
 * java -jar bench/target/benchmarks.jar Gradient -p width=256 -p threads=1  one table's column
 * java -jar bench/target/benchmarks.jar InnerStep -prof gc                  what it allocates
 * java -jar bench/target/benchmarks.jar Gradient -p kernels=scalar          without vectors
 * </pre>
 *
 * <p>The score proper is steps per second; {@code gflop} beside it is billions of useful operations
 * per second: those of the products alone, a multiply-add as two, zeros left out.
 */
package org.metasparse.bench.step;
