package org.metasparse.cli;

import sun.misc.Signal;

/**
 * Ends this program at the next Ctrl-C, whatever it is doing. The JDK's own answer to one is to run
 * the shutdown hooks, and while they run it has none to another; module {@code jdk.unsupported} is
 * the only part of it that has.
 */
final class CtrlC {
  private static final String MODULE = "jdk.unsupported";

  private CtrlC() {}

  /**
   * Starts to listen.
   *
   * @param first what to do before the end
   * @return whether the JVM is able to, and was not told to leave signals alone
   */
  static boolean ends(Runnable first) {
    return ModuleLayer.boot().findModule(MODULE).isPresent() && listen(first);
  }

  @SuppressWarnings("sunapi")
  private static boolean listen(Runnable first) {
    try {
      Signal.handle(
          new Signal("INT"),
          signal -> {
            first.run();
            // The shutdown hooks are running already: nothing else ends it.
            Runtime.getRuntime().halt(Main.INTERRUPTED);
          });
      return true;
    } catch (IllegalArgumentException e) {
      // Such as under -Xrs.
      return false;
    }
  }
}
