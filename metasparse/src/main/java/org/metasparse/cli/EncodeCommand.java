package org.metasparse.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metasparse.dataset.DataSetEncoding;
import org.metasparse.dataset.EncodeCrew;
import org.metasparse.dataset.EncodeRecipe;
import org.metasparse.dataset.Item;
import org.metasparse.dataset.Manifest;
import org.metasparse.dataset.ManifestEntry;
import org.metasparse.dataset.ModelChoice;
import org.metasparse.dataset.Shard;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.fit.Fitting;
import org.metasparse.fit.Packing;
import org.metasparse.format.Checkpoint;
import org.metasparse.models.BuiltInModels;
import org.metasparse.models.ModelNames;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalFolder;
import org.metasparse.signal.SignalPreparation;

/** {@code encode}: fit a model to an image, or to each of a folder, and write the networks. */
final class EncodeCommand implements Command {
  /** A network with fewer weights than one for so many points is said to be small for them. */
  private static final long TOO_MANY_POINTS = 50;

  /** And one for so many points would not be. */
  private static final int ENOUGH_POINTS = 10;

  /** A file of so many bytes is read in no time, only to see how much work it is. */
  private static final long READ_TWICE = 200_000;

  /**
   * Fewer multiply-adds than this are done by scalar kernels before vectors have warmed up: 150
   * gradients at 48 x 48 points of 981 weights take 1.35 s in all, against 2.75 s with a restart
   * (JDK 25, two cores of an AMD EPYC); with some 3e10 both take as long.
   */
  private static final double SHORT = 1.8e10;

  @Override
  public String name() {
    return "encode";
  }

  @Override
  public String usage() {
    return "SIGNAL…|FOLDER [--model RUN[@ROUND]] -o OUT.inr|FOLDER";
  }

  @Override
  public String summary() {
    return "Turns images, sounds, videos and shapes into networks";
  }

