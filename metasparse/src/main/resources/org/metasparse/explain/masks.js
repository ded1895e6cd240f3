/*
 * Section 4: weights disappear. A mask says which weights of a layer exist. Row r of W_i makes unit r of
 * layer i, which is column r of W_{i+1}: touch a weight and follow it.
 */
(function masksSection() {
  const learned = stages.slice(1);
  const state = { round: 0, layer: 1, row: 0, column: 0 };
  const canvases = learned[0].network.layers.map((layer, i) => {
    const canvas = element('canvas', { tabindex: 0, role: 'img', class: 'mask' });
    canvas.style.width = `${Math.max(layer.cols * 3, 36)}px`;
    canvas.style.height = `${Math.max(layer.rows * 3, 36)}px`;
    canvas.onpointermove = (event) => touch(event, i, layer, canvas);
    canvas.onclick = (event) => touch(event, i, layer, canvas);
    canvas.onkeydown = (event) => {
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (move) {
        event.preventDefault();
        const here = state.layer === i ? [state.row, state.column] : [0, 0];
        select(i, here[0] + move[0], here[1] + move[1]);
      }
    };
    return canvas;
  });
  byId('masks-layers').replaceChildren(...canvases.map((canvas, i) =>
    element('figure', { class: 'layer-mask' }, canvas, element('figcaption', { id: `masks-layer-${i}` }))));

  function touch(event, i, layer, canvas) {
    const box = canvas.getBoundingClientRect();
    select(i, Math.floor(((event.clientY - box.top) / box.height) * layer.rows), Math.floor(((event.clientX - box.left) / box.width) * layer.cols));
  }

  function select(i, row, column) {
    const layer = learned[0].network.layers[i];
    state.layer = i;
    state.row = Math.max(0, Math.min(layer.rows - 1, row));
    state.column = Math.max(0, Math.min(layer.cols - 1, column));
    drawMasks();
  }

  /** Weights of a layer by place: NaN where there is none. */
  function places(stage, i) {
    const layer = stage.network.layers[i];
    const all = new Float32Array(layer.rows * layer.cols).fill(NaN);
    for (let r = 0; r < layer.rows; r++) {
      for (let j = layer.rowStart[r]; j < layer.rowStart[r + 1]; j++) {
        all[r * layer.cols + layer.column[j]] = stage.network.theta[layer.weight + j];
      }
    }
    return all;
  }

  function drawMasks() {
    const stage = learned[state.round];
    stage.network.layers.forEach((layer, i) => {
      const all = places(stage, i);
      const most = all.reduce((m, w) => (Math.abs(w) > m ? Math.abs(w) : m), 0);
      const image = new ImageData(layer.cols, layer.rows);
      all.forEach((w, k) => {
        const [row, column] = [Math.floor(k / layer.cols), k % layer.cols];
        const linked = (i === state.layer && (row === state.row || column === state.column))
          || (i === state.layer + 1 && column === state.row) || (i === state.layer - 1 && row === state.column);
        let colour = Number.isNaN(w) ? [128, 128, 128] : signed(Math.sign(w) * Math.sqrt(Math.abs(w) / most));
        if (linked) {
          colour = colour.map((c, n) => 0.45 * c + 0.55 * [20, 170, 60][n]);
        }
        image.data.set([...colour, 255], 4 * k);
      });
      const canvas = canvases[i];
      canvas.width = layer.cols;
      canvas.height = layer.rows;
      canvas.getContext('2d').putImageData(image, 0, 0);
      const left = layer.column.length;
      canvas.setAttribute('aria-label', `Mask of W${i}, ${layer.rows} rows, ${layer.cols} columns: ${left} of ${layer.rows * layer.cols} weights are left; arrow keys touch a weight`);
      byId(`masks-layer-${i}`).textContent = `W${i}: ${left} of ${layer.rows * layer.cols}`;
    });
    const w = places(stage, state.layer)[state.row * stage.network.layers[state.layer].cols + state.column];
    const next = state.layer + 1 < stage.network.layers.length
      ? ` Unit ${state.row} is column ${state.row} of W${state.layer + 1}.` : ` Row ${state.row} is channel ${state.row} of the picture.`;
    byId('masks-touched').textContent = `W${state.layer}[${state.row}, ${state.column}] ${Number.isNaN(w) ? 'is gone' : `= ${few(w)}`}.${next}`;
  }

  /** All weights of a round, in those that stay and those that the next pruning takes. */
  function fates() {
    const stage = learned[state.round];
    const next = learned[state.round + 1];
    const [stay, go] = [[], []];
    stage.network.layers.forEach((layer, i) => {
      const after = next && places(next, i);
      places(stage, i).forEach((w, k) => {
        if (!Number.isNaN(w)) {
          (after && Number.isNaN(after[k]) ? go : stay).push(Math.abs(w));
        }
      });
    });
    return { stay, go };
  }

  function histogram() {
    const { stay, go } = fates();
    const all = [...stay, ...go].map((w) => Math.max(w, 1e-9)).sort((a, b) => a - b);
    // By logarithm, as magnitudes span decades; the smallest hundredth is counted in the first bin.
    const [low, high] = [all[Math.floor(all.length / 100)] || 1e-9, all[all.length - 1] || 1].map(Math.log10);
    const BINS = 36;
    const bin = (w) => (BINS * (Math.log10(Math.max(w, 1e-9)) - low)) / (high - low || 1);
    const count = (values) => values.reduce((bins, w) => { bins[Math.max(0, Math.min(BINS - 1, Math.floor(bin(w))))]++; return bins; }, new Array(BINS).fill(0));
    const [kept, gone] = [count(stay), count(go)];
    const top = Math.max(1, ...kept.map((n, i) => n + gone[i]));
    const least = stay.reduce((m, w) => Math.min(m, w), Infinity);
    const last = go.reduce((m, w) => Math.max(m, w), 0);
    const sharp = go.length > 0 && last <= least;
    const says = go.length === 0 ? 'The last round: nothing is pruned after it.'
      : sharp ? `The next pruning takes the ${go.length} weights of |w| up to ${few(last)}.`
        : `The next pruning takes ${go.length} weights by their ${data.score} scores, so |w| alone has no threshold.`;
    const svg = element('svg', { viewBox: '0 0 360 205', class: 'plot', role: 'img', 'aria-label': `Histogram of ${all.length} magnitudes. ${says}` });
    const width = 320 / BINS;
    kept.forEach((n, i) => {
      const height = (v) => (150 * v) / top;
      svg.append(
        element('rect', { x: 20 + i * width, y: 170 - height(n), width: width - 1, height: height(n), class: 'stay' }),
        element('rect', { x: 20 + i * width, y: 170 - height(n + gone[i]), width: width - 1, height: height(gone[i]), class: 'go' }));
    });
    if (sharp) {
      const x = 20 + Math.max(0, Math.min(320, (320 * bin(last)) / BINS));
      svg.append(element('line', { x1: x, x2: x, y1: 10, y2: 170, class: 'threshold' }),
        element('text', { x: x + 4, y: 18 }, 'threshold'));
    }
    svg.append(element('line', { x1: 20, x2: 340, y1: 170, y2: 170, class: 'rule' }), element('text', { x: 20, y: 186 }, `|w| ${few(10 ** low)}`),
      element('text', { x: 340, y: 186, 'text-anchor': 'end' }, few(10 ** high)));
    byId('masks-histogram').replaceChildren(svg);
    byId('masks-histogram-says').textContent = says;
  }

  function draw() {
    const stage = learned[state.round];
    drawMasks();
    histogram();
    const picture = evaluate(stage.network, stage.fitted, grid(data.height, data.width), data.height * data.width, stage.network.omega);
    paint(byId('masks-face'), picture, data.height, data.width);
    byId('masks-face-says').textContent = `${stage.weights} weights: ${stage.fittedPsnr.toFixed(1)} dB`;
    const marked = learned.length - 1 - state.round;
    const curve = (value) => [...learned].reverse().map((s) => [s.weights, value(s)]);
    plot(byId('masks-psnr'), { title: 'PSNR by surviving weights', x: 'weights', y: 'PSNR, dB', log: true, series: [{ colour: 'var(--stage-1)', points: curve((s) => s.psnr), dots: true, marked }] });
    plot(byId('masks-speed'), { title: 'Milliseconds of a step by surviving weights', x: 'weights', y: 'milliseconds a step, one thread', log: true, zero: true, series: [{ colour: 'var(--stage-3)', points: curve((s) => s.stepMs), dots: true, marked }] });
    byId('masks-says').textContent = `${stage.name}: ${stage.weights} weights, ${(100 * stage.kept).toFixed(1)} %; ${stage.psnr.toFixed(2)} dB after 100 steps of Adam, the mean of ${data.pictures.length} picture${data.pictures.length > 1 ? 's' : ''}; a step takes ${stage.stepMs.toFixed(2)} ms.`;
  }

  byId('masks-score').textContent = { magnitude: 'its magnitude |w|', fisher: 'its Fisher score (mean g²·w²: about what the loss would gain without it)' }[data.score] || `by the rule ${data.score}`;
  slider(byId('masks-controls'), {
    id: 'masks-round', label: 'Round', min: 0, max: learned.length - 1, step: 1, value: 0,
    words: (v) => (v === 0 ? 'dense' : `${v} of ${learned.length - 1}`), oninput: (v) => { state.round = v; draw(); },
  });
  draw();
}());
