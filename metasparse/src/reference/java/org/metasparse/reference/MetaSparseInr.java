package org.metasparse.reference;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Meta-SparseINR (Lee, Tack, Lee, Shin, NeurIPS 2021) on a few pages, with nothing but the JDK:
 * every formula is written out once, in the paper's symbols and in double precision. What is
 * differentiated, and why so, is in MATH.md beside this file. It runs as it stands:
 *
 * <pre>java MetaSparseInr.java FOLDER [SIDE [STEPS]]</pre>
 *
 * Images anywhere below FOLDER are averaged down to SIDE x SIDE pixels; those in folders called
 * {@code test} are held out. STEPS is how long the dense network learns.
 */
public final class MetaSparseInr {
  static final int K = 2; // steps of the inner loop
  static final double ALPHA = 1e-2; // their learning rate
  static final double BETA = 3e-4; // that of the outer loop
  static final int BATCH = 3; // signals of an outer step
  static final int ROUNDS = 5; // of pruning and learning on

  /** How a meta-gradient is made of the gradients g_0 … g_K on the inner loop's way. */
  enum Rule {
    MULTISTEP, // the mean of all of them: the gradient of the loss along the way, to first order
    REPTILE, // the sum of all but the last: where the inner loop went
    FOMAML; // the last: MAML without second derivatives

    double weight(int k) {
      return switch (this) {
        case MULTISTEP -> 1.0 / (K + 1);
        case REPTILE -> k < K ? 1 : 0;
        case FOMAML -> k == K ? 1 : 0;
      };
    }
  }

  /** What differs between runs: the network, the rule, and gamma, the part that a pruning takes. */
  record Numbers(int width, int layers, double omega, Rule rule, double gamma) {}

  /** What a network is to represent: coordinates x and values t, features by points. */
  record Signal(double[][] x, double[][] t) {}

  private final Numbers n;
  private final int[] fan; // features from the coordinates to the channels
  final double[] theta; // layer by layer W, row after row, then b
  final boolean[] alive; // the mask: false where a weight was pruned
  private final Adam adam;

  /** A random SIREN (Sitzmann et al. 2020, section 3.2). */
  MetaSparseInr(Numbers n, int dimIn, int dimOut, Random random) {
    this.n = n;
    fan = new int[n.layers + 2];
    Arrays.fill(fan, n.width);
    fan[0] = dimIn;
    fan[n.layers + 1] = dimOut;
    theta = new double[W(n.layers + 1)];
    adam = new Adam(theta.length);
    alive = new boolean[theta.length];
    Arrays.fill(alive, true);
    for (int l = 0; l <= n.layers; l++) {
      double bound = l == 0 ? 1.0 / fan[0] : Math.sqrt(6.0 / fan[l]) / n.omega;
      for (int i = W(l); i < W(l + 1); i++) {
        theta[i] = bound * (2 * random.nextDouble() - 1);
      }
    }
  }

  private int W(int l) { // where layer l's weights begin
    return IntStream.range(0, l).map(k -> fan[k + 1] * (fan[k] + 1)).sum();
  }

  private int b(int l) { // where its biases begin
    return W(l) + fan[l + 1] * fan[l];
  }

