package org.metasparse.cli;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and messages
 * @param interactive whether a person watches, so that a line may be drawn over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {}
