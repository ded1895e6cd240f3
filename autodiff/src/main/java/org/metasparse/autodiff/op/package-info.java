/**
 * The operations of the tape, one file each: formula, shapes, forward, backward. Nothing else may
 * live here; a new activation is one new file and no edit elsewhere. Start reading at {@link
 * org.metasparse.autodiff.op.Sine}.
 */
package org.metasparse.autodiff.op;
