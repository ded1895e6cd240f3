package org.metasparse.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.engine.KernelSelection;
import org.metasparse.format.Json;

/** {@code info}: what this program computes with. */
final class InfoCommand implements Command {
  @Override
  public String name() {
    return "info";
  }

  @Override
  public String usage() {
    return "[--json]";
  }

  @Override
  public String summary() {
    return "Tells the version, the JVM, the kernels in use and their vector width";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.JSON, Option.THREADS);
  }

  @Override
  public int leastOperands() {
    return 0;
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    KernelSelection selection = KernelSelection.current();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", Version.TEXT);
    json.put("kernels", selection.kernels().name());
    json.put("vectorBits", selection.kernels().vectorBits());
    json.put("reason", selection.reason());
    json.put(
        "jvm",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    json.put("threads", a.threads());
    if (a.flag("--json")) {
      terminal.out().println(Json.write(json));
    } else {
      json.forEach((key, value) -> terminal.out().printf("%-10s  %s%n", key, value));
    }
    return Main.DONE;
  }
}
