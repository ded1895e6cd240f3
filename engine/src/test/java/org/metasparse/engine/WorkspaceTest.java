package org.metasparse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buffers begin on cache lines, do not overlap and end within the array. */
class WorkspaceTest {
  @Test
  void buffersAreAlignedAndApart() {
    Workspace workspace = new Workspace(1000);
    int end = Workspace.ORIGIN;
    for (int floats : new int[] {1, 16, 17, 0, 300, 15}) {
      int offset = workspace.take(floats);
      assertEquals(12, offset % 16, "offset " + offset);
      assertTrue(offset >= end, offset + " lies within the buffer before it");
      end = offset + floats;
      assertTrue(end <= workspace.array().length, "a buffer ends at " + end);
    }
    assertSame(workspace.array(), workspace.array());
  }

  /** What the constructor promises can be taken to the last line, and no more. */
  @Test
  void capacity() {
    for (int lines : new int[] {0, 1, 2, 5, 64}) {
      Workspace workspace = new Workspace(16L * lines);
      List<Integer> offsets = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        offsets.add(workspace.take(16 - i % 16));
      }
      for (int offset : offsets) {
        assertTrue(offset + 16 <= workspace.array().length, "line at " + offset);
      }
      assertEquals(
          "1 floats asked for, 0 left",
          assertThrows(IllegalStateException.class, () -> workspace.take(1)).getMessage());
      workspace.take(0);
    }
  }

  /** A refused buffer costs nothing. */
  @Test
  void refusalLeavesTheRest() {
    Workspace workspace = new Workspace(64);
    workspace.take(10);
    assertEquals(
        "49 floats asked for, 48 left",
        assertThrows(IllegalStateException.class, () -> workspace.take(49)).getMessage());
    assertEquals(Workspace.ORIGIN + 16, workspace.take(48));
  }

  @Test
  void lines() {
    assertEquals(0, Workspace.lines(0));
    assertEquals(16, Workspace.lines(1));
    assertEquals(16, Workspace.lines(16));
    assertEquals(32, Workspace.lines(17));
    assertThrows(ArithmeticException.class, () -> Workspace.lines(Integer.MAX_VALUE));
  }

  @Test
  void refusesImpossibleSizes() {
    assertThrows(IllegalArgumentException.class, () -> new Workspace(-1));
    assertThrows(IllegalArgumentException.class, () -> new Workspace(Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new Workspace(1L << 40));
    Workspace workspace = new Workspace(100);
    workspace.take(50);
    // A negative length would hand out a buffer that has been taken.
    assertThrows(IllegalArgumentException.class, () -> workspace.take(-32));
  }
}
