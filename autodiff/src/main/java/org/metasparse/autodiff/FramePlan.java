package org.metasparse.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.Matrix;
import org.metasparse.engine.Workspace;

/**
 * Where in a frame's array each node's value, adjoint and saved rows lie, and each operation's
 * memory.
 *
 * <p>Buffers are reused once nothing reads them any more. Time runs forward over the nodes 0 … n -
 * 1 and back from n (node n - 1) to 2 n - 1 (node 0). Only buffers of the same number of rows share
 * memory: then panel q of one lies exactly on panel q of the other, and a replay may take panel
 * after panel as well as operation after operation.
 */
final class FramePlan {
  static final int NONE = -1;

  final FrameGeometry geometry;

  /** Nodes that the target depends on, in order. */
  final List<Node> active;

  final int[] value;
  final int[] adjoint;
  final int[] saved;
  final int[] memory;
  final boolean[] wants;

  /** For each node the inputs whose adjoint must be zeroed before its backward pass. */
  final Node[][] fresh;

  /** Length of the frame's part of the array. */
  final int size;

  private final boolean keeps;
  private final Map<Integer, Deque<Integer>> free = new HashMap<>();
  private int next;

  FramePlan(Tape tape, Node target, FrameGeometry geometry) {
    this(tape, target, geometry, false);
  }

  /** A plan that, if it keeps, reuses no buffer: all values and adjoints are there at the end. */
  FramePlan(Tape tape, Node target, FrameGeometry geometry, boolean keeps) {
    this.geometry = geometry;
    this.keeps = keeps;
    int n = tape.nodes().size();
    boolean[] needed = ancestors(tape, target);
    active = tape.nodes().stream().filter(x -> needed[x.index()]).toList();
    value = filled(n);
    adjoint = filled(n);
    saved = filled(n);
    memory = filled(n);
    wants = geometry.gradient() ? wants(tape) : new boolean[n];
    fresh = new Node[n][];
    int[] valueEnd = new int[n];
    int[] firstAdjoint = new int[n];
    lifetimes(n, target, valueEnd, firstAdjoint);
    allocate(n, valueEnd, firstAdjoint);
    size = next;
  }

  private static int[] filled(int n) {
    int[] a = new int[n];
    Arrays.fill(a, NONE);
    return a;
  }

  static boolean[] ancestors(Tape tape, Node target) {
    boolean[] needed = new boolean[tape.nodes().size()];
    needed[target.index()] = true;
    for (int i = target.index(); i >= 0; i--) {
      Operation operation = tape.nodes().get(i).operation();
      if (needed[i] && operation != null) {
        operation.inputs().forEach(x -> needed[x.index()] = true);
      }
    }
    return needed;
  }

  private static boolean[] wants(Tape tape) {
    boolean[] wants = new boolean[tape.nodes().size()];
    for (Node node : tape.nodes()) {
      Operation operation = node.operation();
      wants[node.index()] =
          operation != null
              && (!operation.parameters().isEmpty()
                  || operation.inputs().stream().anyMatch(x -> wants[x.index()]));
    }
    return wants;
  }

  private void lifetimes(int n, Node target, int[] valueEnd, int[] firstAdjoint) {
    Arrays.fill(firstAdjoint, NONE);
    for (Node node : active) {
      int i = node.index();
      Operation operation = node.operation();
      int back = 2 * n - 1 - i;
      valueEnd[i] = Math.max(valueEnd[i], i);
      if (operation == null) {
        continue;
      }
      if (wants[i] && operation.readsResult()) {
        valueEnd[i] = Math.max(valueEnd[i], back);
      }
      List<Node> first = new ArrayList<>();
      for (Node x : operation.inputs()) {
        boolean readBack = wants[i] && operation.readsInputs();
        valueEnd[x.index()] = Math.max(valueEnd[x.index()], readBack ? back : i);
        if (wants[x.index()]) {
          // Later consumers come first on the way back; the last one recorded zeroes the adjoint.
          firstAdjoint[x.index()] = i;
        }
        first.add(x);
      }
      fresh[i] = first.toArray(Node[]::new);
    }
    for (Node node : active) {
      int i = node.index();
      if (node.operation() != null) {
        fresh[i] =
            Arrays.stream(fresh[i])
                .distinct()
                .filter(x -> firstAdjoint[x.index()] == i)
                .toArray(Node[]::new);
      }
    }
    // The target's value is read after the forward pass.
    valueEnd[target.index()] = Math.max(valueEnd[target.index()], n);
  }

  private void allocate(int n, int[] valueEnd, int[] firstAdjoint) {
    for (Node node : active) {
      if (node.operation() != null) {
        List<Matrix> matrices = node.operation().memory(geometry);
        memory[node.index()] = take(matrices.stream().mapToInt(FramePlan::lines).sum());
      }
    }
    for (Node node : active) {
      if (node.operation() == null) {
        value[node.index()] = takeRows(node.rows());
      }
    }
    for (Node node : active) {
      int i = node.index();
      Operation operation = node.operation();
      if (operation != null) {
        Node over = overwritten(node, valueEnd);
        value[i] = over == null ? takeRows(node.rows()) : value[over.index()];
        if (operation.savedRows() > 0) {
          saved[i] = takeRows(operation.savedRows());
        }
        operation.inputs().stream()
            .distinct()
            .filter(x -> x != over && valueEnd[x.index()] == i)
            .forEach(x -> giveRows(x.rows(), value[x.index()]));
        if (saved[i] != NONE && !wants[i]) {
          giveRows(operation.savedRows(), saved[i]);
        }
      }
      if (valueEnd[i] == i) {
        giveRows(node.rows(), value[i]);
      }
    }
    if (!geometry.gradient()) {
      return;
    }
    adjoint[active.get(active.size() - 1).index()] = takeRows(active.get(active.size() - 1).rows());
    for (int k = active.size() - 1; k >= 0; k--) {
      Node node = active.get(k);
      int i = node.index();
      int back = 2 * n - 1 - i;
      if (!wants[i]) {
        continue;
      }
      for (Node x : fresh[i]) {
        adjoint[x.index()] = takeRows(x.rows());
      }
      giveRows(node.rows(), adjoint[i]);
      if (saved[i] != NONE) {
        giveRows(node.operation().savedRows(), saved[i]);
      }
      for (Node x : active) {
        if (valueEnd[x.index()] == back) {
          giveRows(x.rows(), value[x.index()]);
        }
      }
    }
  }

  /** The input whose memory a result takes over, or null: its first, if that ends here. */
  private Node overwritten(Node node, int[] valueEnd) {
    if (keeps || !node.operation().inPlace()) {
      return null;
    }
    Node first = node.operation().inputs().get(0);
    boolean ends = valueEnd[first.index()] == node.index();
    return ends && first.rows() == node.rows() ? first : null;
  }

  /** What a matrix takes of a frame: whole cache lines. */
  static int lines(Matrix matrix) {
    return Workspace.lines(matrix.size());
  }

  private int take(int floats) {
    int offset = next;
    next = Math.addExact(next, Workspace.lines(floats));
    return offset;
  }

  private int takeRows(int rows) {
    Deque<Integer> reusable = free.get(rows);
    return reusable != null && !reusable.isEmpty()
        ? reusable.pop()
        : take(Math.multiplyExact(rows, geometry.tile()));
  }

  private void giveRows(int rows, int offset) {
    if (!keeps) {
      free.computeIfAbsent(rows, r -> new ArrayDeque<>()).push(offset);
    }
  }
}
