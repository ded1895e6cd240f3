/*
 * Section 5: the tape. Forward, each operation computes its value from those that it reads; back, each
 * passes its adjoint dl/dnode to them. The gradient of a weight is a product of two of these numbers:
 *
 *   dl/dW[r, c] = dl/dz[r] * h[c]        where z = W h + b
 */
(function tapeSection() {
  const stage = stages[stages.length - 1];
  const layers = stage.network.layers;
  const state = { layer: 1 % layers.length, row: 0, column: 0 };
  const cards = data.tape.nodes.map((node, index) => {
    const value = element('canvas', { class: 'stripe', role: 'img' });
    const adjoint = element('canvas', { class: 'stripe back', role: 'img' });
    const says = element('span', { class: 'small' });
    const parts = [count(node.rows, 'value')];
    if (node.reads.length) {
      parts.push(`reads ${node.reads.map((k) => `#${k}`).join(', ')}`);
    }
    if (node.parameters) {
      parts.push(`${node.parameters} parameters`, `${node.multiplyAdds} multiply-adds`);
    }
    const linear = node.parameters > 0;
    const card = element('li', { class: node.reads.length ? (linear ? 'linear' : 'other') : 'given' },
      element('div', { class: 'head' }, element('b', {}, `#${index} ${node.name}`), element('code', {}, node.formula)),
      element('span', { class: 'small' }, parts.join(' · ')), value, adjoint, says,
      ...(node.parameters ? [element('details', {}, element('summary', {}, 'How the program computes it'), element('span', { class: 'small' }, node.kernels))] : []));
    return { card, value, adjoint, says };
  });
  byId('tape-nodes').replaceChildren(...cards.map((c) => c.card));
  const sliders = {};

  /** The nodes' cards joined by arrows: values down the left of the gaps, adjoints up the right; past other cards at the side. */
  function edges() {
    const list = byId('tape-nodes');
    const host = list.parentElement;
    const box = host.getBoundingClientRect();
    const svg = element('svg', { width: box.width, height: box.height, viewBox: `0 0 ${box.width} ${box.height}`, class: 'edges', 'aria-hidden': 'true' });
    const at = cards.map((c) => c.card.getBoundingClientRect());
    const top = (i) => at[i].top - box.top;
    const bottom = (i) => at[i].bottom - box.top;
    const side = at[0].right - box.left;
    const edge = (kind, d, [x, y], down) => svg.append(element('path', {
      class: kind, d: `${d}M${x - 5} ${y + (down ? -7 : 7)}L${x} ${y}L${x + 5} ${y + (down ? -7 : 7)}`,
    }));
    let around = 0;
    data.tape.nodes.forEach((node, i) => node.reads.forEach((k) => {
      const back = !cards[k].adjoint.hidden && data.tape.nodes[k].reads.length > 0;
      if (k === i - 1) {
        const x = at[i].left - box.left + 40;
        edge('forward', `M${x} ${bottom(k)}L${x} ${top(i)}`, [x, top(i)], true);
        if (back) {
          edge('backward', `M${x + 40} ${top(i)}L${x + 40} ${bottom(k)}`, [x + 40, bottom(k)], false);
        }
      } else {
        // Leaves and arrives sideways: a line in the gap below, around, and into the gap above.
        const x = side - 30 - 14 * around;
        const out = bottom(k) + 8 + 4 * around;
        const within = top(i) - 12;
        const by = side + 10 + 10 * around++;
        edge('forward', `M${x} ${bottom(k)}L${x} ${out}L${by} ${out}L${by} ${within}L${x} ${within}L${x} ${top(i)}`, [x, top(i)], true);
      }
    }));
    host.querySelectorAll('svg.edges').forEach((old) => old.remove());
    host.append(svg);
  }

  function draw() {
    const result = trace(stage.network, stage.network.theta, touched.coordinate(), touched.target(), stage.network.omega);
    result.nodes.forEach((node, i) => {
      const { value, adjoint, says } = cards[i];
      const most = stripe(value, Array.from(node.value));
      value.setAttribute('aria-label', `values of node ${i}, up to ${few(most)}`);
      adjoint.hidden = node.adjoint.length === 0;
      let text = `value ${node.value.length < 4 ? Array.from(node.value, few).join(', ') : `up to ${few(most)}`}`;
      if (!adjoint.hidden) {
        const back = stripe(adjoint, Array.from(node.adjoint));
        adjoint.setAttribute('aria-label', `adjoints of node ${i}, up to ${few(back)}`);
        text += `; adjoint ${node.adjoint.length < 4 ? Array.from(node.adjoint, few).join(', ') : `up to ${few(back)}`}`;
      }
      says.textContent = text;
    });
    paint(byId('tape-picture'), pictures[0].values, data.height, data.width);
    frame(byId('tape-picture'), touched.row + 0.5, touched.column + 0.5, data.width);
    const loss = result.nodes[result.nodes.length - 1].value[0];
    const recorded = floatsOf(data.tape.nodes[data.tape.nodes.length - 1].value)[0];
    const [row, column] = [Math.floor(data.tape.pixel / data.width), data.tape.pixel % data.width];
    byId('tape-says').textContent = `Pixel ${touched.row}, ${touched.column}: l = ${loss.toPrecision(6)}.`
      + ` At pixel ${row}, ${column} the program recorded ${recorded.toPrecision(6)}.`;
    product(result);
  }

  function product({ nodes, gradient }) {
    const layer = layers[state.layer];
    const z = nodes[2 + 2 * state.layer];
    const h = state.layer === 0 ? nodes[0] : nodes[1 + 2 * state.layer];
    const [a, b] = [z.adjoint[state.row], h.value[state.column]];
    let entry = -1;
    for (let j = layer.rowStart[state.row]; j < layer.rowStart[state.row + 1]; j++) {
      entry = layer.column[j] === state.column ? j : entry;
    }
    const name = `W${state.layer}[${state.row}, ${state.column}]`;
    byId('tape-product').textContent = entry < 0
      ? `${name} was pruned: it is not a parameter, and nobody asks for its gradient.`
      : `∂l/∂${name} = ∂l/∂z[${state.row}] · h[${state.column}] = ${exactly(a)} · ${exactly(b)} = ${exactly(gradient[layer.weight + entry])}`;
  }

  /** With so many digits that the product can be checked. */
  function exactly(v) {
    return v === 0 ? '0' : Math.abs(v) < 0.001 ? v.toExponential(4) : v.toPrecision(5);
  }

  function limit() {
    byId('tape-row').max = layers[state.layer].rows - 1;
    byId('tape-column').max = layers[state.layer].cols - 1;
    state.row = Math.min(state.row, layers[state.layer].rows - 1);
    state.column = Math.min(state.column, layers[state.layer].cols - 1);
    sliders.row.set(state.row);
    sliders.column.set(state.column);
  }

  const host = byId('tape-controls');
  slider(host, {
    id: 'tape-layer', label: 'Layer', min: 0, max: layers.length - 1, step: 1, value: state.layer,
    words: (v) => `W${v}`, oninput: (v) => { state.layer = v; limit(); draw(); },
  });
  sliders.row = slider(host, {
    id: 'tape-row', label: 'Row r', min: 0, max: layers[state.layer].rows - 1, step: 1, value: 0,
    words: (v) => `${v}`, oninput: (v) => { state.row = v; draw(); },
  });
  sliders.column = slider(host, {
    id: 'tape-column', label: 'Column c', min: 0, max: layers[state.layer].cols - 1, step: 1, value: layers[state.layer].column[0] || 0,
    words: (v) => `${v}`, oninput: (v) => { state.column = v; draw(); },
  });
  state.column = sliders.column.value();
  const move = (rows, columns) => () => touched.set(touched.row + rows, touched.column + columns);
  byId('tape-up').onclick = move(-1, 0);
  byId('tape-down').onclick = move(1, 0);
  byId('tape-left').onclick = move(0, -1);
  byId('tape-right').onclick = move(0, 1);
  touched.listeners.push(draw);
  draw();
  edges();
  // Texts that wrap move the cards.
  new ResizeObserver(edges).observe(byId('tape-nodes'));
  document.body.dataset.ready = 'true';
}());
