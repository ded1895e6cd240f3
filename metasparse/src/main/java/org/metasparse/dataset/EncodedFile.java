package org.metasparse.dataset;

/**
 * A signal's encoding, ready to be written.
 *
 * @param bytes the whole file
 * @param size the signal's size for people to read, such as {@code 640x480}
 * @param psnr how close the encoding comes to the signal, in decibels
 * @param weights that its network has
 * @param points that the signal has
 */
public record EncodedFile(byte[] bytes, String size, double psnr, int weights, int points) {}
