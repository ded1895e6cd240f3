package org.metasparse.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
  private static TensorData tensor(DType dtype, int bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    return new TensorData(dtype, List.of(1), bytes.putShort(0, (short) bits));
  }

  @ParameterizedTest
  @CsvSource({
    "F16, 0x0000, 0.0",
    "F16, 0x8000, -0.0",
    "F16, 0x0001, 5.9604644775390625E-8",
    "F16, 0x03ff, 6.097555160522461E-5",
    "F16, 0x0400, 6.103515625E-5",
    "F16, 0x3555, 0.333251953125",
    "F16, 0x3c00, 1.0",
    "F16, 0xc000, -2.0",
    "F16, 0x7bff, 65504.0",
    "F16, 0x7c00, Infinity",
    "F16, 0xfc00, -Infinity",
    "F16, 0x7e00, NaN",
    "BF16, 0x3f80, 1.0",
    "BF16, 0xc040, -3.0",
    "BF16, 0x7f80, Infinity",
    "BF16, 0x0001, 9.183549615799121E-41",
  })
  void halvesAreReadAsTheirValues(DType dtype, String bits, double expected) {
    assertEquals(expected, tensor(dtype, Integer.decode(bits)).doubles()[0]);
  }

  @Test
  void halvesAreNotWholeNumbers() {
    assertThrows(IllegalArgumentException.class, () -> tensor(DType.F16, 1).longs());
    assertThrows(IllegalArgumentException.class, () -> tensor(DType.BF16, 1).longs());
    assertThrows(IllegalArgumentException.class, () -> tensor(DType.F16, 1).floats());
  }
}
