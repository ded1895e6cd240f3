/**
 * Each kernel of the engine beside its scalar twin, at the shapes of the paper's SIREN (layers of
 * 256 x 256 over 128 pixels, cut into the panels that the kernels prefer) and at awkward ones: 1,
 * 7, 63, 257. Nothing but single kernels on one thread belongs here. Start reading at {@link
 * org.metasparse.bench.kernel.KernelBenchmark}, then {@link
 * org.metasparse.bench.kernel.DenseProducts}.
 *
 * <p>{@code mvn -pl bench -am package} builds {@code bench/target/benchmarks.jar}:
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar                         everything, steps too
 * java -jar bench/target/benchmarks.jar bench.kernel            all kernels, three quarters of an hour
 * java -jar bench/target/benchmarks.jar bench.kernel -p size=256     at the real shapes
 * java -jar bench/target/benchmarks.jar DenseProducts           one class
 * java -jar bench/target/benchmarks.jar spmm -p kernels=simd -p density=0.168
 * java -jar bench/target/benchmarks.jar -f 1 -wi 1 -i 1 -w 1 -r 1      a first look
 * </pre>
 *
 * <p>The score proper is calls per second; what to read is beside it: {@code gflop} is billions of
 * useful operations per second (a multiply-add counts two, a zero that is left out counts nothing),
 * {@code gelem} billions of elements per second.
 */
package org.metasparse.bench.kernel;
