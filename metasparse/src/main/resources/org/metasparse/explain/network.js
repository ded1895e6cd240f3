/*
 * The network in plain arithmetic: forward, backward, SGD, Adam. It knows nothing of pages and runs in a
 * window, in a worker and in Node alike.
 *
 *   h_0 = x            z_i = W_i h_{i-1} + b_i            h_i = sin(omega z_i)            y = W h + b
 *
 *   loss  L = 1/N sum over pixels of l,     l = 1/C sum over channels of (y_c - t_c)^2
 *
 * Going back, the adjoint of something is dL by d(something):
 *
 *   dy = 2/C (y - t) / N      dz_i = dh_i * omega cos(omega z_i)      dh_{i-1} = W_i' dz_i
 *   dW_i = dz_i h_{i-1}'  at the weights that exist                   db_i = sum over pixels of dz_i
 */

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

function floatsOf(base64) {
  return new Float32Array(bytesOf(base64).buffer);
}

/**
 * Unpacks a network. Each layer has its weights in compressed sparse rows: row r owns the weights
 * rowStart[r] <= j < rowStart[r + 1], which stand in column[j]. All parameters are in one array theta: of
 * each layer the weights, from `weight`, then the biases, from `bias`. What was pruned is not there at all.
 */
function makeNetwork(json) {
  let offset = 0;
  const layers = json.layers.map((layer) => {
    const bits = layer.mask && bytesOf(layer.mask);
    const rowStart = new Int32Array(layer.rows + 1);
    const column = [];
    for (let r = 0; r < layer.rows; r++) {
      for (let c = 0; c < layer.cols; c++) {
        const place = r * layer.cols + c;
        if (!bits || (bits[place >> 3] >> (place & 7)) & 1) {
          column.push(c);
        }
      }
      rowStart[r + 1] = column.length;
    }
    const weight = offset;
    const bias = weight + column.length;
    offset = bias + layer.rows;
    return { rows: layer.rows, cols: layer.cols, rowStart, column: Int32Array.from(column), weight, bias };
  });
  return { omega: json.omega, layers, theta: floatsOf(json.theta), size: offset };
}

/** Pixels that go through the layers together: few enough to stay in the processor's cache. */
const TILE = 256;

/** Room for one tile: of each layer values h, cosines and adjoints d, features in rows of TILE. */
function makeRoom(network) {
  return network.layers.map((layer) => ({
    h: new Float32Array(layer.rows * TILE),
    cos: new Float32Array(layer.rows * TILE),
    d: new Float32Array(layer.rows * TILE),
  }));
}

/**
 * z <- sin(omega z) and cos <- omega cos(omega z) for from <= p < to. Both at once, as they share their work: with a =
 * omega z = k pi/2 + r and |r| <= pi/4, sine and cosine of r are a few terms of their power series, and k says
 * which of them is which. Three times as fast as Math.sin and Math.cos, and as good to ten digits.
 */
function sinCos(omega, z, cos, from, to) {
  for (let p = from; p < to; p++) {
    const a = omega * z[p];
    const k = Math.floor(a * (2 / Math.PI) + 0.5);
    const r = a - k * (Math.PI / 2);
    const q = r * r;
    const s = r * (1 + q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * (1 / 362880 - q / 39916800)))));
    const c = 1 + q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320 - q / 3628800))));
    const odd = k & 1;
    const sine = odd ? c : s;
    const cosine = odd ? -s : c;
    const sign = k & 2 ? -1 : 1;
    z[p] = sign * sine;
    cos[p] = sign * omega * cosine;
  }
}

