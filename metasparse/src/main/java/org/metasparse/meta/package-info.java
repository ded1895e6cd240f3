/**
 * Meta-learning: inner loop, meta-gradients (of first order but for one reference), outer loop.
 * Nothing of pruning schedules, files or presets may live here. Start reading at {@link
 * org.metasparse.meta.MetaLearner}.
 */
package org.metasparse.meta;
