package org.metasparse.format.compact;

/**
 * A coder of decisions, in one of two directions: {@link RangeEncoder} writes each decision that it
 * is given and returns it; {@link RangeDecoder} ignores what it is given and returns what it reads.
 * So a model that acts only upon what is returned is written once and serves both.
 */
public interface BitCoder {
  /**
   * Codes a decision whose probability is learnt.
   *
   * @param contexts the probabilities; the one that is used learns from the decision
   * @param context which of them
   * @param bit the decision, 0 or 1; ignored by a decoder
   * @return the decision
   */
  int code(Contexts contexts, int context, int bit);

  /**
   * Codes bits that are as likely 0 as 1.
   *
   * @param value holds the bits, the highest coded first; ignored by a decoder
   * @param count how many bits, 0 to 32
   * @return the bits, all above them 0
   */
  int codeEven(int value, int count);
}
