package org.metasparse.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.interchange.PageText;

/**
 * A report as one page for the browser, which fetches nothing: what {@code REPORT.md} says, with
 * its pictures in it. Of Markdown it knows what reports here are written in: headings, paragraphs,
 * lists, tables, pictures on lines of their own, code between fences and between backquotes.
 */
public final class HtmlReport {
  private static final Pattern RULE = Pattern.compile("\\|( :?-{3,}:? \\|)+");

  /** What the report is called as Markdown. */
  public static final String MARKDOWN = "REPORT.md";

  private static final Pattern PICTURE = Pattern.compile("!\\[(.*)\\]\\((.+)\\)");
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
        :root { color-scheme: light dark; }
        body { max-width: 1000px; margin: 24px auto; padding: 0 16px; font: 16px/1.55 system-ui, sans-serif; }
        h1, h2 { line-height: 1.25; }
        h2 { margin-top: 36px; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 4px 12px; border-bottom: 1px solid #8886; text-align: right; white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; }
        figure { margin: 16px 0; background: #fff; border-radius: 6px; }
        figure img { display: block; max-width: 100%%; height: auto; }
        code, pre { font: 14px ui-monospace, monospace; overflow-wrap: anywhere; }
        pre { overflow-x: auto; padding: 12px; border: 1px solid #8886; border-radius: 6px; }
      </style>
      </head>
      <body>
      """;

  private final Path folder;
  private final StringBuilder html = new StringBuilder();
  private final List<String> open = new ArrayList<>();

  private HtmlReport(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a report as {@code REPORT.md} and as {@code report.html}.
   *
   * @param markdown what the report says
   * @param folder where its pictures lie, SVG or PNG, and where it goes
   * @throws InputException if a picture cannot be read, or a file not be written
   */
  public static void write(String markdown, Path folder) {
    AtomicFiles.write(folder.resolve(MARKDOWN), markdown.getBytes(StandardCharsets.UTF_8));
    String page = of(markdown, folder);
    AtomicFiles.write(folder.resolve("report.html"), page.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The page of a report.
   *
   * @param markdown what the report says
   * @param folder where its pictures lie, SVG or PNG
   * @return HTML; write it in UTF-8
   * @throws InputException if a picture cannot be read
   */
  public static String of(String markdown, Path folder) {
    HtmlReport report = new HtmlReport(folder);
    List<String> lines = markdown.lines().toList();
    String title = lines.isEmpty() ? "Report" : lines.get(0).replaceFirst("^# ", "");
    String head = String.format(HEAD, PageText.escape(title));
    boolean code = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        report.close();
        report.html.append(code ? "</code></pre>\n" : "<pre><code>");
        code = !code;
      } else if (code) {
        report.html.append(PageText.escape(line)).append('\n');
      } else {
        report.line(line);
      }
    }
    report.close();
    return head + report.html + "</body>\n</html>\n";
  }

  private void line(String line) {
    Matcher picture = PICTURE.matcher(line);
    if (line.startsWith("|")) {
      row(line);
    } else if (line.startsWith("- ")) {
      begin("ul");
      html.append("<li>").append(text(line.substring(2))).append("</li>\n");
    } else if (picture.matches()) {
      close();
      picture(picture.group(1), picture.group(2));
    } else if (line.startsWith("#")) {
      close();
      int level = line.indexOf(' ');
      String tag = "h" + level;
      html.append("<" + tag + ">" + text(line.substring(level + 1)) + "</" + tag + ">\n");
    } else if (line.isBlank()) {
      close();
    } else {
      begin("p");
      html.append(text(line)).append('\n');
    }
  }

  /** Opens a block, unless it is the one that is open. */
  private void begin(String tag) {
    if (!open.contains(tag)) {
      close();
      open.add(tag);
      html.append('<').append(tag).append(">\n");
    }
  }

  private void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      html.append("</").append(open.get(i)).append(">\n");
    }
    open.clear();
  }

  private void row(String line) {
    if (RULE.matcher(line).matches()) {
      return;
    }
    String cell = open.contains("table") ? "td" : "th";
    if (cell.equals("th")) {
      close();
      open.addAll(List.of("div", "table"));
      html.append(
          "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"table\"><table>\n");
    }
    String cells = line.substring(1, line.lastIndexOf('|'));
    html.append("<tr>");
    html.append(
        Arrays.stream(cells.split("\\|", -1))
            .map(text -> "<" + cell + ">" + text(text.strip()) + "</" + cell + ">")
            .collect(Collectors.joining()));
    html.append("</tr>\n");
  }

  private void picture(String alternative, String name) {
    Path file = folder.resolve(name);
    String type = name.endsWith(".svg") ? "image/svg+xml" : "image/png";
    try {
      String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      String alt = alternative.isEmpty() ? name : alternative;
      html.append(
          "<figure><img alt=\"" + PageText.escape(alt) + "\" src=\"data:" + type + ";base64,");
      html.append(data).append("\"></figure>\n");
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read", e);
    }
  }

  private static String text(String markdown) {
    return PageText.escape(markdown).replaceAll("`([^`]+)`", "<code>$1</code>");
  }
}
