package org.metasparse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and names that an option cannot have. */
class BadOptionTest {
  @TempDir static Path folder;
  private static Path images;
  private static Path run;

  @BeforeAll
  static void files() throws IOException {
    images = Pictures.folder(folder.resolve("img"), 3, 12);
    run = TinyModel.run(folder.resolve("run"));
  }

  private static void refusedByTrain(String option, String value, String... words) {
    Path out = folder.resolve("new");
    CommandLine.refused(folder, List.of("train", images, "-o", out, option, value), words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--short-side",
        "--crop",
        "--size",
        "--limit",
        "--width",
        "--layers",
        "--inner-steps",
        "--batch",
        "--threads"
      })
  void countsAreAtLeastOne(String option) {
    refusedByTrain(option, "0", option + " 0", "1");
    refusedByTrain(option, "-3", option + " -3", "1");
    refusedByTrain(option, "2.5", option + " 2.5", "whole number");
    refusedByTrain(option, "many", option + " many", "whole number");
    refusedByTrain(option, "99999999999", option + " 99999999999", "whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dense-steps", "--rounds", "--round-steps"})
  void stepsAndRoundsAreNotNegative(String option) {
    refusedByTrain(option, "-1", option + " -1", "0");
    refusedByTrain(option, "99999999999", option + " 99999999999", "whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--omega", "--inner-rate", "--outer-rate", "--prune", "--checkpoint-seconds"})
  void ratesArePositiveNumbers(String option) {
    for (String value : List.of("0", "-1", "NaN", "Infinity", "1e99", "1e-99")) {
      refusedByTrain(option, value, option + " " + value, "greater than 0");
    }
    refusedByTrain(option, "fast", option + " fast", "must be a number");
  }

  @ParameterizedTest
  @CsvSource({
    "--size, 1000000", "--crop, 1000000", "--short-side, 1000000", "--width, 1000000",
    "--layers, 1000000", "--inner-steps, 1000000", "--rounds, 1000000", "--threads, 1000000"
  })
  void absurdSizesAreRefusedBeforeMemoryIsTaken(String option, String value) {
    refusedByTrain(option, value, option + " " + value, "whole number from");
  }

  @Test
  void aNetworkThatIsTooLargeAltogetherIsRefused() {
    CommandLine.refused(
        folder,
        List.of("train", images, "-o", folder.resolve("new"), "--width", 16384, "--layers", 9),
        "--width 16384",
        "--layers 9",
        "268435456");
  }

  @Test
  void everythingCannotBePruned() {
    refusedByTrain("--prune", "1", "--prune 1", "less than 1");
  }

  @Test
  void survivorsAreEitherRewoundOrNot() {
    refusedByTrain("--rewind", "--no-rewind", "--rewind and --no-rewind");
  }

  @Test
  void moreImagesThanThereAreCannotBeABatch() {
    refusedByTrain("--batch", "4", images.toString(), "fewer images (3)", "a batch of 4");
  }

  @Test
  void unknownNamesAreRefusedWithTheKnown() {
    refusedByTrain("--preset", "huge", "--preset 'huge'", "paper", "laptop", "quick");
    refusedByTrain("--rule", "sgd", "--rule 'sgd'", "multistep", "reptile", "fomaml");
    refusedByTrain("--crop", "round", "--crop round", "whole number");
    CommandLine.refused(
        folder,
        List.of("evaluate", images, "--model", run, "--protocol", "adam"),
        "--protocol 'adam'",
        "adam100",
        "sgd2");
  }

  /** Refused by a command that would do its work without these options. */
  private static void refusedBy(List<Object> command, String options, String... words) {
    List<Object> all = new ArrayList<>(command);
    all.addAll(List.of(options.split(" ")));
    CommandLine.refused(folder, all, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x5", "5x0", "-1x5", "5", "x", "5x", "5X5", "1e3x5", "12345678x1"})
  void decodeWantsASizeOfColumnsAndRows(String size) {
    refusedBy(decode(), "--size " + size, "--size " + size, "640x480");
  }

  @Test
  void decodeRefusesHugeImages() {
    refusedBy(decode(), "--size 9999999x9999999", "--size", "too large", "2147483647");
    refusedBy(decode(), "--scale 1e30", "--scale 1e30", "too large", "2147483647");
    refusedBy(decode(), "--scale 1e6", "--scale 1e6", "12000000x12000000", "2147483647");
    refusedBy(decode(), "--scale 0", "--scale 0", "greater than 0");
    refusedBy(decode(), "--scale -2", "--scale -2", "greater than 0");
  }

  @Test
  void decodeTakesSizeOrScale() {
    refusedBy(decode(), "--scale 2 --size 9x9", "--size and --scale exclude each other");
  }

  private static List<Object> decode() {
    Path file = folder.resolve("0.inr");
    CommandLine.run("encode", images.resolve("0.png"), "--model", run, "-o", file, "--steps", 0)
        .assertDone();
    return List.of("decode", file, "-o", folder.resolve("0.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--steps -1", "--rate 0", "--rate NaN", "--size 0", "--threads 0"})
  void encodeRefusesWhatItsFitCannotHave(String option) {
    Path out = folder.resolve("new.inr");
    List<Object> encode = List.of("encode", images.resolve("0.png"), "--model", run, "-o", out);

    refusedBy(encode, option, option, "must be");
  }

  @Test
  void effortProtocolAndNumbersExcludeEachOther() {
    Path out = folder.resolve("new.inr");
    List<Object> encode = List.of("encode", images.resolve("0.png"), "--model", run, "-o", out);
    refusedBy(encode, "--effort fast --steps 3", "--effort", "leave out --steps and --rate");
    refusedBy(encode, "--protocol sgd2 --rate 1", "--protocol", "leave out --steps and --rate");
    refusedBy(encode, "--protocol sgd2 --effort best", "exclude each other");
    refusedBy(encode, "--effort more", "--effort", "fast, normal, best");
    refusedBy(encode, "--protocol adam", "--protocol", "adam100, sgd2");
    List<Object> evaluate = List.of("evaluate", images, "--model", run);
    refusedBy(evaluate, "--effort best --steps 3", "--effort and --steps exclude each other");
  }
}
