package org.metasparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.autodiff.op.Sine;

/** Recording: nodes in order, under names that messages can use. */
class TapeTest {
  private final Tape tape = new Tape();
  private final Node x = tape.input("x", 2);

  @Test
  void nodesAreNumberedInOrder() {
    Sine sine = new Sine(x, 30f);
    Node h = tape.append(sine);
    Node t = tape.input("t", 3);
    assertEquals(List.of(x, h, t), tape.nodes());
    assertEquals(List.of(x, t), tape.inputs());
    assertEquals(List.of(0, 1, 2), tape.nodes().stream().map(Node::index).toList());
    assertEquals("[x[2], Sine.1[2], t[3]]", tape.nodes().toString());
    assertEquals("Sine.1", h.name());
    assertEquals(sine, h.operation());
    assertNull(x.operation());
    assertThrows(UnsupportedOperationException.class, () -> tape.nodes().clear());
    assertThrows(UnsupportedOperationException.class, () -> tape.inputs().clear());
  }

  @Test
  void refusals() {
    Refusal.of("none with 0 features: at least 1 needed", () -> tape.input("none", 0));
    Tape other = new Tape();
    Refusal.of("x[2] is on another tape", () -> other.append(new Sine(x, 1f)));
    assertEquals(List.of(), other.nodes());
  }
}
