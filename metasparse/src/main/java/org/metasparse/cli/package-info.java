/**
 * The command line: one class a command, arguments in, exit code out. Nothing of the algorithm may
 * live here. Start reading at {@link org.metasparse.cli.Main}.
 */
package org.metasparse.cli;
