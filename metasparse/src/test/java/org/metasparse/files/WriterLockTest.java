package org.metasparse.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.experiment.SmallRuns;
import org.metasparse.meta.Learner;
import org.metasparse.siren.Way;
import org.metasparse.train.Run;
import org.metasparse.train.RunFolder;

/** One training at a time in a folder; within this JVM, that is, as LockIT has two processes. */
class WriterLockTest {
  @TempDir Path temp;

  private RunFolder open(String name) {
    return RunFolder.open(temp.resolve(name), SmallRuns.CONFIG.toJson());
  }

  private static void train(RunFolder folder, Run.Listener listener) {
    SmallRuns.train(SmallRuns.CONFIG, List.of(), Way.plain(), listener, folder, 1e9);
  }

  private static String refusal(RunFolder folder) {
    InputException refused =
        assertThrows(InputException.class, () -> train(folder, new Run.Listener() {}));
    return refused.getMessage();
  }

  @Test
  void aSecondTrainingIsRefusedWhileTheFirstRuns() {
    RunFolder folder = open("run");
    RunFolder other = open("other");
    List<String> refusals = new ArrayList<>();
    train(
        folder,
        new Run.Listener() {
          @Override
          public void step(int round, long step, Learner.Losses losses) {
            if (step == 5 || step == 19) {
              refusals.add(refusal(folder));
            }
            if (step == 9) {
              train(other, new Run.Listener() {});
              // Opening it writes nothing, so it is none of the lock's business.
              assertEquals(folder, open("run"));
            }
          }
        });

    String expected =
        folder.path()
            + ": another training is writing into it; wait for its end, or give another --out";
    assertEquals(List.of(expected, expected), refusals);
    SmallRuns.sameFiles(other, folder, "the first went on undisturbed");
    train(folder, new Run.Listener() {});
  }

  @Test
  void theLockIsGivenBackWhenATrainingFails() {
    RunFolder folder = open("run");
    Run.Listener failing =
        new Run.Listener() {
          @Override
          public boolean stop() {
            throw new IllegalStateException("as a test wants it");
          }
        };
    for (int i = 0; i < 2; i++) {
      assertThrows(IllegalStateException.class, () -> train(folder, failing));
    }
    train(folder, new Run.Listener() {});
  }

  @Test
  void whatAKilledTrainingLeftIsClearedAway() throws IOException {
    RunFolder folder = open("run");
    Path unfinished = Files.write(folder.path().resolve(".metasparse-12ab.tmp"), new byte[100]);
    Path note = Files.writeString(folder.path().resolve("note.tmp"), "somebody's");

    train(folder, new Run.Listener() {});

    assertFalse(Files.exists(unfinished));
    assertTrue(Files.exists(note));
  }

  /** A beginning that was killed before the configuration was there. */
  @Test
  void aFolderOfLeftoversMayBeTaken() throws IOException {
    Path path = Files.createDirectory(temp.resolve("begun"));
    Files.createFile(path.resolve(WriterLock.FILE));
    Files.write(path.resolve(".metasparse-1.tmp"), new byte[7]);

    train(open("begun"), new Run.Listener() {});

    assertEquals(List.of(0, 1, 2, 3), new RunFolder(path).rounds());
  }

  @Test
  void aFolderOfOtherThingsGetsNoLock() throws IOException {
    Path path = Files.createDirectory(temp.resolve("photos"));
    Files.createFile(path.resolve("photo.png"));

    assertThrows(InputException.class, () -> RunFolder.open(path, Map.of()));

    assertEquals(1, path.toFile().list().length);
  }

  /** On POSIX, opening and closing it a second time would give the first holder's lock back. */
  @Test
  void aSecondHolderInThisProcessIsRefusedWithoutOpeningTheFile() throws IOException {
    Path file = temp.resolve("some.lock");
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp).resolve("some.lock");
    WriterLock first = WriterLock.take(file, "taken");
    try {
      Files.delete(file);
      for (Path same : List.of(file, link, temp.resolve("./some.lock"))) {
        for (Executable second :
            List.<Executable>of(
                () -> WriterLock.take(same, "it is taken"),
                () -> WriterLock.await(same, "it is taken"))) {
          assertEquals("it is taken", assertThrows(InputException.class, second).getMessage());
        }
      }
      assertFalse(Files.exists(file), "it was opened a second time");
    } finally {
      first.close();
    }
    first.close();
    WriterLock.take(file, "free").close();
    WriterLock.take(link, "free").close();
  }

  /** Threads of one process, as a web server's, over and over: each comes in fifty times. */
  @Test
  @Timeout(60)
  void oneOfManyThreads() throws InterruptedException {
    Path file = temp.resolve("some.lock");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int mine = 0; mine < 50; ) {
                  try {
                    WriterLock lock = WriterLock.take(file, "taken");
                    try (lock) {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      mine++;
                      Thread.yield();
                      inside.decrementAndGet();
                    }
                  } catch (InputException e) {
                    Thread.yield();
                  }
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, most.get());
  }
}
