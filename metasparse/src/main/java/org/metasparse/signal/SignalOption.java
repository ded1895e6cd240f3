package org.metasparse.signal;

/**
 * An option that a medium has.
 *
 * @param name with its two dashes, such as {@code --size}
 * @param value what stands behind it in the help
 * @param help what it does, in one line
 */
public record SignalOption(String name, String value, String help) {}
