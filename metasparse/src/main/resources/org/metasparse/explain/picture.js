/* Section 1: a network is a picture. Touch a pixel and follow its coordinate through the layers. */

/** The pixel that all sections look at, and who wants to know when another is touched. */
const touched = {
  row: Math.floor(data.height / 2),
  column: Math.floor(data.width / 2),
  listeners: [],
  set(row, column) {
    touched.row = Math.max(0, Math.min(data.height - 1, row));
    touched.column = Math.max(0, Math.min(data.width - 1, column));
    touched.listeners.forEach((listener) => listener());
  },
  coordinate() {
    const all = grid(data.height, data.width);
    const p = touched.row * data.width + touched.column;
    return [all[p], all[data.height * data.width + p]];
  },
  target() {
    const n = data.height * data.width;
    return Array.from({ length: data.channels }, (_, c) => pictures[0].values[c * n + touched.row * data.width + touched.column]);
  },
};

(function pictureSection() {
  /** Rows and columns that are drawn: the picture's own pixels; twice as many when zoomed in. */
  const side = () => (state.zoom === 1 ? Math.max(data.height, data.width) : 2 * Math.max(data.height, data.width));
  const state = { stage: Math.min(1, stages.length - 1), omega: 1, zoom: 1 };
  const original = byId('picture-original');
  const network = byId('picture-network');
  const host = byId('picture-controls');

  /** The part of the picture that is shown, in [-1, 1]: around the touched pixel, as near as the edge lets. */
  function view() {
    const half = 1 / state.zoom;
    const [y, x] = touched.coordinate();
    const middle = (v) => Math.max(-1 + half, Math.min(1 - half, v));
    return { y: middle(y), x: middle(x), half };
  }

  function draw() {
    const stage = stages[state.stage];
    const { y, x, half } = view();
    const size = side();
    const n = size * size;
    const points = grid(size, size);
    for (let p = 0; p < n; p++) {
      points[p] = y + half * points[p];
      points[n + p] = x + half * points[n + p];
    }
    const omega = stage.network.omega * state.omega;
    paint(network, evaluate(stage.network, stage.fitted, points, n, omega), size, size);
    // The original has a value at its pixels and nowhere else: the nearest one is shown.
    const shown = new Float32Array(data.channels * n);
    for (let p = 0; p < n; p++) {
      const row = Math.round(((points[p] + 1) / 2) * (data.height - 1));
      const column = Math.round(((points[n + p] + 1) / 2) * (data.width - 1));
      for (let c = 0; c < data.channels; c++) {
        shown[c * n + p] = pictures[0].values[(c * data.height + row) * data.width + column];
      }
    }
    paint(original, shown, size, size);
    [original, network].forEach(cross);
    follow(stage, omega);
  }

  /** Marks the touched pixel. */
  function cross(canvas) {
    const { y, x, half } = view();
    const [ty, tx] = touched.coordinate();
    const at = (t, middle) => (((t - middle) / half + 1) / 2) * (side() - 1) + 0.5;
    frame(canvas, at(ty, y), at(tx, x), side());
  }

  /** The touched coordinate on its way through the layers. */
  function follow(stage, omega) {
    const x = touched.coordinate();
    const nodes = trace(stage.network, stage.fitted, x, touched.target(), omega).nodes;
    const last = nodes.length - 2;
    const rows = [['x', 'coordinate', nodes[0].value]];
    for (let i = 3; i < last; i += 2) {
      rows.push([`h${(i - 1) / 2}`, 'sin(ω(Wh + b))', nodes[i].value]);
    }
    rows.push(['y', 'colour', nodes[last].value]);
    byId('picture-layers').replaceChildren(...rows.map(([name, what, values]) => {
      const canvas = element('canvas', { class: 'stripe', role: 'img', 'aria-label': `${name}: ${values.length} values` });
      const most = stripe(canvas, Array.from(values));
      return element('div', { class: 'layer' }, element('b', {}, name), canvas, element('span', {}, `${what}, ${values.length} values up to ${few(most)}`));
    }));
    const y = Array.from(nodes[last].value);
    const byte = (v) => Math.round(255 * Math.max(0, Math.min(1, v)));
    const rgb = y.length < 3 ? [y[0], y[0], y[0]] : y.slice(0, 3);
    byId('picture-swatch').style.background = `rgb(${rgb.map(byte).join(' ')})`;
    byId('picture-says').textContent = `Row ${touched.row}, column ${touched.column}: x = (${x.map((v) => v.toFixed(3)).join(', ')}) → `
      + `y = (${y.map((v) => v.toFixed(3)).join(', ')}); the picture has (${touched.target().map((v) => v.toFixed(3)).join(', ')}).`;
  }

  choice(host, {
    id: 'picture-stage', label: 'Network, fitted to the picture', value: state.stage,
    names: stages.map((s) => `from ${s.name}: ${s.weights} weights, ${s.network.size - s.weights} biases`),
    onchange: (i) => { state.stage = i; draw(); },
  });
  slider(host, {
    id: 'picture-omega', label: 'ω', min: 0.95, max: 1.05, step: 0.0025, value: 1,
    words: (v) => `${(v * stages[state.stage].network.omega).toFixed(2)} (× ${v.toFixed(4)})`, oninput: (v) => { state.omega = v; draw(); },
  });
  slider(host, {
    id: 'picture-zoom', label: 'Zoom', min: 1, max: 12, step: 0.5, value: 1,
    words: (v) => `${v} ×`, oninput: (v) => { state.zoom = v; draw(); },
  });

  [original, network].forEach((canvas) => {
    canvas.onclick = (event) => {
      const box = canvas.getBoundingClientRect();
      const { y, x, half } = view();
      // A canvas of n squares has the coordinates -1 and 1 in the middle of its outer ones.
      const at = (fraction, middle, size) => {
        const t = middle + (half * (2 * (fraction * side() - 0.5))) / (side() - 1) - half;
        return Math.round(((t + 1) / 2) * (size - 1));
      };
      touched.set(
        at((event.clientY - box.top) / box.height, y, data.height),
        at((event.clientX - box.left) / box.width, x, data.width));
    };
    canvas.onkeydown = (event) => {
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (move) {
        event.preventDefault();
        touched.set(touched.row + move[0], touched.column + move[1]);
      }
    };
  });
  touched.listeners.push(draw);
  draw();
}());
