/**
 * Whole runs: configurations and presets, run folders, training that stops and resumes, evaluation.
 * No drawing and no command line may live here. Start reading at {@link
 * org.metasparse.experiment.Training}.
 */
package org.metasparse.experiment;
