package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
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

  /** A pattern that no method has any more would be passed over in silence. */
  @Test
  void kernelsThatAreCompiledFirstExist() throws Exception {
    List<String> options = Relaunch.compiledFirst("OpenJDK 64-Bit Server VM");

    assertEquals("-XX:CompileCommand=quiet", options.get(0));
    for (String option : options.subList(1, options.size())) {
      String[] method = option.split(",")[1].split("::");
      String name = method[1].replace("*", "");
      boolean whole = name.equals(method[1]);
      assertTrue(
          Stream.of(Class.forName(method[0]).getDeclaredMethods())
              .map(Method::getName)
              .anyMatch(m -> whole ? m.equals(name) : m.startsWith(name)),
          option);
    }
  }

  @Test
  void otherCompilersAreToldNothing() {
    assertEquals(List.of(), Relaunch.compiledFirst("Eclipse OpenJ9 VM"));
  }
}
