/**
 * Entropy coding of numbers and patterns, in integer arithmetic only, so that bits are the same
 * everywhere. Nothing of files, heads or signals may live here. Start reading at {@link
 * org.metasparse.format.compact.BitCoder}.
 */
package org.metasparse.format.compact;
