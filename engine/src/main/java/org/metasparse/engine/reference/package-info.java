/**
 * The definition of every kernel in plain loops. Nothing shaped for speed may live here, and
 * nothing shared with the kernels that are tested against it. Start reading at {@link
 * org.metasparse.engine.reference.ReferenceKernels}.
 */
package org.metasparse.engine.reference;
