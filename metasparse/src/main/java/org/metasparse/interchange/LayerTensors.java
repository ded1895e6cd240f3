package org.metasparse.interchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metasparse.files.InputException;
import org.metasparse.files.Json;
import org.metasparse.format.TensorData;
import org.metasparse.format.TensorFile;

/**
 * The tensors of one layer of a {@code state_dict}, found by their keys.
 *
 * <p>A key is {@code LIST.N[.linear|.0].ROLE}, or, for one layer behind the numbered ones, {@code
 * NAME[.linear|.0].ROLE} with a name beside the list's, such as {@code last_layer}. {@code LIST}
 * may be any path, such as {@code layers} or {@code module.net}, the same for all layers.
 *
 * @param key what stands before the roles, for messages
 * @param byRole the tensors
 */
record LayerTensors(String key, Map<String, TensorData> byRole) {
  static final String WEIGHT = "weight";
  static final String ORIGINAL = "weight_orig";
  static final String MASK = "weight_mask";
  static final String ROW_START = "weight.crow_indices";
  static final String COLUMN = "weight.col_indices";
  static final String VALUES = "weight.values";
  static final String BIAS = "bias";

  private static final List<String> ROLES =
      List.of(ROW_START, COLUMN, VALUES, ORIGINAL, MASK, WEIGHT, BIAS);

  /** Names of modules joined by dots: what can be shown in a message as it is. */
  private static final String PATH = "[\\w-]+(\\.[\\w-]+)*";

  private static final int MOST_NAMED = 5;

  /**
   * Sorts the tensors of a file into layers.
   *
   * @param name the file's name for messages
   * @param file its content
   * @return the layers from first to last, at least two
   * @throws InputException if there are other tensors, or the layers are not numbered from 0
   *     without a gap
   */
  static List<LayerTensors> of(String name, TensorFile file) {
    Map<String, TreeMap<Integer, LayerTensors>> lists = new LinkedHashMap<>();
    Map<String, LayerTensors> named = new LinkedHashMap<>();
    List<String> unexpected = new ArrayList<>();
    file.tensors()
        .forEach(
            (key, tensor) -> {
              if (isBuffer(key)) {
                return;
              }
              String role = role(key);
              String path =
                  role == null ? "" : path(key.substring(0, key.length() - role.length()));
              if (!path.matches(PATH)) {
                unexpected.add(Json.write(key));
                return;
              }
              String last = path.substring(path.lastIndexOf('.') + 1);
              LayerTensors layer =
                  last.matches("[0-9]{1,6}")
                      ? lists
                          .computeIfAbsent(parent(path), p -> new TreeMap<>())
                          .computeIfAbsent(Integer.parseInt(last), n -> empty(path))
                      : named.computeIfAbsent(path, LayerTensors::empty);
              if (layer.byRole.put(role, tensor) != null) {
                throw new InputException(
                    name + ": holds " + Json.write(key) + " and another " + role + " of " + path);
              }
            });
    if (!unexpected.isEmpty()) {
      throw unexpected(name, unexpected);
    }
    return ordered(name, lists, named);
  }

  /** Whether it is a module's buffer that is none of a network's: the official code's grid. */
  static boolean isBuffer(String key) {
    return key.equals("grid") || key.endsWith(".grid");
  }

  private static List<LayerTensors> ordered(
      String name,
      Map<String, TreeMap<Integer, LayerTensors>> lists,
      Map<String, LayerTensors> named) {
    if (lists.size() != 1) {
      throw new InputException(
          name
              + (lists.isEmpty()
                  ? ": holds no numbered layers"
                  : ": holds more than one list of layers: " + some(lists.keySet()))
              + "; give the state_dict of one SIREN: layers.N.linear.weight and .bias");
    }
    String list = lists.keySet().iterator().next();
    TreeMap<Integer, LayerTensors> numbered = lists.get(list);
    for (int i = 0; i < numbered.size(); i++) {
      if (!numbered.containsKey(i)) {
        throw new InputException(
            name
                + ": holds "
                + numbered.lastEntry().getValue().key
                + " but no layer "
                + i
                + "; layers are numbered from 0 without a gap");
      }
    }
    List<LayerTensors> layers = new ArrayList<>(numbered.values());
    layers.addAll(named.values());
    if (named.size() > 1
        || named.keySet().stream().anyMatch(path -> !parent(path).equals(parent(list)))) {
      throw unexpected(name, new ArrayList<>(named.keySet()));
    }
    if (layers.size() < 2) {
      throw new InputException(
          name + ": holds one layer; a SIREN has at least one sine layer and a linear one");
    }
    return layers;
  }

  private static LayerTensors empty(String path) {
    return new LayerTensors(path, new LinkedHashMap<>());
  }

  private static String role(String key) {
    for (String role : ROLES) {
      if (key.endsWith("." + role)) {
        return role;
      }
    }
    return null;
  }

  /** The layer's path, without the module that a layer wraps and the dot at the end. */
  private static String path(String beforeRole) {
    String path = beforeRole.substring(0, beforeRole.length() - 1);
    String within = path.substring(path.lastIndexOf('.') + 1);
    boolean wrapped =
        within.equals("linear") || within.equals("0") && parent(path).matches("(.*\\.)?[0-9]{1,6}");
    return wrapped ? parent(path) : path;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static InputException unexpected(String name, List<String> keys) {
    return new InputException(
        name
            + ": holds "
            + some(keys)
            + ", which no SIREN has; it has layers.N.linear.weight (or weight_orig and"
            + " weight_mask) and .bias; leave out the others");
  }

  private static String some(Collection<String> keys) {
    List<String> first = keys.stream().limit(MOST_NAMED).toList();
    int more = keys.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
