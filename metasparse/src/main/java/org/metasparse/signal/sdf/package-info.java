/**
 * Plane shapes and their exact signed distance fields, drawn at random or given. Nothing of files,
 * networks or training may live here. Start reading at {@link org.metasparse.signal.sdf.Shape2D}.
 */
package org.metasparse.signal.sdf;
