/** Shapes: meshes read and written, distances to them, and surfaces of distance fields. */
package org.metasparse.signal.shape;