  /** The mean squared error L of the network phi on a signal, and its gradient into g. */
  double loss(double[] phi, Signal s, double[] g) {
    int N = s.x[0].length;
    double[][][] h = new double[n.layers + 2][][];
    double[][][] slope = new double[n.layers][n.width][N];
    h[0] = s.x;
    for (int l = 0; l <= n.layers; l++) { // z = W h + b, h = sin(omega z); the last layer is z
      h[l + 1] = new double[fan[l + 1]][N];
      for (int i = 0; i < fan[l + 1]; i++) {
        Arrays.fill(h[l + 1][i], phi[b(l) + i]);
        for (int j = 0, w = W(l) + i * fan[l]; j < fan[l]; j++, w++) {
          if (alive[w]) { // SpMM: pruned weights cost nothing
            add(phi[w], h[l][j], h[l + 1][i]);
          }
        }
      }
      for (int i = 0; l < n.layers && i < fan[l + 1]; i++) {
        for (int p = 0; p < N; p++) {
          double z = n.omega * h[l + 1][i][p];
          slope[l][i][p] = n.omega * Math.cos(z);
          h[l + 1][i][p] = Math.sin(z);
        }
      }
    }
    double L = 0;
    int C = s.t.length;
    double[][] dz = new double[C][N]; // the adjoint of the layer at hand
    for (int c = 0; c < C; c++) {
      for (int p = 0; p < N; p++) {
        double d = h[n.layers + 1][c][p] - s.t[c][p];
        L += d * d / (C * N);
        dz[c][p] = 2 * d / (C * N);
      }
    }
    for (int l = n.layers; g != null && l >= 0; l--) {
      double[][] dh = new double[fan[l]][N];
      for (int i = 0; i < fan[l + 1]; i++) {
        g[b(l) + i] = Arrays.stream(dz[i]).sum(); // db = dz 1
        for (int j = 0, w = W(l) + i * fan[l]; j < fan[l]; j++, w++) {
          g[w] = alive[w] ? dot(dz[i], h[l][j]) : 0; // dW = dz h', at the survivors: SDDMM
          if (alive[w]) {
            add(phi[w], dz[i], dh[j]); // dh = W' dz
          }
        }
      }
      for (int j = 0; l > 0 && j < fan[l]; j++) {
        for (int p = 0; p < N; p++) {
          dh[j][p] *= slope[l - 1][j][p]; // dz = dh omega cos(omega z)
        }
      }
      dz = dh;
    }
    return L;
  }

  private static void add(double a, double[] x, double[] y) {
    for (int p = 0; p < y.length; p++) {
      y[p] += a * x[p];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int p = 0; p < x.length; p++) {
      sum += x[p] * y[p];
    }
    return sum;
  }

  /** The inner loop: K steps of SGD from theta; the meta-gradient is what it meets on its way. */
  double[] metaGradient(Signal s) {
    double[] phi = theta.clone();
    double[] g = new double[phi.length];
    double[] meta = new double[phi.length];
    for (int k = 0; k <= K; k++) {
      loss(phi, s, g);
      add(n.rule.weight(k), g, meta);
      add(-ALPHA, g, phi);
    }
    return meta;
  }

  /** An outer step: Adam along the mean meta-gradient of a batch of signals. */
  void learn(List<Signal> batch) {
    double[] mean = new double[theta.length];
    Stream<double[]> each = batch.parallelStream().map(this::metaGradient);
    each.forEachOrdered(meta -> add(1.0 / batch.size(), meta, mean));
    adam.step(BETA, mean, theta);
  }

  /** Of the surviving weights the fraction gamma of least magnitude goes, by one threshold. */
  void prune() {
    Comparator<Integer> magnitude = Comparator.comparingDouble(i -> Math.abs(theta[i]));
    List<Integer> ranked = weights().boxed().sorted(magnitude).toList();
    for (int i : ranked.subList(0, (int) (n.gamma * ranked.size()))) {
      alive[i] = false;
      theta[i] = adam.m[i] = adam.v[i] = 0;
    }
  }

  /** The surviving weights, by their places in theta; biases are not among them. */
  IntStream weights() {
    IntStream all = IntStream.rangeClosed(0, n.layers).flatMap(l -> IntStream.range(W(l), b(l)));
    return all.filter(i -> alive[i]);
  }

  /** PSNR of a signal after 100 steps of Adam at 1e-4 from theta, the paper's protocol. */
  double fit(Signal s) {
    double[] phi = theta.clone();
    double[] g = new double[phi.length];
    Adam own = new Adam(phi.length);
    for (int k = 0; k < 100; k++) {
      loss(phi, s, g);
      own.step(1e-4, g, phi);
    }
    return -10 * Math.log10(loss(phi, s, null));
  }

