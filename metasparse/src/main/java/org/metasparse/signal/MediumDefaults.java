package org.metasparse.signal;

/**
 * What a preset's training does where that depends on the medium.
 *
 * @param preparation how signals are prepared
 * @param omega the network's frequency factor
 * @param samples points drawn for each gradient; 0 for all
 * @param rewind whether survivors go back to the dense network's values
 */
public record MediumDefaults(
    SignalPreparation preparation, float omega, int samples, boolean rewind) {}
