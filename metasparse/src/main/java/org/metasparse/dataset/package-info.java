/**
 * Whole data sets of encoded signals: what goes where, side by side, resumable, in shards. How one
 * signal is fitted may not live here. Start reading at {@link
 * org.metasparse.dataset.DataSetEncoding}.
 */
package org.metasparse.dataset;
