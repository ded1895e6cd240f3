/**
 * The methods side by side, with their baselines: cells, results, the networks that they share.
 * Trains by {@code train}, fits by {@code fit}; draws nothing and parses no command line. Start
 * reading at {@link org.metasparse.experiment.Method}.
 */
package org.metasparse.experiment;
