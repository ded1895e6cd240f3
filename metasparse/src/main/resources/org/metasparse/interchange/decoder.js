/*
 * The decoder: y = W h + b of the last layer, where h_0 = x and h_i = sin(omega (W_i h_{i-1} + b_i)).
 * It knows nothing of pages: it runs in a window, in a worker and in Node alike.
 */

/** The layers out of a page's text: arrays of little-endian floats and 32-bit integers. */
function readLayers(signal) {
  const buffer = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
  return signal.layers.map((layer) => ({
    rows: layer.rows,
    cols: layer.cols,
    weights: new Float32Array(buffer(layer.weights)),
    bias: new Float32Array(buffer(layer.bias)),
    // Row r of a pruned layer owns the weights rowStart[r] <= j < rowStart[r + 1], in column[j].
    rowStart: layer.rowStart && new Int32Array(buffer(layer.rowStart)),
    column: layer.column && new Int32Array(buffer(layer.column)),
  }));
}

/** Where point k of an axis lies; k need not be whole. Rounded to floats as the encoder does. */
function coordinatesOf(signal) {
  return (axis, k) => {
    const s = signal.sizes[axis];
    return s === 1 ? 0 : Math.fround(signal.extents[axis] * Math.fround((2 * k - (s - 1)) / (s - 1)));
  };
}

/**
 * Calls put(axis, p, x) with the coordinates of n points of a grid, from its first one on; see decode for axes.
 */
function forCoordinates(signal, axes, first, n, put) {
  const coordinate = coordinatesOf(signal);
  let stride = 1;
  for (let a = axes.length - 1; a >= 0; a--) {
    for (let p = 0; p < n; p++) {
      const k = Math.floor((first + p) / stride) % axes[a].count;
      put(a, p, coordinate(a, axes[a].start + k * axes[a].step));
    }
    stride *= axes[a].count;
  }
}

function makeDecoder(signal) {
  const layers = readLayers(signal);
  const channels = layers[layers.length - 1].rows;

  /** z = W h + b for n points; h holds features in rows of n. */
  function linear(layer, h, n) {
    const z = new Float64Array(layer.rows * n);
    for (let r = 0; r < layer.rows; r++) {
      const row = z.subarray(r * n, r * n + n).fill(layer.bias[r]);
      const first = layer.rowStart ? layer.rowStart[r] : r * layer.cols;
      const end = layer.rowStart ? layer.rowStart[r + 1] : first + layer.cols;
      for (let j = first; j < end; j++) {
        const w = layer.weights[j];
        const from = (layer.column ? layer.column[j] : j - first) * n;
        for (let p = 0; p < n; p++) {
          row[p] += w * h[from + p];
        }
      }
    }
    return z;
  }

  /** The network at n points: x holds coordinates, the result channels, in rows of n. */
  function evaluate(x, n) {
    let h = x;
    layers.forEach((layer, i) => {
      h = linear(layer, h, n);
      if (i < layers.length - 1) {
        for (let k = 0; k < h.length; k++) {
          h[k] = Math.sin(signal.omega * h[k]);
        }
      }
    });
    return h;
  }

  /**
   * The network on a grid. Each axis is {start, step, count} in points of the original; the last one
   * runs fastest. Returns channels in rows.
   */
  function decode(axes) {
    const count = axes.reduce((n, axis) => n * axis.count, 1);
    const values = new Float32Array(channels * count);
    const tile = 128;
    for (let first = 0; first < count; first += tile) {
      const n = Math.min(tile, count - first);
      const x = new Float64Array(axes.length * n);
      forCoordinates(signal, axes, first, n, (a, p, v) => { x[a * n + p] = v; });
      const y = evaluate(x, n);
      for (let c = 0; c < channels; c++) {
        values.set(y.subarray(c * n, c * n + n), c * count + first);
      }
    }
    return values;
  }

  return { channels, decode };
}
