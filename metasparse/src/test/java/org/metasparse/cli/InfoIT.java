package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.files.JsonObject;

class InfoIT {
  @Test
  void printsTheDocumentedObject() throws Exception {
    JsonObject json = Program.plain().run("info", "--json", "--threads", 3).assertDone().json();

    assertEquals(
        List.of("version", "kernels", "vectorBits", "reason", "jvm", "threads"),
        List.copyOf(json.values().keySet()));
    assertTrue(json.getString("version").matches("\\d+\\.\\d+\\.\\d+.*"), json::toString);
    assertEquals("simd", json.getString("kernels"));
    assertTrue(json.getInt("vectorBits") >= 128, json::toString);
    assertTrue(json.getString("jvm").contains(System.getProperty("java.version")), json::toString);
    assertEquals(3, json.getInt("threads"));
  }

  @Test
  void printsTheSameAsLinesOtherwise() throws Exception {
    List<String> lines = Program.single().run("info").assertDone().out().lines().toList();

    assertEquals(6, lines.size(), lines::toString);
    assertEquals("kernels     simd", lines.get(1));
  }

  @Test
  void measuresOnRequest() throws Exception {
    JsonObject json = Program.single().run("info", "--bench", "--json").assertDone().json();

    for (String key :
        List.of(
            "denseStepGflops",
            "sparseStepGflops",
            "cachedProductGflops",
            "denseStepOfProduct",
            "sparseStepOfProduct",
            "sincosNanos")) {
      assertTrue(json.getDouble(key) > 0, json::toString);
    }
  }

  @Test
  void resultsAreUtf8WhateverTheLocale() throws Exception {
    Program program = Program.single().env("LC_ALL", "C");

    String help = program.run("help").assertDone().out();

    assertTrue(help.startsWith("metasparse COMMAND …"), help);
  }
}
