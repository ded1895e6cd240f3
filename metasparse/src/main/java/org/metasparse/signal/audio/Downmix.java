package org.metasparse.signal.audio;

/**
 * How sounds of many loudspeakers become stereo: by the coefficients of ITU-R BS.775-3, table 2
 * (the centre and what is behind at 1/sqrt 2, low frequencies left out), scaled so that full scale
 * stays full scale.
 *
 * @param left the weight of each channel on the left
 * @param right on the right
 */
record Downmix(double[] left, double[] right) {
  private static final double HALF_POWER = Math.sqrt(0.5);

  /** The bits of WAVEFORMATEXTENSIBLE's channel mask, from 1 on: weight left and right. */
  private static final double[][] SPEAKERS = {
    {1, 0}, // front left
    {0, 1}, // front right
    {HALF_POWER, HALF_POWER}, // front centre
    {0, 0}, // low frequencies
    {HALF_POWER, 0}, // back left
    {0, HALF_POWER}, // back right
    {1, 0}, // left of centre
    {0, 1}, // right of centre
    {0.5, 0.5}, // back centre
    {HALF_POWER, 0}, // side left
    {0, HALF_POWER}, // side right
  };

  /** What a number of channels means where no mask tells, as Microsoft's documentation has it. */
  private static final int[] USUAL = {0, 0, 0, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0x63f};

  /**
   * The way for a file.
   *
   * @param channels how many it has, more than 2
   * @param mask which loudspeakers they are for; 0 if it does not tell
   * @return the weights; null if it is not known for which loudspeakers they are
   */
  static Downmix of(int channels, int mask) {
    int known = mask != 0 ? mask : channels < USUAL.length ? USUAL[channels] : 0;
    if (Integer.bitCount(known) != channels || known >>> SPEAKERS.length != 0) {
      return null;
    }
    double[] left = new double[channels];
    double[] right = new double[channels];
    int channel = 0;
    double sumLeft = 0;
    double sumRight = 0;
    for (int bit = 0; bit < SPEAKERS.length; bit++) {
      if ((known >> bit & 1) != 0) {
        left[channel] = SPEAKERS[bit][0];
        right[channel] = SPEAKERS[bit][1];
        sumLeft += left[channel];
        sumRight += right[channel];
        channel++;
      }
    }
    double most = Math.max(sumLeft, sumRight);
    for (int c = 0; c < channels && most > 0; c++) {
      left[c] /= most;
      right[c] /= most;
    }
    return most > 0 ? new Downmix(left, right) : null;
  }
}
