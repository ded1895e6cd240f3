package org.metasparse.signal.image;

import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import org.metasparse.signal.Slices;

/**
 * An image whose rows are made when a writer asks for them, a strip at a time, as samples of 8 or
 * 16 bits. Writers ask from top to bottom.
 */
final class RowsImage implements RenderedImage {
  /** A strip has about as many pixels, so that making one is worth while for several threads. */
  private static final int PIXELS = 1 << 18;

  private final Slices image;
  private final int bits;
  private final int height;
  private final int width;
  private final ColorModel model;
  private float[] strip;
  private int first;
  private int rows;

  RowsImage(Slices image, int bits) {
    this.image = image;
    this.bits = bits;
    height = image.grid().sizes().get(0);
    width = image.grid().sizes().get(1);
    boolean alpha = image.channels() % 2 == 0;
    model =
        new ComponentColorModel(
            ColorSpace.getInstance(image.channels() <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type());
  }

  private int type() {
    return bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
  }

  @Override
  public WritableRaster copyData(WritableRaster given) {
    WritableRaster to = given == null ? raster(new Rectangle(0, 0, width, height)) : given;
    fill(to);
    return to;
  }

  @Override
  public Raster getData(Rectangle area) {
    WritableRaster raster = raster(area);
    fill(raster);
    return raster;
  }

  private WritableRaster raster(Rectangle area) {
    WritableRaster raster =
        Raster.createInterleavedRaster(type(), area.width, area.height, image.channels(), null);
    return raster.createWritableTranslatedChild(area.x, area.y);
  }

  private void fill(WritableRaster to) {
    int[] row = new int[to.getWidth()];
    for (int y = to.getMinY(); y < to.getMinY() + to.getHeight(); y++) {
      load(y);
      for (int c = 0; c < image.channels(); c++) {
        int from = (c * rows + y - first) * width + to.getMinX();
        for (int x = 0; x < row.length; x++) {
          row[x] = ImageWriter.round(strip[from + x], (1 << bits) - 1);
        }
        to.setSamples(to.getMinX(), y, row.length, 1, c, row);
      }
    }
  }

  private void load(int y) {
    if (y < first || y >= first + rows) {
      strip = null;
      first = y;
      rows = Math.min(height - y, getTileHeight());
      strip = image.read(first, rows);
    }
  }

  @Override
  public ColorModel getColorModel() {
    return model;
  }

  @Override
  public SampleModel getSampleModel() {
    return model.createCompatibleSampleModel(width, getTileHeight());
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    int rowsOfTile = getTileHeight();
    int y = tileY * rowsOfTile;
    return getData(new Rectangle(0, y, width, Math.min(rowsOfTile, height - y)));
  }

  @Override
  public Raster getData() {
    return getData(new Rectangle(0, 0, width, height));
  }

  @Override
  public Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return Image.UndefinedProperty;
  }

  @Override
  public String[] getPropertyNames() {
    return null;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return (height + getTileHeight() - 1) / getTileHeight();
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return width;
  }

  @Override
  public int getTileHeight() {
    return Math.min(height, Math.max(1, PIXELS / width));
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }
}
