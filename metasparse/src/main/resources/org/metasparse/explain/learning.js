/*
 * Section 3: what meta-learning does. The plane goes through theta and the networks adapted to the first
 * two signals; everything in it was computed by the program: the loss on a grid of 25 x 25 points, the
 * inner steps theta_{k+1} = theta_k - alpha g_k, and minus the meta-gradient of each rule.
 */
(function learningSection() {
  const GRID = 25;
  const SIDE = 400;
  const signals = ['--stage-1', '--stage-3', '--stage-5'];
  const state = { plane: 1, steps: data.innerSteps };
  const host = byId('learning-controls');

  /** From a point of the plane, in units of parameters, to the drawing. */
  function place(plane, [x, y]) {
    const at = (v) => SIDE / 2 + (v / plane.reach) * (SIDE / 2);
    return [at(x), SIDE - at(y)];
  }

  /**
   * A height line by marching squares: in each square of the grid, the line enters and leaves where an edge
   * has one end below the level and one above; between the ends the loss is taken as straight.
   */
  function contour(plane, level) {
    const cell = SIDE / (GRID - 1);
    const loss = (r, c) => plane.loss[r * GRID + c];
    const path = [];
    for (let r = 0; r + 1 < GRID; r++) {
      for (let c = 0; c + 1 < GRID; c++) {
        const corners = [[r, c], [r, c + 1], [r + 1, c + 1], [r + 1, c]];
        const cuts = [];
        corners.forEach((a, i) => {
          const b = corners[(i + 1) % 4];
          const [la, lb] = [loss(...a), loss(...b)];
          if ((la < level) !== (lb < level)) {
            const t = (level - la) / (lb - la);
            cuts.push([(a[1] + t * (b[1] - a[1])) * cell, SIDE - (a[0] + t * (b[0] - a[0])) * cell]);
          }
        });
        for (let i = 0; i + 1 < cuts.length; i += 2) {
          path.push(`M${cuts[i].map((v) => v.toFixed(1)).join(' ')}L${cuts[i + 1].map((v) => v.toFixed(1)).join(' ')}`);
        }
      }
    }
    return path.join('');
  }

  function arrow(svg, from, to, colour, dashed) {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const wing = (turn) => `${(to[0] - 10 * Math.cos(angle + turn)).toFixed(1)} ${(to[1] - 10 * Math.sin(angle + turn)).toFixed(1)}`;
    svg.append(element('path', {
      d: `M${from.map((v) => v.toFixed(1)).join(' ')}L${to.map((v) => v.toFixed(1)).join(' ')}M${wing(0.4)}L${to.join(' ')}L${wing(-0.4)}`,
      fill: 'none', stroke: colour, 'stroke-width': 3, 'stroke-dasharray': dashed,
    }));
  }

  function draw() {
    const plane = data.planes[state.plane];
    const svg = element('svg', {
      viewBox: `0 0 ${SIDE} ${SIDE}`, class: 'plane', role: 'img',
      'aria-label': `The loss around ${plane.name}: from ${few(Math.min(...plane.loss))} to ${few(Math.max(...plane.loss))};`
        + ` ${state.steps} inner steps of three signals and the meta-gradients of four rules`,
    });
    const sorted = [...plane.loss].sort((a, b) => a - b);
    // Shades between the lines: a square for each point of the grid, by how many points have a lower loss.
    const shade = element('g', { class: 'shade', 'aria-hidden': 'true' });
    const cell = SIDE / (GRID - 1);
    plane.loss.forEach((loss, k) => {
      const rank = sorted.findIndex((v) => v >= loss) / sorted.length;
      const [x, y] = [(k % GRID) * cell, SIDE - Math.floor(k / GRID) * cell];
      shade.append(element('rect', { x: (x - cell / 2).toFixed(1), y: (y - cell / 2).toFixed(1), width: cell.toFixed(1), height: cell.toFixed(1), opacity: (0.34 * (1 - rank)).toFixed(3) }));
    });
    svg.append(shade);
    for (let i = 1; i < 12; i++) {
      const level = sorted[Math.floor((i / 12) * (sorted.length - 1))];
      const line = contour(plane, level);
      svg.append(element('path', { d: line, class: 'height', 'stroke-width': i % 3 === 0 ? 2 : 1 }));
      if (i % 3 === 0) {
        // Its loss beside the line, at its lowest end in the drawing, away from the arrows.
        const ends = [...line.matchAll(/M(\S+) (\S+)L/g)].map((m) => [Number(m[1]), Number(m[2])]);
        const [x, y] = ends.reduce((a, b) => (b[1] > a[1] ? b : a), [SIDE / 2, 0]);
        svg.append(element('text', { x: Math.min(SIDE - 50, x), y: Math.max(14, Math.min(SIDE - 4, y)), class: 'level' }, few(level)));
      }
    }
    const theta = place(plane, [0, 0]);
    const dashes = ['', '8 4', '3 3', '9 3 3 3'];
    const names = [];
    const legend = plane.rules.map((rule, i) => {
      const within = Math.hypot(...rule.along);
      const unit = rule.along.map((v) => (within === 0 ? 0 : (0.45 * plane.reach * v) / within));
      arrow(svg, theta, place(plane, unit), 'currentColor', dashes[i]);
      names.push({ rule: ruleNames[rule.rule], at: place(plane, unit.map((v) => 1.12 * v)) });
      return `${ruleNames[rule.rule]}: length ${few(rule.length)}, ${Math.round((100 * within) / rule.length)} % of it in this plane`;
    });
    // Names beside the arrows' heads, one below the other where they would cover each other.
    names.sort((a, b) => a.at[1] - b.at[1]).forEach((name, i) => {
      const above = names[i - 1];
      name.at[1] = above ? Math.max(name.at[1], above.at[1] + 16) : name.at[1];
      svg.append(element('text', { x: Math.min(name.at[0], SIDE - 70), y: name.at[1] + 4, class: 'name' }, name.rule));
    });
    plane.paths.forEach((path, s) => {
      for (let k = 0; k < Math.min(state.steps, path.length - 1); k++) {
        arrow(svg, place(plane, path[k]), place(plane, path[k + 1]), `var(${signals[s]})`);
      }
    });
    svg.append(element('circle', { cx: theta[0], cy: theta[1], r: 6, class: 'theta' }),
      element('text', { x: theta[0] + 9, y: theta[1] - 9, class: 'name' }, 'θ'));
    byId('learning-plane').replaceChildren(svg);
    byId('learning-legend').replaceChildren(
      ...plane.paths.map((_, s) => element('li', {}, element('i', { style: `background: var(${signals[s]})` }), `−αg: inner steps of signal ${s + 1}`)),
      ...plane.rules.map((rule, i) => element('li', {}, element('svg', { viewBox: '0 0 30 8', class: 'line', 'aria-hidden': 'true' },
        element('path', { d: 'M0 4L30 4', stroke: 'currentColor', 'stroke-width': 3, 'stroke-dasharray': dashes[i] })),
      `minus the meta-gradient of ${ruleNames[rule.rule]}${rule.rule === data.rule ? ', the rule of this run' : ''}`)));
    byId('learning-says').textContent = `Loss from ${few(sorted[0])} to ${few(sorted[sorted.length - 1])}; at θ ${few(plane.loss[Math.floor((GRID * GRID) / 2)])}.`
      + ` The rules' arrows belong to all ${data.innerSteps} inner steps, whatever k is.`;
    byId('learning-details').textContent = `The arrows of the rules are drawn equally long. ${legend.join('; ')}. The rest points out of the plane.`;
  }

  // The gradients that there are, by their places: g at theta, then after each inner step.
  const K = data.innerSteps;
  const sub = (k) => (k === 0 ? '' : String(k).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[d]));
  const at = Array.from({ length: K + 1 }, (_, k) => `θ${sub(k)}`);
  byId('learning-rules').textContent = `With ${count(K, 'inner step')} there are ${K + 1} gradients of each signal, at ${at.slice(0, K).join(', ')} and ${at[K]}:`
    + ` Reptile adds ${K === 1 ? 'the first' : `the first ${K}`}, FOMAML takes the last alone, multi-step takes the mean of all; exact MAML takes the last back through the inner steps, by products with the Hessian. This run's rule is ${ruleNames[data.rule]}.`;

  choice(host, {
    id: 'learning-plane-of', label: 'Around', names: data.planes.map((p) => p.name), value: state.plane,
    onchange: (i) => { state.plane = i; draw(); },
  });
  slider(host, {
    id: 'learning-steps', label: 'Inner steps k', min: 0, max: data.innerSteps, step: 1, value: state.steps,
    words: (v) => `${v} of ${data.innerSteps}`, oninput: (v) => { state.steps = v; draw(); },
  });
  byId('learning-signals').replaceChildren(...data.signals.map((bytes, s) => {
    const canvas = element('canvas', { role: 'img', 'aria-label': `signal ${s + 1}` });
    paint(canvas, bytePicture(bytes), data.height, data.width);
    return element('figure', { class: 'fit', style: `border-color: var(${signals[s]})` }, canvas, element('figcaption', {}, `signal ${s + 1}`));
  }));
  draw();

  const shown = data.learning;
  slider(byId('learning-outer-controls'), {
    id: 'learning-outer', label: 'Outer steps', min: 0, max: shown.length - 1, step: 1, value: shown.length - 1,
    words: (i) => `${shown[i].step}`, oninput: outer,
  });
  function outer(i) {
    paint(byId('learning-theta'), bytePicture(shown[i].theta), data.height, data.width);
    paint(byId('learning-adapted'), bytePicture(shown[i].adapted), data.height, data.width);
    byId('learning-outer-says').textContent = `After ${count(shown[i].step, 'outer step')}, ${count(data.innerSteps, 'inner step')} reach ${shown[i].psnr.toFixed(1)} dB on a picture that it never saw.`;
  }
  outer(shown.length - 1);
}());
