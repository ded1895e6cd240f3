package org.metasparse.signal.video;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.metasparse.files.AtomicFiles;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.signal.Slices;
import org.metasparse.signal.image.ImageWriter;

/**
 * Writes videos as animated GIFs that repeat for ever: up to 256 colours a frame ({@link
 * GifPalette}; grey videos keep their 256 levels); alpha is composited on white. Delays are whole
 * hundredths of a second, at least one, that keep step with the rate on average.
 */
public final class GifWriter {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private GifWriter() {}

  /**
   * Writes a video in one step (see {@link AtomicFiles}).
   *
   * @param file where to
   * @param video a signal of kind {@link VideoKind}
   * @throws InputException if the file cannot be written
   * @throws IllegalArgumentException if the signal is no video
   */
  public static void write(Path file, Slices video) {
    AtomicFiles.write(file, content(video));
  }

  /**
   * The bytes that {@link #write} writes.
   *
   * @param video a signal of kind {@link VideoKind}
   * @return a GIF file
   * @throws IllegalArgumentException if the signal is no video
   */
  public static byte[] encode(Slices video) {
    return content(video).bytes();
  }

  /**
   * The GIF file of a video that is read frame by frame while it is written.
   *
   * @param video a signal of kind {@link VideoKind}
   * @return what {@link #write} writes
   * @throws IllegalArgumentException if the signal is no video
   */
  public static Content content(Slices video) {
    if (!(video.kind() instanceof VideoKind kind)) {
      throw new IllegalArgumentException(video.name() + " is no video but " + video.kind());
    }
    return to -> {
      javax.imageio.ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(to)) {
        writer.setOutput(out);
        writer.prepareWriteSequence(null);
        double ticks = 100 / kind.rate();
        long shown = 0;
        for (int k = 0; k < video.count(); k++) {
          long end = Math.max(shown + 1, Math.round((k + 1) * ticks));
          int delay = (int) Math.min(end - shown, 0xffff);
          BufferedImage frame =
              GifPalette.indexed(ImageWriter.toBufferedImage(Frames.get(video, k)));
          writer.writeToSequence(
              new IIOImage(frame, null, metadata(writer, frame, delay, k == 0)), null);
          // What is written stays in memory until it is said not to be changed.
          out.flushBefore(out.getStreamPosition());
          shown = end;
        }
        writer.endWriteSequence();
      } finally {
        writer.dispose();
      }
    };
  }

  private static IIOMetadata metadata(
      javax.imageio.ImageWriter writer, BufferedImage frame, int delay, boolean first)
      throws IIOInvalidTreeException {
    IIOMetadata metadata =
        // Not createFromRenderedImage, which forgets the palette.
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(frame.getColorModel(), frame.getSampleModel()), null);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode descriptor = new IIOMetadataNode("ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", "0");
    descriptor.setAttribute("imageTopPosition", "0");
    descriptor.setAttribute("imageWidth", Integer.toString(frame.getWidth()));
    descriptor.setAttribute("imageHeight", Integer.toString(frame.getHeight()));
    // The JDK would interlace, and its reader misreads that in images of two to four rows.
    descriptor.setAttribute("interlaceFlag", "FALSE");
    root.appendChild(descriptor);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(delay));
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    if (first) {
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      // Block 1: repeat, 0 times for ever.
      loop.setUserObject(new byte[] {1, 0, 0});
      IIOMetadataNode loops = new IIOMetadataNode("ApplicationExtensions");
      loops.appendChild(loop);
      root.appendChild(loops);
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }
}
