/*
 * Section 2: a good start. The same picture is fitted from several initial networks, each in a worker of
 * its own, in lockstep: none takes a step before all have taken the last.
 */
(function startSection() {
  const source = byId('network').textContent + byId('worker').textContent;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const state = { playing: false, waiting: 0, picture: pictures[0], optimiser: 'adam', rate: 1e-4, marks: [] };
  const controls = byId('start-controls');
  // A step of so many weights takes longer than one likes to wait: such networks are not ticked at first.
  const MANY = 50000;
  const first = new Set([0, 1, stages.length - 1, Math.floor((stages.length + 1) / 2)]
    .filter((i) => i === stages.length - 1 || stages[i].weights <= MANY));
  const runners = stages.map((stage, index) => ({
    stage, index, on: first.has(index), worker: null, curve: [], card: card(stage, index),
  }));

  function card(stage, index) {
    const canvas = element('canvas', { role: 'img', 'aria-label': `fitted from ${stage.name}` });
    const says = element('figcaption', {}, '');
    const figure = element('figure', { class: 'fit', style: `border-color: ${stageColour(index)}` }, canvas, says);
    return { canvas, says, figure };
  }

  function send(runner, message) {
    state.waiting++;
    runner.worker.postMessage(message);
  }

  function running() {
    return runners.filter((runner) => runner.on);
  }

  /** Forgets all steps and shows what the initial networks give. */
  function restart() {
    state.waiting = 0;
    state.marks = [];
    runners.forEach((runner) => {
      if (runner.worker) {
        runner.worker.terminate();
        runner.worker = null;
      }
      runner.curve = [];
      runner.millis = 0;
    });
    paint(byId('start-target'), state.picture.values, data.height, data.width);
    byId('start-cards').replaceChildren(...running().map((runner) => runner.card.figure));
    running().forEach((runner) => {
      runner.worker = new Worker(address);
      runner.worker.onmessage = (event) => heard(runner, event.data);
      send(runner, { begin: runner.stage.json, picture: { values: state.picture.values, height: data.height, width: data.width } });
    });
    draw();
  }

  function heard(runner, answer) {
    state.waiting--;
    const shown = psnr(answer.loss);
    runner.curve.push([answer.step, shown, answer.loss]);
    runner.millis = answer.step === 0 ? 0 : answer.millis;
    paint(runner.card.canvas, answer.values, data.height, data.width);
    runner.card.says.textContent = `${runner.stage.name}, ${runner.stage.weights} weights: ${shown.toFixed(2)} dB`;
    if (state.waiting === 0) {
      draw();
      byId('start').dataset.step = steps();
      if (state.playing) {
        setTimeout(step, reducedMotion.matches ? 250 : 0);
      }
    }
  }

  function steps() {
    const one = running()[0];
    return one && one.curve.length ? one.curve[one.curve.length - 1][0] : 0;
  }

  function step() {
    if (state.waiting > 0) {
      return;
    }
    if (running().length === 0) {
      play(false);
      return;
    }
    running().forEach((runner) => send(runner, { step: { optimiser: state.optimiser, rate: state.rate } }));
  }

  function draw() {
    plot(byId('start-plot'), {
      title: `PSNR in decibels by step: ${running().filter((r) => r.curve.length).map((r) => `${r.stage.name} ${r.curve[r.curve.length - 1][1].toFixed(1)}`).join(', ')}`,
      x: 'steps', y: 'PSNR, dB', marks: state.marks,
      series: running().map((r) => ({ name: r.stage.name, colour: stageColour(r.index), points: r.curve.map((p) => [p[0], p[1]]) })),
    });
    if (running().length === 0) {
      byId('start-says').textContent = 'Choose at least one initial network.';
      return;
    }
    const slow = running().map((r) => (r.millis ? `${r.stage.name} ${r.millis.toFixed(0)} ms` : '')).filter(Boolean);
    const took = slow.length ? ` A step takes: ${slow.join(', ')}.` : '';
    byId('start-says').textContent = `After ${count(steps(), 'step')}.${took}`;
  }

  function play(on) {
    state.playing = on;
    byId('start-play').textContent = on ? 'Pause' : 'Play';
    byId('start-play').setAttribute('aria-pressed', on);
    if (on) {
      step();
    }
  }

  /** A picture of the visitor's: cropped to a square, made as small as the others. */
  async function own(file) {
    if (!file) {
      return;
    }
    try {
      const image = await createImageBitmap(file);
      const side = Math.min(image.width, image.height);
      const canvas = element('canvas', { width: data.width, height: data.height });
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, data.width, data.height);
      const bytes = context.getImageData(0, 0, data.width, data.height).data;
      const n = data.width * data.height;
      const values = new Float32Array(data.channels * n);
      for (let p = 0; p < n; p++) {
        const [r, g, b] = [0, 1, 2].map((c) => bytes[4 * p + c] / 255);
        const colour = data.channels < 3 ? [0.299 * r + 0.587 * g + 0.114 * b, 1] : [r, g, b, 1];
        for (let c = 0; c < data.channels; c++) {
          values[c * n + p] = colour[c];
        }
      }
      state.picture = { name: file.name, values };
      showOwn(file.name);
      byId('start-drop-says').textContent = `Fitting ${file.name}.`;
      restart();
      // A page that is asked to keep still does not begin to move by itself.
      play(!reducedMotion.matches);
    } catch (error) {
      byId('start-drop-says').textContent = `${file.name} is no picture that this browser can read; try a PNG or a JPEG.`;
    }
  }

  const chosen = choice(controls, {
    id: 'start-picture', label: 'Picture', names: pictures.map((p, i) => `picture ${i + 1}`), value: 0,
    onchange: (i) => {
      state.picture = pictures[i] || state.own;
      byId('start-drop-says').textContent = pictures[i] ? 'It stays on your machine.' : `Fitting ${state.own.name}.`;
      restart();
    },
  });

  /** The visitor's picture becomes one of the choices, the chosen one. */
  function showOwn(name) {
    state.own = state.picture;
    if (chosen.options.length === pictures.length) {
      chosen.append(element('option', { value: pictures.length }));
    }
    chosen.options[pictures.length].textContent = name;
    chosen.value = pictures.length;
  }

  /** Says in the plot from where on a fit goes another way. */
  function mark(name) {
    if (steps() > 0) {
      state.marks = state.marks.filter((m) => m.x !== steps());
      state.marks.push({ x: steps(), name });
      draw();
    }
  }

  const rate = { set: () => {} };
  choice(controls, {
    id: 'start-optimiser', label: 'Optimiser', names: ['Adam', 'SGD'], value: 0,
    onchange: (i) => {
      state.optimiser = i === 0 ? 'adam' : 'sgd';
      rate.set(i === 0 ? -4 : -2);
      mark(i === 0 ? 'Adam' : 'SGD');
    },
  });
  Object.assign(rate, slider(controls, {
    id: 'start-rate', label: 'Learning rate α', min: -5, max: -1, step: 0.1, value: -4,
    words: (v) => (10 ** v).toExponential(1), oninput: (v) => { state.rate = 10 ** v; },
  }));
  const boxes = element('fieldset', {}, element('legend', {}, 'Initial networks'));
  runners.forEach((runner) => {
    const box = element('input', { type: 'checkbox', id: `start-on-${runner.index}`, checked: runner.on });
    box.onchange = () => { runner.on = box.checked; restart(); if (state.playing) { play(true); } };
    boxes.append(element('label', { class: 'tick' }, box, element('i', { style: `background: ${stageColour(runner.index)}` }), runner.stage.name));
  });
  controls.append(boxes);
  byId('start-step').onclick = () => { play(false); step(); };
  byId('start-play').onclick = () => play(!state.playing);
  byId('start-reset').onclick = () => { play(false); restart(); };
  byId('start-file').onchange = (event) => own(event.target.files[0]);
  const drop = byId('start-drop');
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add('over'); };
  drop.ondragleave = () => drop.classList.remove('over');
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    own(event.dataTransfer.files[0]);
  };
  restart();

  /** What the section's curves are, for those who want the numbers. */
  window.fitCurves = () => runners.map((r) => ({ name: r.stage.name, losses: r.curve.map((p) => p[2]), millis: r.millis }));
}());
