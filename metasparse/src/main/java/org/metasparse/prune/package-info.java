/**
 * Pruning: which weights go, and what is left of layout, parameters and moments. Nothing of
 * training may live here. Start reading at {@link org.metasparse.prune.MagnitudePruning}.
 */
package org.metasparse.prune;