  @Override
  public String details() {
    return """
        A SIGNAL is an image, a WAV sound, an animated GIF or a folder of numbered frames, or an OBJ
        mesh, whichever the model is for; what is said of images below holds for all. Each is fitted
        at its own size unless told otherwise (a mesh is sampled as in the model's training); grey
        images are taken as RGB where the model is; alpha is composited on white where the model has
        none.

        Without --model pictures, in colour, and meshes are fitted from a model that comes with the program,
        photo-moves-1k to photo-50k and shape-moves-1k to shape-13k, named by how many weights a signal
        moves; the smaller the signal, or the file that --max-bytes allows, the smaller the model.
        Of a RUN it is the last finished round, with --max-bytes that of which as much moves as suits.
        The file holds the difference from the model, whose hash it tells: decode finds it in the jar,
        or a model of yours beside the file. --standalone stores the whole network.

        A fit needs no numbers: it tries learning rates on the signal itself, unless the model's training
        has found one, and keeps the best parameters that it meets. A difference from a model is fitted for
        error and length together. --protocol is for comparisons with the paper, --steps and --rate for
        those who want Adam at one rate; both store the network as it is. Several are fitted side by side,
        one on each thread. An encoding depends on the image, the model and the options alone (with
        --fit-seconds on the machine, too): not on threads, shards, or what is encoded beside it.

        Images: if --out is a folder, or ends with a slash, it receives NAME.inr for each. The first
        image that cannot be encoded ends the command. - is standard input, or output.

        A FOLDER: --out is a folder too, made if it does not exist. It receives an .inr for each image
        of FOLDER and of the folders in it, in the same folders (a.jpg.inr and a.png.inr where there are
        both), and manifest.jsonl:
        a header line with the model's SHA-256 and the options, then a line for each image: file,
        sourceBytes, size, points, weights, bytes, psnr, seconds, or file and error. An image that cannot
        be encoded is reported and passed over (exit code 1 at the end); --strict stops at the first. Ctrl-C
        stops when the running ones are done. The same command goes on from there, also after a kill:
        what is in the manifest and unchanged in length is skipped, errors are tried again, and other
        options are refused.

        --shard i/n encodes images i, i+n, i+2n, … (counted from 0) of the folder's order, with a
        manifest of its own, manifest-i-of-n.jsonl: start n of them, i = 0 … n-1, on as many machines.
        """;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        new Option("--model", "RUN[@ROUND]|FILE", "model to fit from (default: see above)"));
    options.add(new Option("--out", "OUT", "file to write, or a folder; also -o"));
    options.addAll(FittingOptions.OPTIONS);
    options.addAll(CompactOptions.OPTIONS);
    options.addAll(SignalOptions.OPTIONS);
    options.add(new Option("--shard", "i/n", "of a FOLDER every n-th image from i on, 0 <= i < n"));
    options.add(
        new Option("--strict", null, "stop at the first image of a FOLDER that cannot be encoded"));
    options.add(Option.THREADS);
    options.add(Option.JSON);
    options.add(Option.QUIET);
    return options;
  }

  @Override
  public Set<String> common() {
    return Set.of(
        "--model", "--out", "--effort", "--max-bytes", "--fit-seconds", "--standalone", "--help");
  }

  @Override
  public int leastOperands() {
    return 1;
  }

  @Override
  public int mostOperands() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String standardInput() {
    return "";
  }

  @Override
  public boolean worthVectors(Arguments a) {
    Path source = Path.of(a.operands().get(0));
    if (a.operands().size() > 1 || a.flag("--fit-seconds")) {
      return true;
    }
    try {
      if (Files.isDirectory(source) || Files.size(source) > READ_TWICE) {
        return true;
      }
      EncodeRecipe recipe = recipe(a, FittingOptions.fitting(a));
      return recipe.multiplyAdds(recipe.read(source)) >= SHORT;
    } catch (InputException | IOException e) {
      // The command itself will say so.
      return false;
    }
  }

  @Override
  public int run(Arguments a, Terminal terminal) {
    String target = a.required("--out");
    Fitting fitting = FittingOptions.fitting(a);
    Shard shard = a.flag("--shard") ? a.choice("--shard", "", Shard::of) : Shard.WHOLE;
    List<Path> sources = a.operands().stream().map(Path::of).toList();
    boolean folder = sources.stream().anyMatch(Files::isDirectory);
    if (folder && sources.size() > 1) {
      throw new InputException(
          sources.stream().filter(Files::isDirectory).findFirst().orElseThrow()
              + ": is a folder; give it alone, or only images");
    }
    if (!folder && a.flag("--shard")) {
      throw new InputException("--shard is for a folder of images; give one instead of images");
    }
    EncodeRecipe recipe = recipe(a, fitting);
    SignalPreparation preparation = recipe.preparation();
    return folder && !preparation.medium().isOne(sources.get(0))
        ? encodeFolder(a, terminal, recipe, shard, sources.get(0), Path.of(target))
        : sources.size() > 1 || OutFile.namesFolder(target)
            ? encodeFiles(a, terminal, recipe, sources)
            : encodeFile(a, terminal, recipe, sources.get(0));
  }

  private static int encodeFile(Arguments a, Terminal terminal, EncodeRecipe recipe, Path source) {
    try (OutFile out = OutFile.of(a, "--out", List.of(Item.SUFFIX))) {
      String name = source.toString();
      encode(a, terminal, recipe, List.of(new Item(name, source, out.path())), out);
    }
    return Main.DONE;
  }

  /** Of a run the round that suits the file; a network that stands alone moves nothing. */
  private static String modelName(Arguments a) {
    String name = a.text("--model", "");
    return a.flag("--max-bytes") && !a.flag("--standalone")
        ? ModelNames.forBytes(name, a.integer("--max-bytes", 0, 1))
        : name;
  }

  private static EncodeRecipe recipe(Arguments a, Fitting fitting) {
    String data = a.operands().get(0);
    if (!a.flag("--model")) {
      SignalPreparation otherwise = Models.builtIn(a, data);
      Medium medium = otherwise.medium();
      Packing packing = CompactOptions.packing(a, BuiltInModels.family(medium), null, fitting);
      ModelChoice choice = new ModelChoice.BuiltIn(medium, packing.target());
      return recipe(a, choice, otherwise, fitting, packing);
    }
    String name = modelName(a);
    Checkpoint model = Models.open(name);
    Packing packing = CompactOptions.packing(a, name, model.siren(), fitting);
    SignalPreparation otherwise = Models.asTheyAre(a, name, model, data);
    ModelChoice choice = new ModelChoice.One(ModelNames.base(name, model.siren()), model);
    return recipe(a, choice, otherwise, fitting, packing);
  }

  private static EncodeRecipe recipe(
      Arguments a,
      ModelChoice choice,
      SignalPreparation otherwise,
      Fitting fitting,
      Packing packing) {
    return new EncodeRecipe(
        Version.TEXT,
        choice,
        SignalOptions.preparation(a, otherwise),
        fitting,
        packing,
        CompactOptions.difference(a, packing, fitting));
  }

  private static int encodeFiles(
      Arguments a, Terminal terminal, EncodeRecipe recipe, List<Path> sources) {
    Path out = OutFile.folder(a, "images");
    List<Item> items =
        Item.of(
            sources.stream().map(Path::toString).toList(),
            Path::of,
            name -> out.resolve(inrName(Path.of(name))),
            Item.SUFFIX);
    if (Files.isDirectory(out)) {
      List<Path> inputs = OutFile.inputs(a);
      for (Item item : items) {
        AtomicFiles.checkApart(item.target(), inputs);
        AtomicFiles.checkTarget(item.target());
      }
    }
    encode(a, terminal, recipe, items, null);
    return Main.DONE;
  }

  /** Encodes into files, or into the one that is given. */
  private static void encode(
      Arguments a, Terminal terminal, EncodeRecipe recipe, List<Item> items, OutFile one) {
    // All are looked at before the first is fitted: whoever waits shall not wait in vain.
    items.forEach(item -> recipe.check(item.source()));
    int steps = recipe.fitting().steps();
    try (EncodeProgress progress = new EncodeProgress(terminal, steps, items.size(), 0);
        EncodeCrew crew = crew(a, recipe, items, progress)) {
      DataSetEncoding.run(
          items,
          crew.workers(),
          crew,
          true,
          (item, entry) -> {
            if (!entry.failed()) {
              progress.told();
              progress.clear();
              PrintStream told = one == null ? terminal.told() : one.written(terminal);
              String name = one == null ? item.target().toString() : one.toString();
              if (a.flag(Option.JSON.name())) {
                PrintStream asked = one == null ? terminal.out() : one.asked(terminal);
                asked.println(json(entry, name));
              } else {
                print(terminal, told, name, entry);
              }
            }
          },
          () -> false);
    }
  }

  private static EncodeCrew crew(
      Arguments a, EncodeRecipe recipe, List<Item> items, EncodeProgress progress) {
    return new EncodeCrew(recipe, a.kernels(), a.threads(), items.size(), progress);
  }

  private static void print(Terminal terminal, PrintStream out, String name, ManifestEntry entry) {
    out.printf(
        Locale.ROOT,
        "%s: %s, %d weights, %.2f dB, %d bytes%n",
        name,
        entry.size(),
        entry.weights(),
        entry.psnr(),
        entry.bytes());
    if (entry.points() > TOO_MANY_POINTS * entry.weights()) {
      terminal.notice(
          name
              + ": "
              + entry.weights()
              + " weights are few for "
              + entry.points()
              + " points; a model of "
              + entry.points() / ENOUGH_POINTS
              + " or more would show more of it");
    }
  }

  private static int encodeFolder(
      Arguments a, Terminal terminal, EncodeRecipe recipe, Shard shard, Path data, Path out) {
    if (!Files.exists(out) && out.toString().endsWith(Item.SUFFIX)) {
      throw new InputException(
          out + ": is the name of a file; for the images of " + data + " give a folder as --out");
    }
    boolean strict = a.flag("--strict");
    // Of the whole data set: that two images want one name must not depend on the shard.
    SignalFolder folder = SignalFolder.open(data, recipe.preparation().medium());
    List<Item> all = shard.of(Item.of(data, folder.names(), out));
    terminal.notice(folder.passedOverText());
    try (Manifest manifest = Manifest.open(out, shard, recipe.toJson());
        Interrupt interrupt = new Interrupt(terminal)) {
      List<Item> items = all.stream().filter(item -> !manifest.finished(item)).toList();
      int skipped = all.size() - items.size();
      DataSetEncoding.Summary summary;
      int steps = recipe.fitting().steps();
      try (EncodeProgress progress = new EncodeProgress(terminal, steps, items.size(), skipped);
          EncodeCrew crew = crew(a, recipe, items, progress)) {
        summary =
            DataSetEncoding.run(
                items,
                crew.workers(),
                crew,
                strict,
                (item, entry) -> {
                  manifest.add(entry);
                  progress.told();
                  if (entry.failed() && !strict) {
                    progress.line("metasparse: " + entry.error());
                  }
                },
                interrupt::requested);
      }
      return end(a, "encoded", terminal, manifest, summary, skipped);
    }
  }

  /** Tells what became of a folder. */
  static int end(
      Arguments a,
      String done,
      Terminal terminal,
      Manifest manifest,
      DataSetEncoding.Summary summary,
      int skipped) {
    if (a.flag(Option.JSON.name())) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("manifest", manifest.file().toString());
      json.put(done, summary.encoded());
      json.put("skipped", skipped);
      json.put("failed", summary.failed());
      json.put("left", summary.left());
      terminal.out().println(Json.write(json));
    }
    String text =
        done + " " + summary.encoded() + ", skipped " + skipped + ", failed " + summary.failed();
    if (summary.left() > 0) {
      terminal
          .err()
          .println(
              "metasparse: stopped: "
                  + text
                  + ", left "
                  + summary.left()
                  + "; the same command goes on from there");
      return Main.INTERRUPTED;
    }
    if (summary.failed() > 0) {
      terminal.err().println("metasparse: " + text + "; see " + manifest.file());
      return Main.FAILED;
    }
    if (!a.flag(Option.JSON.name())) {
      terminal.told().println(manifest.file() + ": " + text);
    }
    return Main.DONE;
  }

  /** What became of one file: its line of a manifest, and where the result is. */
  static String json(ManifestEntry entry, String out) {
    Map<String, Object> json = new LinkedHashMap<>(entry.toJson());
    json.put("out", out);
    return Json.write(json);
  }

  static String inrName(Path image) {
    return Item.targetName(image.getFileName().toString());
  }
}
