package org.metasparse.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.Set;

/**
 * Writes files that are there as a whole or not at all.
 *
 * <p>The bytes go to a temporary name in the same folder and are forced to the disk; then the file
 * is renamed. So neither Ctrl-C nor a power cut leaves half a file under the final name, and what
 * stood there before stays until the new file is complete. A process that is killed can leave a
 * file {@code .metasparse-….tmp} behind, which may be deleted.
 */
public final class AtomicFiles {
  private static final String PREFIX = ".metasparse-";
  private static final String SUFFIX = ".tmp";
  private static final int BUFFER = 1 << 16;

  private AtomicFiles() {}

  /**
   * Whether a file has the name of one that is being written, or was when its writer was killed.
   *
   * @param file the file
   * @return true if it is none that anybody needs once nobody is writing
   */
  public static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /**
   * Checks what can be known before the work begins that ends in {@link #write}.
   *
   * @param target the file
   * @throws InputException if it is no regular file, is write-protected, or its folder does not
   *     exist or cannot be written
   */
  public static void checkTarget(Path target) {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // Renaming over a device such as /dev/null would destroy it.
      String found = Files.isDirectory(target) ? "a folder" : "not a regular file";
      throw new InputException(
          "cannot write " + target + ": it is " + found + "; give the name of a file");
    }
    if (Files.exists(target) && isProtected(target)) {
      // Renaming over it would succeed, and take the protection away.
      throw new InputException(
          "cannot write " + target + ": it is write-protected; give another name, or chmod u+w it");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException(
          "cannot write " + target + ": its folder does not exist; create it or choose another");
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(
          "cannot write " + target + ": its folder cannot be written; choose another");
    }
  }

  /**
   * Whether a file says that it should not be written, which is no obstacle to its owner's rename,
   * nor to root.
   */
  private static boolean isProtected(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return !Files.isWritable(file)
          || !permissions.contains(PosixFilePermission.OWNER_WRITE)
              && !permissions.contains(PosixFilePermission.GROUP_WRITE)
              && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (UnsupportedOperationException | IOException e) {
      return !Files.isWritable(file);
    }
  }

  /**
   * Checks that a file that will be written is none of those that are read, by whatever links or
   * spelling it is named.
   *
   * @param target what will be written
   * @param inputs what is read; those that do not exist are not looked at
   * @throws InputException if it is one of them
   */
  public static void checkApart(Path target, Collection<Path> inputs) {
    if (!Files.exists(target)) {
      return;
    }
    for (Path input : inputs) {
      if (Files.exists(input) && isSame(target, input)) {
        throw new InputException(
            "cannot write "
                + target
                + ": it would replace "
                + input
                + ", which is read; give"
                + " another name");
      }
    }
  }

  /**
   * Whether two names lead to one file or folder, by whatever links or spelling.
   *
   * @param a one that exists
   * @param b another that exists
   * @return whether they do; where that cannot be found out, whether they are spelled alike
   */
  public static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }
  }

  /**
   * Writes a file in one step, replacing one of the same name. A symbolic link stays and the file
   * that it leads to is replaced.
   *
   * @param target the file; its folder must exist
   * @param bytes its whole content
   * @throws InputException if it cannot be written; then no temporary file is left and a file that
   *     was there before is unchanged
   */
  public static void write(Path target, byte[] bytes) {
    write(target, out -> out.write(bytes));
  }

  /**
   * Writes a file in one step as {@link #write(Path, byte[])} does, while its content is made.
   *
   * @param target the file; its folder must exist
   * @param content writes its whole content; what it throws leaves no file
   * @throws InputException if it cannot be written; then no temporary file is left and a file that
   *     was there before is unchanged
   */
  public static void write(Path target, Content content) {
    checkTarget(target);
    try {
      Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      replace(file, file.getParent(), content);
    } catch (IOException e) {
      throw new InputException(
          "cannot write "
              + target
              + ": "
              + InputFiles.oneLine(e)
              + "; choose a folder that can be written",
          e);
    }
  }

  private static void replace(Path file, Path folder, Content content) throws IOException {
    Path temporary = create(folder);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException deleting) {
        e.addSuppressed(deleting);
      }
      throw e;
    }
    force(folder);
  }

  /**
   * Creates an empty file of a new name. Not {@link Files#createTempFile}: its files are private to
   * the user, and the finished file shall have the usual permissions. The name does not build on
   * the target's, which may be as long as names can be.
   */
  private static Path create(Path folder) throws IOException {
    long number = System.nanoTime() ^ ProcessHandle.current().pid() << 40;
    while (true) {
      Path file = folder.resolve(PREFIX + Long.toHexString(number++) + SUFFIX);
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // Another process took the name: try the next.
      }
    }
  }

  /** Forces the folder's entry to the disk too. Not every system lets one do so; then we don't. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; the file itself is complete.
    }
  }
}
