package org.metasparse.signal.shape;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.files.Content;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Division;
import org.metasparse.signal.Given;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.MediumDefaults;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.SignalOption;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Slices;

/** Shapes: distances to a surface in space, sampled from meshes and turned back into one. */
public record ShapeMedium() implements Medium {
  /** Points on each edge of the cube in which a mesh's distances are sampled. */
  private static final int USUAL_GRID = 64;

  private static final int PRESET_GRID = 32;
  private static final int SAMPLES = 4096;
  private static final float OMEGA = 30;

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String id() {
    return "shape";
  }

  @Override
  public String article() {
    return "a shape";
  }

  @Override
  public int axes() {
    return 3;
  }

  @Override
  public int mostChannels() {
    return 1;
  }

  @Override
  public List<String> suffixes() {
    return List.of(".obj", ".ply", ".stl");
  }

  @Override
  public boolean recognises(Path file, String head) {
    return head.startsWith("ply\n") || head.startsWith("ply\r");
  }

  @Override
  public List<SignalOption> options() {
    return List.of(new SignalOption("--grid", "N", "sample shapes at N x N x N points"));
  }

  @Override
  public SignalPreparation asTheyAre() {
    return new ShapePreparation(USUAL_GRID);
  }

  /** A mesh has no size of its own. */
  @Override
  public SignalPreparation ownSize(SignalPreparation trained) {
    return trained;
  }

  @Override
  public SignalPreparation preparation(Given given, SignalPreparation otherwise) {
    int grid = ((ShapePreparation) otherwise).grid();
    return new ShapePreparation(given.integer("--grid", grid, 2, ShapePreparation.MOST));
  }

  @Override
  public SignalPreparation preparation(JsonObject json, int channels) {
    return new ShapePreparation(json.getInt("grid")).withChannels(channels);
  }

  @Override
  public MediumDefaults defaults(int size, float omega) {
    return new MediumDefaults(new ShapePreparation(PRESET_GRID), OMEGA, SAMPLES, false);
  }

  @Override
  public SignalKind kind(double[] n) {
    SignalKind.checkCount(n, 4, number());
    return new ShapeKind(n[0], n[1], n[2], n[3]);
  }

  @Override
  public String size(SignalKind kind, Grid grid) {
    return edges(grid) + " points";
  }

  private static String edges(Grid grid) {
    List<Integer> sizes = grid.sizes();
    return sizes.get(2) + "x" + sizes.get(1) + "x" + sizes.get(0);
  }

  @Override
  public Map<String, Object> facts(SignalKind kind, Grid grid) {
    ShapeKind shape = (ShapeKind) kind;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("grid", edges(grid));
    facts.put("centre", List.of(shape.x(), shape.y(), shape.z()));
    facts.put("halfSide", shape.half());
    return facts;
  }

  @Override
  public List<SignalOption> decodingOptions() {
    return List.of(new SignalOption("--grid", "N", "points on each edge of a shape's cube"));
  }

  @Override
  public Division division(Given given, SignalKind kind, Grid grid) {
    if (!given.flag("--grid")) {
      return Division.of(kind, grid);
    }
    long n = given.integer("--grid", 3, 3, 8 * ShapePreparation.MOST);
    return new Division(List.of(n, n, n), kind);
  }

  @Override
  public String written() {
    return ".obj";
  }

  @Override
  public String writing() {
    return "shapes are written as OBJ; give a name that ends in .obj";
  }

  @Override
  public Content content(Slices signal) {
    return ObjWriter.surface(signal);
  }
}
