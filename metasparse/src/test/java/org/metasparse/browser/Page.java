package org.metasparse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;

/**
 * A page as a user has it before him: opened, looked at, touched. Lengths are CSS pixels. Whatever
 * goes wrong in it or in its workers, and whatever it asks of the network, is kept in {@link
 * #problems}.
 */
public final class Page implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final DevTools tools;
  private final String target;
  private final String session;
  private final DevTools.Listener listener = this::heard;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  /** This page's session and those of its workers. */
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();

  private final Map<String, String> media = new LinkedHashMap<>();
  private volatile String address = "about:blank";

  Page(DevTools tools, String target) {
    this.tools = tools;
    this.target = target;
    session =
        tools
            .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .getString("sessionId");
    sessions.add(session);
    tools.listen(listener);
    for (String domain : List.of("Page", "Runtime", "Network", "Log", "DOM")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Target.setAutoAttach",
        Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true));
    size(1280, 800);
  }

  private void heard(String from, String method, JsonObject params) {
    if (!sessions.contains(from)) {
      return;
    }
    switch (method) {
      case "Target.attachedToTarget" -> watch(params.getString("sessionId"));
      case "Runtime.exceptionThrown" ->
          problems.add("exception: " + Json.write(params.getObject("exceptionDetails").values()));
      case "Runtime.consoleAPICalled" -> {
        if (Set.of("error", "warning", "assert").contains(params.getString("type"))) {
          problems.add("console: " + Json.write(params.values()));
        }
      }
      case "Log.entryAdded" -> {
        JsonObject entry = params.getObject("entry");
        // Drawing in software is slow, and the browser says so: that is the machine's fault.
        boolean slow = entry.getString("text").contains("GPU stall");
        if (!slow && Set.of("error", "warning").contains(entry.getString("level"))) {
          problems.add("log: " + Json.write(entry.values()));
        }
      }
      case "Network.requestWillBeSent" -> {
        String url = params.getObject("request").getString("url");
        // What is made of the page's own text goes nowhere.
        if (!url.equals(address) && !url.startsWith("blob:") && !url.startsWith("data:")) {
          problems.add("request: " + url);
        }
      }
      default -> {}
    }
  }

  /** A worker stands still until it has been told that it is watched. */
  private void watch(String worker) {
    sessions.add(worker);
    Thread talk =
        new Thread(
            () -> {
              for (String domain : List.of("Runtime", "Network", "Log")) {
                tools.send(worker, domain + ".enable", Map.of());
              }
              tools.send(worker, "Runtime.runIfWaitingForDebugger", Map.of());
            });
    talk.setDaemon(true);
    talk.start();
  }

  private JsonObject call(String method, Map<String, ?> params) {
    return tools.call(session, method, params);
  }

  /** Loads a file. */
  public void open(Path file) {
    address = file.toAbsolutePath().normalize().toUri().toString();
    JsonObject loaded = call("Page.navigate", Map.of("url", address));
    assertTrue(!loaded.has("errorText"), () -> address + ": " + loaded.values());
  }

  /** Waits until the page says that it is ready: {@code document.body.dataset.ready = 'true'}. */
  public void ready() {
    await("document.body && document.body.dataset.ready === 'true'");
  }

  /** Waits until a JavaScript expression is true, for a minute at most. */
  public void await(String condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Boolean.TRUE.equals(eval("!!(" + condition + ")"))) {
      assertTrue(
          System.nanoTime() < end, () -> "it never came: " + condition + "; problems: " + problems);
      Chromium.pause(20);
    }
  }

  /**
   * The value of a JavaScript expression, or what its promise gives.
   *
   * @return as {@link Json} reads it: Long, Double, String, Boolean, List, Map or null
   */
  public Object eval(String expression) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertTrue(
        !answer.has("exceptionDetails"), () -> expression + ": " + Json.write(answer.values()));
    return answer.getObject("result").values().get("value");
  }

  /** A number that a JavaScript expression gives. */
  public double number(String expression) {
    Object value = eval(expression);
    assertTrue(value instanceof Number, () -> expression + " is no number: " + value);
    return ((Number) value).doubleValue();
  }

  /** The text of the first element that a CSS selector finds. */
  public String text(String selector) {
    return (String) eval(find(selector) + ".textContent.trim()");
  }

  /** JavaScript for the first element that a selector finds; the page throws if there is none. */
  private static String find(String selector) {
    String quoted = Json.write(selector);
    return "((e) => { if (!e) { throw new Error('there is no ' + "
        + quoted
        + "); } return e; })(document.querySelector("
        + quoted
        + "))";
  }

  // What the user has.

  /** The window's size. */
  public void size(int width, int height) {
    size(width, height, 1);
  }

  /** The window's size, on a screen of so many device pixels a CSS pixel. */
  public void size(int width, int height, double ratio) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", ratio, "mobile", false));
    settle();
  }

  /** The user's choice of colours: dark or light. */
  public void dark(boolean dark) {
    media("prefers-color-scheme", dark ? "dark" : "light");
  }

  /** Whether the user wants things to move less. */
  public void reducedMotion(boolean reduced) {
    media("prefers-reduced-motion", reduced ? "reduce" : "no-preference");
  }

  private void media(String feature, String value) {
    media.put(feature, value);
    List<Map<String, String>> features =
        media.entrySet().stream()
            .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
            .toList();
    call("Emulation.setEmulatedMedia", Map.of("features", features));
    settle();
  }

  /** Waits until the page has been drawn twice, so that what was done is to be seen. */
  public void settle() {
    eval(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
  }

  // What the user does.

  /**
   * Clicks in the middle of an element, which must be there to be clicked: nothing lies over it.
   */
  public void click(String selector) {
    click(selector, 0.5, 0.5);
  }

  /** Clicks at a fraction of an element's width and height. */
  public void click(String selector, double across, double down) {
    double[] at = place(selector, across, down);
    mouse("mouseMoved", at, 0);
    mouse("mousePressed", at, 1);
    mouse("mouseReleased", at, 0);
    settle();
  }

  /** Moves the mouse to a fraction of an element's width and height. */
  public void hover(String selector, double across, double down) {
    mouse("mouseMoved", place(selector, across, down), 0);
    settle();
  }

  /** Drags from one place of an element to another, in steps as a hand does. */
  public void drag(String selector, double fromX, double fromY, double toX, double toY) {
    double[] from = place(selector, fromX, fromY);
    double[] to = place(selector, toX, toY);
    mouse("mouseMoved", from, 0);
    mouse("mousePressed", from, 1);
    for (int i = 1; i <= 8; i++) {
      double t = i / 8.0;
      double[] at = {from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])};
      mouse("mouseMoved", at, 1);
    }
    mouse("mouseReleased", to, 0);
    settle();
  }

  /** Turns the mouse's wheel over an element; away from the user is negative. */
  public void wheel(String selector, double across, double down, double pixels) {
    double[] at = place(selector, across, down);
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseWheel", "x", at[0], "y", at[1], "deltaX", 0, "deltaY", pixels));
    settle();
  }

  private void mouse(String type, double[] at, int buttons) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("x", at[0]);
    event.put("y", at[1]);
    event.put("button", type.equals("mouseMoved") && buttons == 0 ? "none" : "left");
    event.put("buttons", buttons);
    event.put("clickCount", type.equals("mouseMoved") ? 0 : 1);
    call("Input.dispatchMouseEvent", event);
  }

  /** A place within an element, in the window; scrolls there. */
  private double[] place(String selector, double across, double down) {
    String script =
        "((e, fx, fy) => {"
            + " e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });"
            + " const b = e.getBoundingClientRect();"
            + " const x = b.left + fx * b.width; const y = b.top + fy * b.height;"
            + " const hit = document.elementFromPoint(x, y);"
            + " const reached = hit && (e.contains(hit) || hit.contains(e)"
            + "   || [...(e.labels || [])].some((l) => l.contains(hit)));"
            + " return [x, y, reached ? '' : hit ? hit.outerHTML.slice(0, 200) : 'nothing'];"
            + "})("
            + find(selector)
            + ", "
            + across
            + ", "
            + down
            + ")";
    List<?> place = (List<?>) eval(script);
    assertEquals(
        "", place.get(2), () -> selector + " cannot be touched: there lies something else");
    return new double[] {
      ((Number) place.get(0)).doubleValue(), ((Number) place.get(1)).doubleValue()
    };
  }

  /** Gives an element the keyboard. */
  public void focus(String selector) {
    eval(find(selector) + ".focus()");
    assertEquals(
        true,
        eval(find(selector) + " === document.activeElement"),
        () -> selector + " takes no keys");
  }

  /**
   * Presses a key where the keyboard is.
   *
   * @param key as {@code KeyboardEvent.key} names it: {@code a}, {@code ArrowLeft}, {@code Enter},
   *     …
   */
  public void key(String key) {
    key(key, false);
  }

  /** Presses a key, with shift or without. */
  public void key(String key, boolean shift) {
    call("Input.dispatchKeyEvent", Keys.event("keyDown", key, shift));
    call("Input.dispatchKeyEvent", Keys.event("keyUp", key, shift));
    settle();
  }

  /** Drops a file from the desktop on the middle of an element. */
  public void drop(String selector, Path file) {
    double[] at = place(selector, 0.5, 0.5);
    Map<String, Object> data =
        Map.of(
            "items",
            List.of(),
            "files",
            List.of(file.toAbsolutePath().toString()),
            "dragOperationsMask",
            1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      call("Input.dispatchDragEvent", Map.of("type", type, "x", at[0], "y", at[1], "data", data));
    }
    settle();
  }

  /** Chooses a file in an {@code <input type="file">}. */
  public void choose(String selector, Path file) {
    long root = call("DOM.getDocument", Map.of()).getObject("root").getLong("nodeId");
    long node =
        call("DOM.querySelector", Map.of("nodeId", root, "selector", selector)).getLong("nodeId");
    call(
        "DOM.setFileInputFiles",
        Map.of("nodeId", node, "files", List.of(file.toAbsolutePath().toString())));
    settle();
  }

  /** Lets the page save files into a folder. */
  public void downloadTo(Path folder) {
    tools.call(
        "",
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  // What there is to see.

  /** What the window shows, as a PNG file. */
  public byte[] screenshot() {
    return Base64.getDecoder()
        .decode(call("Page.captureScreenshot", Map.of("format", "png")).getString("data"));
  }

  /** The whole page, as far as it scrolls, written to a PNG file. */
  public void screenshot(Path file) {
    JsonObject picture =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    try {
      Files.write(file, Base64.getDecoder().decode(picture.getString("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Errors and warnings of page, workers and browser, exceptions nobody caught, and requests. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Fails if there are {@link #problems}. */
  public void assertNoProblems() {
    settle();
    assertEquals(List.of(), problems());
  }

  @Override
  public void close() {
    tools.forget(listener);
    tools.call("", "Target.closeTarget", Map.of("targetId", target));
  }
}
