package org.metasparse.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A lock of one writer, so that two never write the same files: the operating system's lock on an
 * empty file beside them. When a process ends, however it ends, its locks are gone, and a lock file
 * that is left behind locks nothing. It stays, for deleting it could pull it away from under
 * another process.
 *
 * <p>POSIX gives all of a process's locks on a file back as soon as the process closes <i>any</i>
 * channel of that file. So nothing is ever locked that is also read or written, and a lock file
 * that this process holds is not opened again: whoever asks for it is refused before.
 */
public final class WriterLock implements AutoCloseable {
  /** The lock file of a run's folder. */
  public static final String FILE = ".lock";

  private static final int WRITING = 0;
  private static final int BEGINNING = 1;

  /** The lock files that this process has open. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private WriterLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of the one who writes.
   *
   * @param file the lock file; its folder exists
   * @param refusal what to tell a second writer, in one line
   * @return the lock, to be closed when the writing ends
   * @throws InputException with {@code refusal} if another holds it, in this process or another, or
   *     if the folder cannot be written
   */
  public static WriterLock take(Path file, String refusal) {
    return take(file, refusal, WRITING, false);
  }

  /**
   * Takes the lock of the one who makes what writers find there, once no other process does. It
   * does not exclude one who writes.
   *
   * @param file the lock file; its folder exists
   * @param refusal what to tell if this very process holds one of the two locks
   * @return the lock, to be closed at once
   * @throws InputException with {@code refusal}, or if the folder cannot be written
   */
  public static WriterLock await(Path file, String refusal) {
    return take(file, refusal, BEGINNING, true);
  }

  private static WriterLock take(Path given, String refusal, int at, boolean wait) {
    FileChannel channel = null;
    Path file = canonical(given);
    hold(file, refusal);
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel, file, at, wait)) {
        return new WriterLock(file, channel);
      }
    } catch (IOException e) {
      release(file, channel);
      throw cannotWrite(given, e);
    }
    release(file, channel);
    throw new InputException(refusal);
  }

  private static Path canonical(Path file) {
    try {
      return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static InputException cannotWrite(Path file, IOException e) {
    Path folder = file.getParent();
    return new InputException(
        folder + ": cannot be written; make it writable, or give another --out", e);
  }

  private static boolean locked(FileChannel channel, Path file, int at, boolean wait) {
    try {
      FileLock lock = wait ? channel.lock(at, 1, false) : channel.tryLock(at, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process, through a class of another loader: the same answer.
      return false;
    } catch (IOException e) {
      // Some network file systems have no locks; better to write unguarded than not at all.
      String message = ": cannot be locked here (" + e.getMessage() + "); write there only once";
      System.getLogger("org.metasparse.files")
          .log(System.Logger.Level.WARNING, file.getParent() + message);
      return true;
    }
  }

  private static void hold(Path file, String refusal) {
    synchronized (HELD) {
      if (!HELD.add(file)) {
        throw new InputException(refusal);
      }
    }
  }

  private static void release(Path file, FileChannel channel) {
    synchronized (HELD) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          // Nothing was written to it: there is nothing to lose.
        }
      }
      HELD.remove(file);
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public void close() {
    if (channel.isOpen()) {
      release(file, channel);
    }
  }
}
