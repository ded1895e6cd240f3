package org.metasparse.train;

import java.util.List;
import org.metasparse.signal.Medium;
import org.metasparse.signal.MediumDefaults;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.Preparation;

/**
 * Named configurations for training: columns of defaults in the table of {@link Settings}.
 *
 * <p>Below the paper's size a lower omega and a higher outer rate than the paper's measure better:
 * on 64 x 64 faces at width 64, 800 dense and 5 x 150 retraining steps, held-out PSNR dense and at
 * 11.6 % was 33.9 and 22.2 dB with omega 60 and rate 3e-4, 29.1 and 14.6 dB with 200 and 1e-4. At
 * width 128 the rate matters once weights go: with 1500 dense and 5 x 300 retraining steps, dense
 * and at 6.25 %, 41.8 and 20.3 dB with 3e-4, 41.6 and 25.3 dB with 1e-4 (omega 60).
 */
public enum Preset {
  /** A few minutes on two cores: 64 x 64 pixels, width 64, 8 prunings of 25 % (10 % survive). */
  QUICK(64),

  /** About an hour on two cores: 64 x 64 pixels, width 128, the paper's 20 prunings of 20 %. */
  LAPTOP(64),

  /**
   * Ten minutes on two cores: the paper's 178 x 178 pixels, gradients of 1024 points, width 128; 3
   * prunings of 44.8 % (17 % survive, as many weights as 4.2 % of width 256), the last followed by
   * 15 000 steps, as those of what is left are cheap.
   */
  LAPTOP_178(178),

  /** The paper's numbers: 178 x 178 pixels, width 256, 150 000 + 20 x 30 000 outer steps. */
  PAPER(178);

  private final int size;

  Preset(int size) {
    this.size = size;
  }

  /**
   * The preset's configuration for a medium: RGB images cropped to their largest centred square;
   * whole mono sounds; 16 frames a video, cropped likewise; shapes of 32 x 32 x 32 points.
   * Gradients of videos and shapes are of 4096 points drawn at random, as many as an image of 64 x
   * 64 has.
   *
   * <p>Below the paper's size weights are pruned by Fisher scores, not magnitudes, and of sounds
   * the survivors are rewound; {@code PAPER} is the paper's algorithm as it is. Held-out PSNR by
   * magnitudes and by Fisher scores: faces (omega 60, 48 x 48, width 64) at 16.8, 6.9 and 2.8 %
   * 26.2, 21.3, 15.1 and 26.5, 22.1, 18.3 dB; distance fields (omega 30) 45.6, 39.6, 33.5 and 45.7,
   * 41.5, 38.0 dB. Of sounds magnitudes left 28 of 4096 weights of the last hidden layer at 10 %,
   * next to silence. Ten held-out digits of 60 (quick, --samples 1024) at 56, 32, 18 and 10 %: by
   * LAMP 49.0, 47.5, 42.2 and 34.0 dB, by Fisher scores 48.2, 45.3, 40.0 and 36.4, both with
   * rewinding 51.7, 46.9, 43.2, 35.7 and 51.4, 47.1, 42.7, 37.6.
   *
   * @param medium what is learned from
   * @return the numbers, with seed 1
   */
  public TrainConfig config(Medium medium) {
    return config(medium, Settings.ROWS);
  }

  /**
   * {@return the same with a table of one's own}
   *
   * @param medium what is learned
   * @param rows the table
   */
  public TrainConfig config(Medium medium, List<Setting<?>> rows) {
    return new TrainConfig(defaults(medium).preparation(), Settings.of(rows, this, medium));
  }

  /** What a medium's training does in this preset. */
  MediumDefaults defaults(Medium medium) {
    return medium.defaults(size, this == PAPER ? 200 : 60);
  }

  /** {@return the numbers of the paper's algorithm as it is, on square RGB images, with seed 1} */
  public TrainConfig config() {
    return new TrainConfig(
        Preparation.square(size), Settings.of(Settings.ROWS, this, new ImageMedium()).plain());
  }

  /** {@return the preset's name as users write it, in lower case} */
  public String id() {
    return Kind.id(this);
  }

  /** {@return the names of all presets, separated by commas} */
  public static String ids() {
    return Kind.ids(Preset.class);
  }

  /**
   * Finds a preset by its name.
   *
   * @param id the name as users write it
   * @return the preset
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static Preset of(String id) {
    return Kind.named(Preset.class, id);
  }
}
