package org.metasparse.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code help TOPIC} tells of things that concern several commands. */
final class HelpTopics {
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(
        "models",
        """
        A model is where fits start: one sparse initial network for a class of signals. It is named by
          photo-13k            one that comes with the program, for colour pictures: photo-13k, -50k,
                               by the number of weights, and photo-moves-1k, -2k, -4k, -7k, -28k, by
                               that of the parameters which a picture moves
          RUN                  the folder of a training: its last finished round
          RUN@3                its round 3; round 0 is dense, each later one has fewer weights
          FILE.safetensors     a checkpoint, or what 'import' wrote
          FILE.inr             the network of an encoded signal
        More weights show more and take more bytes; 'evaluate DATA --model RUN@3 --effort normal' tells
        the decibels, 'inspect RUN' the rounds. 'train FOLDER --out RUN' makes one of your own: signals
        like those that it has learned from take fewer bytes, or come out better.

        An .inr file holds the difference from its model, as a rule, and the model's hash. To decode it
        the same model must be found: in the jar, beside the file or here under its name, or in a folder
        that --models names. 'encode --standalone' stores the whole network, which needs no model.
        """);
    TEXTS.put(
        "signals",
        """
        pictures   PNG, JPEG, TIFF, GIF (the first frame), BMP; grey, RGB, alpha, 8 and 16 bits; CMYK
                   without a profile. Put upright as the camera tells, unless --no-orient. Profiles are
                   not applied. Decoded as PNG.
        sounds     WAV: 8 to 32 bits, float, mono or stereo. Decoded as WAV.
        videos     animated GIFs, or with --kind video folders of numbered frames. Decoded as GIF or as
                   a folder of PNG frames.
        shapes     OBJ, PLY, STL meshes, sampled as signed distances. Decoded as an OBJ mesh.
        Folders may lie in folders; links are followed, each real file is one signal. What is of another
        kind is counted and passed over. --kind says which to take where there are several.
        """);
    TEXTS.put(
        "files",
        """
        NAME.inr              an encoded signal
        RUN/round-NN.safetensors, latest.safetensors     checkpoints; other programs read them, too
        RUN/config.json, log.jsonl, report.html          what was trained, how it went
        FOLDER/manifest.jsonl                            a line for each file that was encoded or decoded
        Files appear as a whole or not at all, and are forced to the disk. No command writes over a file
        that it reads, or one that is write-protected. - is standard input or output where one file is
        read or written: encode - -o - < photo.png | …
        Exit codes: 0 done, 1 failed (a fit diverged, a file of a folder could not be encoded), 2 wrong
        usage or input, 130 and 143 stopped by Ctrl-C or a kill.
        """);
    TEXTS.put(
        "resuming",
        """
        'train', 'experiment', 'encode FOLDER' and 'decode FOLDER' go on when the same command is given
        again, after Ctrl-C, a kill or a full disk, to the same bits as without. Other options or other
        data are refused. Ctrl-C ends with what is running, and says so at once; a second ends now, like
        a kill: what was begun is done again. Two processes never write into one folder: give each of
        several a --shard, such as 0/2 and 1/2, for 'encode FOLDER'.
        """);
  }

  private HelpTopics() {}

  /** The topics' names. */
  static Iterable<String> names() {
    return TEXTS.keySet();
  }

  /** What there is to tell; null if there is no such topic. */
  static String text(String topic) {
    return TEXTS.get(topic);
  }
}
