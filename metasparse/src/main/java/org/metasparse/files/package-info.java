/**
 * Files that survive a crash: written in one step, locked, read with their faults told; JSON, lines
 * of JSON, digests. Knows nothing of networks or signals. Start at {@link
 * org.metasparse.files.AtomicFiles}.
 */
package org.metasparse.files;
