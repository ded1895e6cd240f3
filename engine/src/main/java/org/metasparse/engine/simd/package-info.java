/**
 * The kernels on {@code jdk.incubator.vector}; the only package that may name a vector type. Every
 * result has the bits of its twin in {@code org.metasparse.engine.scalar}, at any width. Start
 * reading at {@link org.metasparse.engine.simd.SimdKernels}.
 */
package org.metasparse.engine.simd;
