package org.metasparse.cli;

import java.util.ArrayList;
import java.util.List;
import org.metasparse.files.InputException;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.train.GeneratedFields;
import org.metasparse.train.Setting;
import org.metasparse.train.Settings;
import org.metasparse.train.TrainConfig;

/** The options that determine a training besides its data: a table of settings as options. */
final class TrainingOptions {
  // What cannot be meant: an hour of swapping would follow, or an overflow.
  private static final long MOST_WEIGHTS = 1 << 28;

  private TrainingOptions() {}

  /** All but the seed, which commands have a word of their own about. */
  static List<Option> of(List<Setting<?>> rows) {
    List<Option> options = new ArrayList<>();
    options.add(SignalOptions.CHANNELS);
    for (Setting<?> row : rows) {
      if (!row.option().equals(Option.SEED.name())) {
        options.add(new Option(row.option(), row.kind().placeholder(), row.help()));
      }
      if (row.kind().placeholder() == null) {
        options.add(new Option(no(row), null, "not so, where the preset does"));
      }
    }
    return options;
  }

  private static String no(Setting<?> flag) {
    return flag.option().replaceFirst("--", "--no-");
  }

  /** A preset's training with what the options change of it. */
  static TrainConfig config(Arguments a, TrainConfig preset, String data) {
    int natural = GeneratedFields.isName(data) ? 1 : preset.preparation().channels();
    SignalPreparation preparation =
        SignalOptions.withChannels(a, SignalOptions.preparation(a, preset.preparation()), natural);
    Settings settings = preset.settings();
    for (Setting<?> row : settings.rows()) {
      settings = given(a, settings, row);
    }
    checkWeights(settings.get(Settings.WIDTH), settings.get(Settings.LAYERS));
    return new TrainConfig(preparation, settings);
  }

  private static <T> Settings given(Arguments a, Settings settings, Setting<T> row) {
    if (row.kind().placeholder() != null) {
      return settings.with(row, a.value(row.option(), settings.get(row), row.kind()));
    }
    boolean on = a.flag(row.option());
    boolean off = a.flag(no(row));
    if (on && off) {
      throw new InputException(row.option() + " and " + no(row) + ": give one of them");
    }
    return on || off ? settings.with(row, row.kind().parse(Boolean.toString(on))) : settings;
  }

  private static void checkWeights(int width, int layers) {
    long weights = (layers - 1L) * width * width;
    if (weights > MOST_WEIGHTS) {
      throw new InputException(
          "--width "
              + width
              + " and --layers "
              + layers
              + ": make "
              + weights
              + " weights; give less, for at most "
              + MOST_WEIGHTS);
    }
  }
}
