package org.metasparse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver itself, on pages made for it: what it does arrives, what goes wrong is seen. */
class PageTest {
  private static final String PAGE =
      """
      <!DOCTYPE html><html lang="en"><title>t</title>
      <style>button { width: 100px; height: 50px } div { width: 200px; height: 100px }</style>
      <button id="b" onclick="log.push('click')">go</button>
      <label>s <input id="s" type="range" min="0" max="10" value="5"></label>
      <div id="d" tabindex="0">drop</div>
      <script>
        const log = [];
        const d = document.getElementById('d');
        d.onpointermove = (e) => { if (e.buttons) log.push('drag'); };
        d.onkeydown = (e) => log.push(e.key);
        d.ondragover = (e) => e.preventDefault();
        d.ondrop = async (e) => { e.preventDefault(); log.push(await e.dataTransfer.files[0].text()); };
        %s
        document.body.dataset.ready = 'true';
      </script>
      """;

  private static Chromium browser;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    browser = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private Page page(String script) throws IOException {
    return browser.open(Files.writeString(folder.resolve("page.html"), PAGE.formatted(script)));
  }

  @Test
  void mouseKeyboardAndFilesArrive() throws IOException {
    try (Page page = page("")) {
      page.click("#b");
      page.focus("#b");
      page.key("Enter");
      page.key(" ");
      assertEquals(List.of("click", "click", "click"), page.eval("log.splice(0)"));
      page.focus("#s");
      page.key("ArrowRight");
      assertEquals("6", page.eval("document.getElementById('s').value"));
      page.click("#s", 0.02, 0.5);
      assertEquals("0", page.eval("document.getElementById('s').value"));
      page.drag("#d", 0.2, 0.5, 0.8, 0.5);
      assertTrue(((List<?>) page.eval("log.splice(0)")).contains("drag"));
      page.focus("#d");
      page.key("+");
      page.key("ArrowUp");
      assertEquals(List.of("+", "ArrowUp"), page.eval("log.splice(0)"));
      page.drop("#d", Files.writeString(folder.resolve("f.txt"), "hello"));
      page.await("log.includes('hello')");
      page.assertNoProblems();
    }
  }

  @Test
  void problemsAreSeen() throws IOException {
    for (String script :
        List.of(
            "console.error('x');",
            "setTimeout(() => { throw new Error('x'); });",
            "fetch('https://example.org/x').catch(() => {});",
            "new Worker(URL.createObjectURL(new Blob(['fetch(\"https://example.org/x\")'])));")) {

      try (Page page = page(script)) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (page.problems().isEmpty() && System.nanoTime() < end) {
          page.settle();
        }
        assertTrue(!page.problems().isEmpty(), script);
      }
    }
  }

  @Test
  void checksFindWhatOffends() throws IOException {
    try (Page page = page("")) {
      page.size(390, 844);
      assertEquals(List.of(), PageChecks.run(page, "overflowing"));
      assertEquals(List.of(), PageChecks.run(page, "faint"));
      page.eval("d.style.cssText = 'width: 500px; color: #ccc; background: #fff'");
      page.eval("document.getElementById('b').style.cssText = 'height: 20px'");
      page.eval("document.body.append(document.createElement('canvas')) || 1");
      for (String check : List.of("overflowing", "faint", "small", "unnamed")) {
        assertTrue(!PageChecks.run(page, check).isEmpty(), check);
      }
    }
  }
}
