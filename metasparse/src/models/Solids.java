import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.metasparse.files.AtomicFiles;
import org.metasparse.signal.Grid;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.Slices;
import org.metasparse.signal.shape.ShapeKind;
import org.metasparse.signal.shape.ShapeMedium;

/**
 * Makes meshes of nobody's: random solids of two to twelve parts (ellipsoids, rounded boxes, tori,
 * capsules, turned and blended into one another or cut out), each a closed surface.
 *
 * <pre>java -cp metasparse.jar Solids.java OUT COUNT SEED</pre>
 *
 * <p>Equal arguments give equal meshes. MODELS.md says what for.
 */
public final class Solids {
  private static final int GRID = 72;

  private Solids() {}

  /** Runs as the class says. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: java -cp metasparse.jar Solids.java OUT COUNT SEED");
      System.exit(2);
    }
    Path out = Files.createDirectories(Path.of(args[0]));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      Solid solid = Solid.draw(new Random(Long.parseLong(args[2]) + 1000003L * i));
      Path file = out.resolve(String.format("solid-%03d.obj", i));
      AtomicFiles.write(file, new ShapeMedium().content(new Sampled(solid)));
    }
  }

  /** A part: how far a point of its own frame is from its surface, about; negative inside. */
  private interface Part {
    double at(double x, double y, double z);
  }

  /** A part in its place. */
  private record Placed(Part part, double[][] turn, double[] centre, boolean cut, double blend) {
    double at(double x, double y, double z) {
      double[] p = {x - centre[0], y - centre[1], z - centre[2]};
      double[] q = new double[3];
      for (int i = 0; i < 3; i++) {
        q[i] = turn[i][0] * p[0] + turn[i][1] * p[1] + turn[i][2] * p[2];
      }
      return part.at(q[0], q[1], q[2]);
    }
  }

  /** Parts, each joined to those before it or cut out of them. */
  private record Solid(List<Placed> parts) {
    static Solid draw(Random random) {
      int count = 2 + random.nextInt(11);
      Placed[] parts = new Placed[count];
      for (int k = 0; k < count; k++) {
        // A body in the middle, then what sticks to it or hollows it.
        double reach = k == 0 ? 0 : 0.45;
        double[] centre = {
          reach * random.nextGaussian(), reach * random.nextGaussian(), reach * random.nextGaussian()
        };
        double size = k == 0 ? 0.3 + 0.25 * random.nextDouble() : 0.08 + 0.25 * random.nextDouble();
        for (int i = 0; i < 3; i++) {
          centre[i] = Math.max(-0.7, Math.min(0.7, centre[i]));
        }
        boolean cut = k > 0 && random.nextInt(5) == 0;
        double blend = random.nextBoolean() ? 0.005 : 0.15 * random.nextDouble() + 0.005;
        parts[k] = new Placed(part(size, random), turn(random), centre, cut, blend);
      }
      return new Solid(List.of(parts));
    }

    private static Part part(double size, Random random) {
      double a = size * (0.4 + 0.6 * random.nextDouble());
      double b = size * (0.4 + 0.6 * random.nextDouble());
      double round = Math.min(a, b) * (0.05 + 0.6 * random.nextDouble());
      return switch (random.nextInt(5)) {
        case 0, 1 ->
            (x, y, z) -> {
              double k = norm(x / size, y / a, z / b);
              double g = norm(x / (size * size), y / (a * a), z / (b * b));
              return g == 0 ? -Math.min(a, b) : k * (k - 1) / g;
            };
        case 2 ->
            (x, y, z) -> {
              double u = Math.abs(x) - size + round;
              double v = Math.abs(y) - a + round;
              double w = Math.abs(z) - b + round;
              double outside = norm(Math.max(u, 0), Math.max(v, 0), Math.max(w, 0));
              return outside + Math.min(Math.max(u, Math.max(v, w)), 0) - round;
            };
        case 3 -> (x, y, z) -> norm(norm(x, y, 0) - size, z, 0) - 0.4 * a;
        default ->
            (x, y, z) -> norm(x - Math.max(-1.5 * size, Math.min(1.5 * size, x)), y, z) - 0.4 * a;
      };
    }

    private static double norm(double x, double y, double z) {
      return Math.sqrt(x * x + y * y + z * z);
    }

    /** A random rotation, of a random quaternion. */
    private static double[][] turn(Random random) {
      double w = random.nextGaussian();
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double z = random.nextGaussian();
      double n = 2 / (w * w + x * x + y * y + z * z);
      return new double[][] {
        {1 - n * (y * y + z * z), n * (x * y - w * z), n * (x * z + w * y)},
        {n * (x * y + w * z), 1 - n * (x * x + z * z), n * (y * z - w * x)},
        {n * (x * z - w * y), n * (y * z + w * x), 1 - n * (x * x + y * y)}
      };
    }

    double at(double x, double y, double z) {
      double d = 2;
      for (Placed part : parts) {
        double other = part.at(x, y, z);
        d = part.cut() ? -blended(-d, other, part.blend()) : blended(d, other, part.blend());
      }
      return d;
    }

    /** The smaller, with an edge that is as wide as the blend. */
    private static double blended(double a, double b, double blend) {
      double h = Math.max(blend - Math.abs(a - b), 0) / blend;
      return Math.min(a, b) - h * h * blend / 4;
    }
  }

  /** A solid on a grid. */
  private record Sampled(Solid solid) implements Slices {
    @Override
    public String name() {
      return "solid";
    }

    @Override
    public SignalKind kind() {
      return new ShapeKind(1, 0, 0, 0);
    }

    @Override
    public Grid grid() {
      return Grid.square(List.of(GRID, GRID, GRID));
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public float[] read(int first, int count) {
      float[] values = new float[count * GRID * GRID];
      for (int i = 0; i < values.length; i++) {
        double z = place(first + i / (GRID * GRID));
        double d = solid.at(place(i % GRID), place(i / GRID % GRID), z);
        values[i] = (float) (0.5 + d / 2);
      }
      return values;
    }

    private static double place(int i) {
      return -1.3 + 2.6 * (i + 0.5) / GRID;
    }
  }
}
