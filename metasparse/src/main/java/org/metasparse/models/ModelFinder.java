package org.metasparse.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.metasparse.files.InputException;
import org.metasparse.format.Base;
import org.metasparse.format.BaseFinder;
import org.metasparse.format.EncodedSignal;
import org.metasparse.format.InrFile;
import org.metasparse.train.RunFolder;

/**
 * Finds the model that an encoded signal is the difference from: in the jar; by the name that the
 * file gives it, beside the file and in the folders above it that are read with it, in the working
 * directory and in folders of models; at last by looking at each model of those folders. The hash
 * decides: a model of that name but of another hash is passed over.
 *
 * @param file the encoded signal's
 * @param top the folder that is read, below which the file lies; null for the file's own
 * @param folders folders of models: of runs, checkpoints and {@code .inr} files, or runs themselves
 */
public record ModelFinder(Path file, Path top, List<Path> folders) implements BaseFinder {
  /**
   * Reads an encoded signal, whole or the difference from a model in the jar or beside it.
   *
   * @param file the file
   * @return the signal
   * @throws InputException if it cannot be read, is damaged, or its model is not found
   */
  public static EncodedSignal read(Path file) {
    return InrFile.read(file, new ModelFinder(file, null, List.of()));
  }

  @Override
  public Base find(byte[] hash, String name) {
    Base found = BuiltInModels.find(hash);
    List<Path> places = new ArrayList<>();
    Path last = top == null ? null : top.toAbsolutePath();
    Path place = file.toAbsolutePath().getParent();
    places.add(place);
    while (last != null && !place.equals(last) && place.startsWith(last)) {
      place = place.getParent();
      places.add(place);
    }
    places.add(Path.of(""));
    places.addAll(folders);
    for (Path one : places) {
      found = found == null ? named(one, hash, name) : found;
    }
    for (Path folder : folders) {
      found = found == null ? among(folder, hash) : found;
    }
    return found;
  }

  private static Base named(Path place, byte[] hash, String name) {
    String stem = name.replaceFirst("@[0-9]{1,3}$", "");
    // The name is the file's word: it may lead to a neighbour, and nowhere else.
    if (stem.isEmpty() || stem.equals(".") || stem.equals("..") || stem.matches(".*[/\\\\:].*")) {
      return null;
    }
    try {
      return at(place.resolve(stem), hash);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Base among(Path folder, byte[] hash) {
    Base found = at(folder, hash);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        found = found == null ? at(path, hash) : found;
      }
      return found;
    } catch (IOException e) {
      throw new InputException(folder + ": is not a folder of models that can be read", e);
    }
  }

  /** The model of a hash in a file, or among a run's rounds; null if there is none. */
  private static Base at(Path path, byte[] hash) {
    if (Files.isDirectory(path)) {
      RunFolder run = new RunFolder(path);
      return run.rounds().stream()
          .map(round -> opened(path + "@" + round, hash))
          .filter(base -> base != null)
          .findFirst()
          .orElse(null);
    }
    boolean model = path.toString().endsWith(".safetensors") || path.toString().endsWith(".inr");
    return model && Files.isRegularFile(path) ? opened(path.toString(), hash) : null;
  }

  private static Base opened(String name, byte[] hash) {
    try {
      Base base = new Base(name, ModelNames.open(name).siren());
      return Arrays.equals(base.hash(), hash) ? base : null;
    } catch (InputException e) {
      // Other files may lie there: what is no model is not the one that is looked for.
      return null;
    }
  }
}
