/**
 * Algorithm 1 of the paper, its settings and presets, and the folder in which a run is kept and
 * from which it resumes. Knows of no command line and of no other method. Start at {@link
 * org.metasparse.train.Run}.
 */
package org.metasparse.train;
