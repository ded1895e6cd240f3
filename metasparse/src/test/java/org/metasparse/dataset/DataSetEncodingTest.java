package org.metasparse.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metasparse.files.InputException;

/** Order, failures and stops, with work that only pretends to fit. */
@Timeout(60)
class DataSetEncodingTest {
  private static final int COUNT = 600;

  @TempDir Path folder;
  private List<Item> items;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void items() {
    items = items(COUNT);
  }

  private List<Item> items(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> i % 7 + "/" + i).toList();
    return Item.of(folder.resolve("data"), names, folder.resolve("out"));
  }

  private static Product encoded(Item item) {
    return new Product(item.name().getBytes(StandardCharsets.UTF_8), "1x1", 20, 5, 1);
  }

  private void tell(Item item, ManifestEntry entry) {
    assertEquals(item.name(), entry.file());
    assertEquals(!entry.failed(), Files.exists(item.target()), "told once it is written");
    told.add(entry.file());
  }

  private List<String> names(int from, int to) {
    return items.subList(from, to).stream().map(Item::name).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void allInTheirOrderOnAnyNumberOfWorkers(int workers) throws IOException {
    Set<Integer> busy = ConcurrentHashMap.newKeySet();
    DataSetEncoding.Summary summary =
        DataSetEncoding.run(
            items,
            workers,
            (item, worker) -> {
              assertTrue(worker >= 0 && worker < workers && busy.add(worker));
              busy.remove(worker);
              return encoded(item);
            },
            false,
            this::tell,
            () -> false);

    assertEquals(new DataSetEncoding.Summary(COUNT, 0, 0), summary);
    assertEquals(names(0, COUNT), told);
    for (Item item : items) {
      assertArrayEquals(encoded(item).bytes(), Files.readAllBytes(item.target()));
    }
  }

  /** One slow item holds the others up only when they are far ahead, and none is lost. */
  @Test
  void aSlowFirstItem() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch farAhead = new CountDownLatch(255);
    DataSetEncoding.run(
        items,
        3,
        (item, worker) -> {
          int now = begun.incrementAndGet();
          if (item == items.get(0)) {
            await(farAhead);
            assertTrue(begun.get() <= 256, () -> begun + " were begun");
          } else {
            farAhead.countDown();
          }
          assertTrue(now <= COUNT);
          return encoded(item);
        },
        true,
        this::tell,
        () -> false);

    assertEquals(names(0, COUNT), told);
  }

  @Test
  void failuresArePassedOver() {
    DataSetEncoding.Summary summary =
        DataSetEncoding.run(
            items,
            3,
            (item, worker) -> {
              if (item.name().endsWith("5")) {
                throw new InputException(item.source() + ": is\nbad");
              }
              return encoded(item);
            },
            false,
            (item, entry) -> {
              tell(item, entry);
              String bad = item.source() + ": is bad";
              assertEquals(item.name().endsWith("5") ? bad : null, entry.error());
            },
            () -> false);

    assertEquals(new DataSetEncoding.Summary(COUNT - COUNT / 10, COUNT / 10, 0), summary);
    assertEquals(names(0, COUNT), told);
  }

  /** So that a signal that is replaced while it is read is encoded again next time. */
  @Test
  void theLengthOfASignalIsThatBeforeItWasRead() throws IOException {
    Item item = items.get(0);
    Files.createDirectories(item.source().getParent());
    Files.write(item.source(), new byte[5]);
    List<Long> lengths = new ArrayList<>();
    DataSetEncoding.run(
        List.of(item),
        1,
        (i, worker) -> {
          try {
            Files.write(i.source(), new byte[9]);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return encoded(i);
        },
        true,
        (i, entry) -> lengths.add(entry.sourceBytes()),
        () -> false);
    assertEquals(List.of(5L), lengths);
  }

  @Test
  void whatNobodyForesawIsToldWithItsKind() {
    List<String> errors = new ArrayList<>();
    DataSetEncoding.run(
        items.subList(0, 1),
        1,
        (item, worker) -> {
          throw new ArithmeticException("/ by zero");
        },
        false,
        (item, entry) -> errors.add(entry.error()),
        () -> false);

    String expected = items.get(0).source() + ": failed: java.lang.ArithmeticException: / by zero";
    assertEquals(List.of(expected), errors);
  }

  /** The second bad item fails first; the first one is what is told of. */
  @Test
  void strictEndsWithTheFirstFailureInOrder() {
    CountDownLatch laterFailed = new CountDownLatch(1);
    InputException e =
        assertThrows(
            InputException.class,
            () ->
                DataSetEncoding.run(
                    items,
                    2,
                    (item, worker) -> {
                      if (item == items.get(20)) {
                        await(laterFailed);
                        throw new InputException("first");
                      }
                      if (item == items.get(25)) {
                        laterFailed.countDown();
                        throw new InputException("second");
                      }
                      return encoded(item);
                    },
                    true,
                    this::tell,
                    () -> false));

    assertEquals("first", e.getMessage());
    assertEquals(names(0, 26), told, "what was begun is told of, and no more was begun");
  }

  @Test
  void aStopFinishesWhatWasBegun() {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger begun = new AtomicInteger();
    DataSetEncoding.Summary summary =
        DataSetEncoding.run(
            items,
            3,
            (item, worker) -> {
              if (begun.incrementAndGet() == 50) {
                stop.set(true);
              }
              return encoded(item);
            },
            false,
            this::tell,
            stop::get);

    assertEquals(names(0, begun.get()), told);
    assertTrue(50 <= begun.get() && begun.get() <= 52, () -> begun + " were begun");
    assertEquals(new DataSetEncoding.Summary(begun.get(), 0, COUNT - begun.get()), summary);
  }

  /** What cannot be written ends the work, and what was finished meanwhile is told of. */
  @Test
  void anEncodingThatCannotBeWritten() throws IOException {
    Files.createDirectories(items.get(10).target());
    CountDownLatch later = new CountDownLatch(1);
    InputException e =
        assertThrows(
            InputException.class,
            () ->
                DataSetEncoding.run(
                    items,
                    2,
                    (item, worker) -> {
                      if (item == items.get(10)) {
                        await(later);
                      } else if (item == items.get(30)) {
                        later.countDown();
                      }
                      return encoded(item);
                    },
                    false,
                    this::tell,
                    () -> false));

    assertTrue(e.getMessage().startsWith("cannot write " + items.get(10).target()), e::getMessage);
    assertFalse(told.contains(items.get(10).name()));
    assertTrue(told.containsAll(names(11, 30)), told::toString);
    assertEquals(told.stream().sorted().toList(), told.stream().distinct().sorted().toList());
    List<String> behind = told.stream().filter(names(11, COUNT)::contains).toList();
    assertEquals(names(11, 11 + behind.size()), behind, "in their order");
  }

  @Test
  void whatTheListenerThrowsEndsTheWork() {
    InputException full = new InputException("disk full");
    InputException e =
        assertThrows(
            InputException.class,
            () ->
                DataSetEncoding.run(
                    items,
                    2,
                    (item, worker) -> encoded(item),
                    false,
                    (item, entry) -> {
                      throw full;
                    },
                    () -> false));

    assertSame(full, e);
    assertFalse(Files.exists(items.get(COUNT - 1).target()));
  }

  @Test
  void anErrorOfTheMachineIsNoBadSignal() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            DataSetEncoding.run(
                items,
                2,
                (item, worker) -> {
                  throw new OutOfMemoryError("pretended");
                },
                false,
                this::tell,
                () -> false));
    assertEquals(List.of(), told);
  }

  @Test
  void nothingToDo() {
    assertEquals(
        new DataSetEncoding.Summary(0, 0, 0),
        DataSetEncoding.run(List.of(), 0, (item, w) -> null, true, this::tell, () -> false));
  }
}