/** The values of n pixels (at most TILE), whose coordinates stand in rows of TILE. */
function forward(network, theta, x, n, room, omega) {
  let h = x;
  network.layers.forEach((layer, i) => {
    const z = room[i].h;
    const cos = room[i].cos;
    const sine = i < network.layers.length - 1;
    for (let r = 0; r < layer.rows; r++) {
      const to = r * TILE;
      z.fill(theta[layer.bias + r], to, to + n);
      for (let j = layer.rowStart[r]; j < layer.rowStart[r + 1]; j++) {
        const w = theta[layer.weight + j];
        const from = layer.column[j] * TILE;
        for (let p = 0; p < n; p++) {
          z[to + p] += w * h[from + p];
        }
      }
      if (sine) {
        sinCos(omega, z, cos, to, to + n);
      }
    }
    h = z;
  });
  return h;
}

/** Adds to the gradient what n pixels contribute; the adjoint of y stands in the last layer's d. */
function backward(network, theta, x, n, room, gradient) {
  for (let i = network.layers.length - 1; i >= 0; i--) {
    const layer = network.layers[i];
    const dz = room[i].d;
    const h = i === 0 ? x : room[i - 1].h;
    const dh = i === 0 ? null : room[i - 1].d.fill(0);
    for (let r = 0; r < layer.rows; r++) {
      const from = r * TILE;
      let db = 0;
      for (let p = from; p < from + n; p++) {
        db += dz[p];
      }
      gradient[layer.bias + r] += db;
      for (let j = layer.rowStart[r]; j < layer.rowStart[r + 1]; j++) {
        const w = theta[layer.weight + j];
        const to = layer.column[j] * TILE;
        let dw = 0;
        for (let p = 0; p < n; p++) {
          dw += dz[from + p] * h[to + p];
        }
        for (let p = 0; dh && p < n; p++) {
          dh[to + p] += w * dz[from + p];
        }
        gradient[layer.weight + j] += dw;
      }
    }
    for (let k = 0; dh && k < dh.length; k++) {
      dh[k] *= room[i - 1].cos[k];
    }
  }
}

/** A picture to fit: targets and coordinates, each in rows of n. */
function makePicture(values, height, width) {
  return { x: grid(height, width), t: values, n: height * width };
}

/** An even grid from -1 to 1; the first coordinate runs down the rows, the second along them. */
function grid(height, width) {
  const n = height * width;
  const x = new Float32Array(2 * n);
  const along = (k, size) => (size === 1 ? 0 : (2 * k - (size - 1)) / (size - 1));
  for (let p = 0; p < n; p++) {
    x[p] = along(Math.floor(p / width), height);
    x[n + p] = along(p % width, width);
  }
  return x;
}

/** Calls visit(first, count, coordinates) for one tile of points after the other. */
function tiles(x, dims, n, visit) {
  const tile = new Float32Array(dims * TILE);
  for (let first = 0; first < n; first += TILE) {
    const count = Math.min(TILE, n - first);
    for (let f = 0; f < dims; f++) {
      tile.set(x.subarray(f * n + first, f * n + first + count), f * TILE);
    }
    visit(first, count, tile);
  }
}

/** The loss and, in `gradient`, dL/dtheta; `values` receives what the network shows now. */
function lossAndGradient(network, theta, picture, room, gradient, values) {
  const channels = network.layers[network.layers.length - 1].rows;
  const { x, t, n } = picture;
  const d = room[room.length - 1].d;
  let loss = 0;
  gradient.fill(0);
  tiles(x, network.layers[0].cols, n, (first, count, tile) => {
    const y = forward(network, theta, tile, count, room, network.omega);
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < count; p++) {
        const error = y[c * TILE + p] - t[c * n + first + p];
        loss += error * error;
        d[c * TILE + p] = (2 * error) / (channels * n);
      }
      values.set(y.subarray(c * TILE, c * TILE + count), c * n + first);
    }
    backward(network, theta, tile, count, room, gradient);
  });
  return loss / (channels * n);
}

