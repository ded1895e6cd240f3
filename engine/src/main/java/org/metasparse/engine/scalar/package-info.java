/**
 * The kernels in plain Java, shaped for the JIT compiler: what a JVM without vectors runs. No
 * vector type may live here. Their definition to be read is {@link
 * org.metasparse.engine.reference.ReferenceKernels}; start here at {@link
 * org.metasparse.engine.scalar.ScalarKernels}.
 */
package org.metasparse.engine.scalar;
