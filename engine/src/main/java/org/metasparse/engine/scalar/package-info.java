/**
 * The kernels in plain Java: the readable definition of every kernel, and what runs without SIMD.
 * No vector type and no clever order: what stands here is the arithmetic that others must repeat.
 * Start reading at {@link org.metasparse.engine.scalar.ScalarKernels}.
 */
package org.metasparse.engine.scalar;
