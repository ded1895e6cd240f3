package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelaunchTest {
  @Test
  void theJvmsOptionsAreKeptWhereTheSystemDoesNotTellThem() {
    List<String> words = Relaunch.inOtherWords(new String[] {"info", "--json"});

    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    assertTrue(options.contains("--add-modules=jdk.incubator.vector"), options::toString);
    assertEquals(options, words.subList(0, options.size()));
    assertEquals(List.of("info", "--json"), words.subList(words.size() - 2, words.size()));
    assertTrue(words.get(words.size() - 3).endsWith(Main.class.getName()), words::toString);
  }
}
