package org.metasparse.cli;

/**
 * Stops a relaunched program, as Ctrl-C would, when the one that started it has ended: if that was
 * killed outright it could not pass anything on, and this one would compute on unseen.
 */
final class ParentWatch {
  private ParentWatch() {}

  /** Starts to watch, if this program was relaunched. */
  static void start() {
    Long starter = Long.getLong(Relaunch.MARK);
    if (starter != null) {
      ProcessHandle.of(starter)
          .ifPresentOrElse(parent -> parent.onExit().thenRun(ParentWatch::stop), ParentWatch::stop);
    }
  }

  private static void stop() {
    System.exit(Main.FAILED);
  }
}