  /** Adam (Kingma and Ba 2015). A pruned weight has a gradient of 0 and never moves. */
  private static final class Adam {
    final double[] m;
    final double[] v;
    int t;

    Adam(int size) {
      m = new double[size];
      v = new double[size];
    }

    void step(double rate, double[] g, double[] theta) {
      double c1 = 1 - Math.pow(0.9, ++t);
      double c2 = 1 - Math.pow(0.999, t);
      for (int i = 0; i < g.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        theta[i] -= rate * (m[i] / c1) / (Math.sqrt(v[i] / c2) + 1e-8);
      }
    }
  }

  /**
   * Algorithm 1: learn, then prune and learn on, round after round; a line of the table each.
   *
   * @param args FOLDER, and if given SIDE and STEPS
   * @throws IOException if FOLDER cannot be read
   */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    int side = args.length > 1 ? Integer.parseInt(args[1]) : 24;
    int steps = args.length > 2 ? Integer.parseInt(args[2]) : 600;
    List<Signal> train = new ArrayList<>();
    List<Signal> test = new ArrayList<>();
    read(Path.of(args.length > 0 ? args[0] : "."), side, train, test);
    Random random = new Random(1);
    MetaSparseInr inr =
        new MetaSparseInr(new Numbers(32, 4, 60, Rule.MULTISTEP, 0.4), 2, 3, random);
    System.out.println("initial network          weights     kept  PSNR dB  seconds");
    inr.print("random initialisation", test, start);
    for (int round = 0; round <= ROUNDS; round++) {
      for (int k = 0; k < (round == 0 ? steps : steps * 3 / 10); k++) {
        inr.learn(
            random.ints(0, train.size()).distinct().limit(BATCH).mapToObj(train::get).toList());
      }
      inr.print(round == 0 ? "dense meta-learned" : "Meta-SparseINR, round " + round, test, start);
      inr.prune();
    }
  }

  private void print(String name, List<Signal> test, long start) {
    double psnr = test.parallelStream().mapToDouble(this::fit).average().orElseThrow();
    long left = weights().count();
    double kept = 100.0 * left / (theta.length - IntStream.of(fan).skip(1).sum());
    double seconds = 1e-9 * (System.nanoTime() - start);
    String line = "%-23s %8d %6.1f %% %8.2f %8.1f%n";
    System.out.printf(Locale.ROOT, line, name, left, kept, psnr, seconds);
  }

  private static void read(Path folder, int side, List<Signal> train, List<Signal> test)
      throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image != null && Math.min(image.getWidth(), image.getHeight()) >= side) {
          (file.getParent().endsWith("test") ? test : train).add(of(image, side));
        }
      }
    }
    if (train.size() < BATCH || test.isEmpty()) {
      String found = train.size() + " images to learn from and " + test.size() + " in 'test'";
      throw new IllegalArgumentException(folder + ": " + found + " of " + side + " pixels a side");
    }
  }

  /** The middle square of an image, averaged; row and column run from -1 to 1. */
  private static Signal of(BufferedImage image, int side) {
    int block = Math.min(image.getWidth(), image.getHeight()) / side;
    double[][] x = new double[2][side * side];
    double[][] t = new double[3][side * side];
    for (int p = 0; p < side * side; p++) {
      x[0][p] = 2.0 * (p / side) / (side - 1) - 1;
      x[1][p] = 2.0 * (p % side) / (side - 1) - 1;
      int left = (image.getWidth() - block * side) / 2 + p % side * block;
      int top = (image.getHeight() - block * side) / 2 + p / side * block;
      for (int rgb : image.getRGB(left, top, block, block, null, 0, block)) {
        for (int c = 0; c < 3; c++) {
          t[c][p] += (rgb >> 16 - 8 * c & 255) / 255.0 / (block * block);
        }
      }
    }
    return new Signal(x, t);
  }
}
