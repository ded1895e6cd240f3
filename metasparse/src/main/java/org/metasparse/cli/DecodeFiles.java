package org.metasparse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.dataset.DataSetEncoding;
import org.metasparse.dataset.Item;
import org.metasparse.dataset.Manifest;
import org.metasparse.dataset.Shard;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.format.InrFile;
import org.metasparse.signal.FolderWalk;
import org.metasparse.signal.Medium;

/** {@code decode} of many files into a folder, side by side. */
final class DecodeFiles {
  private DecodeFiles() {}

  /** Decodes files that are told, into a folder; the first that cannot be decoded ends it. */
  static int several(Arguments a, Terminal terminal) {
    Path out = OutFile.folder(a, "files");
    List<Item> items =
        Item.of(
            a.operands(),
            Path::of,
            name -> target(Path.of(name), out.resolve(Path.of(name).getFileName())),
            "");
    items.forEach(item -> checkNew(item.target()));
    try (DecodeCrew crew = new DecodeCrew(a, null, items.size())) {
      DataSetEncoding.run(
          items,
          crew.workers(),
          crew,
          true,
          (item, entry) -> {
            if (!entry.failed()) {
              if (a.flag(Option.JSON.name())) {
                terminal.out().println(EncodeCommand.json(entry, item.target().toString()));
              } else {
                terminal.told().println(item.target() + ": " + entry.size());
              }
            }
          },
          () -> false);
    }
    return Main.DONE;
  }

  /** Decodes the encodings of a folder and of the folders in it, and goes on where it ended. */
  static int folder(Arguments a, Path data, Path out, Terminal terminal) {
    List<String> names =
        new FolderWalk(data, file -> file.toString().endsWith(Item.SUFFIX), folder -> false)
            .names();
    if (names.isEmpty()) {
      throw new InputException(data + ": holds no .inr file; give a folder that 'encode' wrote");
    }
    String text = out.toString();
    if (!Files.exists(out) && Medium.all().stream().anyMatch(m -> text.endsWith(m.written()))) {
      throw new InputException(
          out
              + ": is the name of a file; for the encodings of "
              + data
              + " give a folder as --out");
    }
    if (Files.isDirectory(out) && AtomicFiles.isSame(data, out)) {
      throw new InputException(
          out + ": is the folder that is read; give another --out, so that nothing is replaced");
    }
    List<Item> items =
        Item.of(names, data::resolve, name -> target(data.resolve(name), out.resolve(name)), "");
    if (!Manifest.isBegun(out)) {
      items.forEach(item -> checkNew(item.target()));
    }
    try (Manifest manifest = Manifest.open(out, Shard.WHOLE, options(a));
        Interrupt interrupt = new Interrupt(terminal)) {
      List<Item> rest = items.stream().filter(item -> !manifest.finished(item)).toList();
      DataSetEncoding.Summary summary;
      int skipped = items.size() - rest.size();
      try (DecodeCrew crew = new DecodeCrew(a, data, rest.size());
          Progress progress = new Progress(terminal, "file", skipped, items.size())) {
        int[] done = {skipped};
        summary =
            DataSetEncoding.run(
                rest,
                crew.workers(),
                crew,
                false,
                (item, entry) -> {
                  manifest.add(entry);
                  progress.update(++done[0], "");
                  if (entry.failed()) {
                    progress.line("metasparse: " + entry.error());
                  }
                },
                interrupt::requested);
      }
      return EncodeCommand.end(a, "decoded", terminal, manifest, summary, skipped);
    }
  }

  /** Where a file is decoded to: a name with the ending of what it holds in place of its own. */
  private static Path target(Path file, Path inr) {
    String name = inr.getFileName().toString();
    String stem =
        name.endsWith(Item.SUFFIX) ? name.substring(0, name.length() - Item.SUFFIX.length()) : name;
    try {
      return inr.resolveSibling(stem + Medium.of(InrFile.kind(file)).written());
    } catch (InputException e) {
      // Told of when its turn comes.
      return inr.resolveSibling(stem);
    }
  }

  /** Nobody has named this file: what is there may be the original. */
  private static void checkNew(Path target) {
    if (Files.exists(target)) {
      throw new InputException(
          "cannot write " + target + ": it is there already; move it away, or give another --out");
    }
  }

  private static Map<String, Object> options(Arguments a) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("version", Version.TEXT);
    options.put("made", "decoded");
    for (Option option : DecodeGrid.OPTIONS) {
      if (a.flag(option.name())) {
        options.put(option.name().substring(2), a.text(option.name(), ""));
      }
    }
    return options;
  }
}
