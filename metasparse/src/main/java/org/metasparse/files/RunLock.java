package org.metasparse.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock on a run's folder, so that two trainings never write into one.
 *
 * <p>It is the operating system's lock on the empty file {@code .lock} in the folder: when a
 * process ends, however it ends, its locks are gone, and a file that is left behind locks nothing.
 * The file stays, for deleting it could pull it away from under another process. Byte 0 stands for
 * training, byte 1 for the moment in which a new folder's configuration is written.
 */
public final class RunLock {
  /** The file's name. */
  public static final String FILE = ".lock";

  private static final int TRAINING = 0;
  private static final int CONFIGURATION = 1;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of the one who trains.
   *
   * @param folder the run's folder; it exists
   * @return the lock, to be closed when the training ends
   * @throws InputException if another training holds it, in this process or another
   */
  public static RunLock training(Path folder) {
    return take(folder, TRAINING, false);
  }

  /**
   * Takes the lock of the one who writes the configuration, once nobody else does.
   *
   * @param folder the run's folder; it exists
   * @return the lock, to be closed at once
   * @throws InputException if another thread of this process holds it
   */
  public static RunLock configuration(Path folder) {
    return take(folder, CONFIGURATION, true);
  }

  private static RunLock take(Path folder, int at, boolean wait) {
    FileChannel channel = open(folder);
    try {
      FileLock lock = wait ? channel.lock(at, 1, false) : channel.tryLock(at, 1, false);
      if (lock != null) {
        return new RunLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    } catch (IOException e) {
      // Some network file systems have no locks; better to train unguarded than not at all.
      System.getLogger("org.metasparse.experiment")
          .log(
              System.Logger.Level.WARNING,
              folder + ": cannot be locked here (" + e.getMessage() + "); train into it only once");
      return new RunLock(channel);
    }
    close(channel);
    throw new InputException(
        folder + ": another training is writing into it; wait for its end, or give another --out");
  }

  private static FileChannel open(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new InputException(
          folder + ": cannot be written; make it writable, or give another --out", e);
    }
  }

  /** Gives the lock back. */
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it: there is nothing to lose.
    }
  }
}