/** The network at n points, channels in rows; omega may be another than it learned with. */
function evaluate(network, theta, x, n, omega) {
  const channels = network.layers[network.layers.length - 1].rows;
  const room = makeRoom(network);
  const values = new Float32Array(channels * n);
  tiles(x, network.layers[0].cols, n, (first, count, tile) => {
    const y = forward(network, theta, tile, count, room, omega);
    for (let c = 0; c < channels; c++) {
      values.set(y.subarray(c * TILE, c * TILE + count), c * n + first);
    }
  });
  return values;
}

/**
 * Everything that happens to one pixel, in the order of the tape: coordinates, targets, then z and h of
 * each layer, the loss; with the adjoint of each, and the gradient.
 */
function trace(network, theta, x, t, omega) {
  const room = makeRoom(network);
  const gradient = new Float32Array(network.size);
  const tile = new Float32Array(x.length * TILE);
  x.forEach((value, f) => { tile[f * TILE] = value; });
  const y = forward(network, theta, tile, 1, room, omega);
  const last = room.length - 1;
  let loss = 0;
  t.forEach((target, c) => {
    const error = y[c * TILE] - target;
    loss += (error * error) / t.length;
    room[last].d[c * TILE] = (2 * error) / t.length;
  });
  backward(network, theta, tile, 1, room, gradient);
  const first = (rows) => Float32Array.from({ length: rows.length / TILE }, (_, f) => rows[f * TILE]);
  const nodes = [{ value: Float32Array.from(x), adjoint: [] }, { value: Float32Array.from(t), adjoint: [] }];
  let h = nodes[0].value;
  network.layers.forEach((layer, i) => {
    const z = Float32Array.from({ length: layer.rows }, (_, r) => {
      let sum = theta[layer.bias + r];
      for (let j = layer.rowStart[r]; j < layer.rowStart[r + 1]; j++) {
        sum += theta[layer.weight + j] * h[layer.column[j]];
      }
      return sum;
    });
    nodes.push({ value: z, adjoint: first(room[i].d) });
    if (i < last) {
      // dh = W' dz of the layer above; room keeps only what became of it, dz.
      const above = network.layers[i + 1];
      const dh = new Float32Array(layer.rows);
      for (let r = 0; r < above.rows; r++) {
        for (let j = above.rowStart[r]; j < above.rowStart[r + 1]; j++) {
          dh[above.column[j]] += theta[above.weight + j] * room[i + 1].d[r * TILE];
        }
      }
      h = first(room[i].h);
      nodes.push({ value: h, adjoint: dh });
    }
  });
  nodes.push({ value: Float32Array.of(loss), adjoint: Float32Array.of(1) });
  return { nodes, gradient };
}

/** Plain gradient descent: theta <- theta - rate * gradient. */
function sgdStep(theta, gradient, rate) {
  for (let i = 0; i < theta.length; i++) {
    theta[i] -= rate * gradient[i];
  }
}

/** The moments of an Adam that has taken no step. */
function makeAdam(size) {
  return { m: new Float32Array(size), v: new Float32Array(size), steps: 0 };
}

/**
 * Adam (Kingma and Ba 2015): m and v are running means of the gradient and of its square;
 * theta <- theta - rate * m^ / (sqrt(v^) + 1e-8), where m^ = m / (1 - 0.9^t) and v^ = v / (1 - 0.999^t).
 */
function adamStep(adam, theta, gradient, rate) {
  adam.steps++;
  const first = 1 - 0.9 ** adam.steps;
  const second = 1 - 0.999 ** adam.steps;
  for (let i = 0; i < theta.length; i++) {
    const g = gradient[i];
    adam.m[i] = 0.9 * adam.m[i] + 0.1 * g;
    adam.v[i] = 0.999 * adam.v[i] + 0.001 * g * g;
    theta[i] -= (rate * (adam.m[i] / first)) / (Math.sqrt(adam.v[i] / second) + 1e-8);
  }
}

/** PSNR = -10 log10(MSE) of values in [0, 1], in decibels. */
function psnr(mse) {
  return -10 * Math.log10(mse);
}
