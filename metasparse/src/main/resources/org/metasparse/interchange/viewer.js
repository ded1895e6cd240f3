'use strict';
/*
 * The viewer: shows what the decoder gives, coarse first, wherever the user looks. Points of the
 * original are one unit wide; view.x and view.y are where the canvas begins, view.zoom its pixels
 * for each unit.
 */
const element = (id) => document.getElementById(id);
const signal = JSON.parse(element('signal').textContent);
const canvas = element('canvas');
const context = canvas.getContext('2d');
const axes = signal.sizes.length;
const isWave = axes === 1;
const width = signal.sizes[axes - 1];
const height = isWave ? 1 : signal.sizes[axes - 2];
const channels = signal.layers[signal.layers.length - 1].rows;
/** Where the axes before the last two are cut: the time of a video, the slice of a solid. */
const cut = signal.sizes.slice(0, Math.max(0, axes - 2)).map((s) => (s - 1) / 2);
const view = { x: 0, y: 0, zoom: 1 };
/** A solid is shown as the surface that it has, or cut through. */
let asSurface = signal.kind === 'shape';

/* ---- The original, if the page has it: beside what is decoded, and their difference. ---- */

const original = signal.original && Uint8Array.from(atob(signal.original), (c) => c.charCodeAt(0));
const gap = Math.ceil(width / 50);
let comparing = Boolean(original);
/** What is decoded, at the original's points: for the difference. */
let decoded = null;
const shownWidth = () => (comparing ? 3 * width + 2 * gap : width);

/* ---- Workers: each has one job at a time, so that dropping the queue stops everything. ---- */

const MULTIPLY_ADDS_A_JOB = 2e7;
let pointsAJob = Math.max(64, Math.round(MULTIPLY_ADDS_A_JOB / signal.parameters));
let queue = [];
let pending = 0;
let whenDone = () => {};

function startWorkers() {
  const serve = 'let decoder; onmessage = (m) => { if (m.data.signal) { decoder = makeDecoder(m.data.signal); }'
    + ' else { const v = decoder.decode(m.data.axes); postMessage(v, [v.buffer]); } };';
  const url = URL.createObjectURL(
    new Blob([element('decoder').textContent, serve], { type: 'text/javascript' }));
  const count = Math.max(1, Math.min(8, (navigator.hardwareConcurrency || 2) - 1));
  return Array.from({ length: count }, () => {
    const worker = new Worker(url);
    worker.postMessage({ signal });
    return { start: (job) => worker.postMessage({ axes: job.axes }), listen: (f) => {
      worker.onmessage = (m) => f(m.data);
      worker.onerror = () => { element('state').textContent = 'the decoder failed'; };
    } };
  });
}

/** Where workers are not allowed: the same in slices of the page's own time. */
function startHere() {
  const decoder = makeDecoder(signal);
  let tell;
  return [{ start: (job) => setTimeout(() => tell(decoder.decode(job.axes)), 0), listen: (f) => { tell = f; } }];
}

/** The graphics card, as one worker with large jobs; #gpu and #workers behind the page's address force the one or the other. */
function startGpu() {
  const gpu = location.hash === '#workers' ? null : makeGpu(signal, location.hash === '#gpu');
  if (!gpu) {
    return null;
  }
  pointsAJob = 1 << 16;
  let tell;
  const start = (job) => setTimeout(() => {
    try {
      tell(gpu.decode(job.axes));
    } catch (lost) {
      location.hash = '#workers';
      location.reload();
    }
  }, 0);
  return [{ start, listen: (f) => { tell = f; } }];
}

let workers = startGpu();
document.body.dataset.decoder = workers ? 'gpu' : 'workers';
try {
  workers = workers || startWorkers();
} catch (e) {
  workers = startHere();
  document.body.dataset.decoder = 'page';
}
for (const worker of workers) {
  worker.listen((values) => {
    const job = worker.job;
    worker.job = null;
    if (job.run === run) {
      job.show(values, job);
      pending--;
      tellState();
      if (pending === 0) {
        document.body.dataset.ready = 'true';
        whenDone();
      }
    }
    next(worker);
  });
}
let run = 0;

function next(worker) {
  if (!worker.job && queue.length > 0) {
    worker.job = queue.shift();
    worker.start(worker.job);
  }
}

/** Does these jobs instead of what was to be done. */
function work(jobs, done) {
  run++;
  queue = jobs;
  pending = jobs.length;
  whenDone = done;
  jobs.forEach((job) => { job.run = run; });
  workers.forEach(next);
  tellState();
}

function tellState() {
  const percent = (asSurface ? eye.zoom : view.zoom) * 100;
  element('state').textContent = (pending > 0 ? '… ' : '') + percent.toFixed(percent < 10 ? 2 : 0) + ' %';
}

/* ---- Pictures: images, frames of a video, slices of a solid. ---- */

const toByte = (v) => Math.floor(Math.min(Math.max(v, 0), 1) * 255 + 0.5);

/** Writes the colour of point p, of n, as four bytes. */
function colour(values, n, p, rgba, at) {
  const grey = channels < 3;
  for (let c = 0; c < 3; c++) {
    rgba[at + c] = toByte(values[(grey ? 0 : c) * n + p]);
  }
  rgba[at + 3] = channels === 2 || channels === 4 ? toByte(values[(channels - 1) * n + p]) : 255;
  if (signal.kind === 'shape' && values[p] < 0.5) {
    // Inside: orange, so that the surface can be seen.
    rgba[at] = 255;
    rgba[at + 1] = toByte(0.3 + values[p]);
    rgba[at + 2] = 40;
  }
}

/** The canvas pixels whose centres lie within the signal, on an axis. */
function visible(start, size, pixels) {
  const first = Math.max(0, Math.ceil(-start * view.zoom - 0.5));
  const end = Math.min(pixels, Math.ceil((size - start) * view.zoom - 0.5));
  return { first, count: Math.max(0, end - first) };
}

/** The jobs that fill the canvas with blocks of some pixels, row by row. */
function pictureJobs(block) {
  const across = visible(view.x, width, canvas.width);
  const down = visible(view.y, height, canvas.height);
  const columns = Math.ceil(across.count / block);
  const rows = Math.ceil(down.count / block);
  const step = block / view.zoom;
  const centre = (start, first) => start + (first + block / 2) / view.zoom - 0.5;
  const rowsAJob = Math.max(1, Math.floor(pointsAJob / columns));
  const jobs = [];
  for (let row = 0; columns > 0 && row < rows; row += rowsAJob) {
    const count = Math.min(rowsAJob, rows - row);
    jobs.push({
      axes: cut.map((k) => ({ start: k, step: 0, count: 1 })).concat([
        { start: centre(view.y, down.first + row * block), step, count },
        { start: centre(view.x, across.first), step, count: columns }]),
      show: (values) => showBlocks(values, columns, count, {
        x: across.first,
        y: down.first + row * block,
        w: across.count,
        h: Math.min(count * block, down.count - row * block),
      }, block),
    });
  }
  return jobs;
}

function showBlocks(values, columns, rows, area, block) {
  const pixels = new ImageData(columns, rows);
  for (let p = 0; p < columns * rows; p++) {
    colour(values, columns * rows, p, pixels.data, 4 * p);
  }
  if (block === 1) {
    context.putImageData(pixels, area.x, area.y);
    return;
  }
  const small = new OffscreenCanvas(columns, rows);
  small.getContext('2d').putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.clearRect(area.x, area.y, area.w, area.h);
  // The last blocks may reach over the edge; only what lies within is drawn.
  context.drawImage(
    small, 0, 0, area.w / block, area.h / block, area.x, area.y, area.w, area.h);
}

let shown = null;

function drawPicture(blocks) {
  if (shown) {
    // What was there, moved, until the new is there.
    const old = new OffscreenCanvas(canvas.width, canvas.height);
    old.getContext('2d').drawImage(canvas, 0, 0);
    const scale = view.zoom / shown.zoom;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(old, (shown.x - view.x) * view.zoom, (shown.y - view.y) * view.zoom,
      canvas.width * scale, canvas.height * scale);
  }
  shown = { ...view };
  if (comparing) {
    showPane(1, (p, c) => original[c * width * height + p] / 255);
    showPane(2, (p, c) => 8 * Math.abs(Math.min(1, Math.max(0, decoded[c * width * height + p])) - original[c * width * height + p] / 255));
  }
  work(blocks.flatMap(pictureJobs), () => {});
}

/** Fills a place beside the decoded picture with squares, one for each pixel of the original; value(pixel, channel). */
function showPane(pane, value) {
  const across = visible(view.x - pane * (width + gap), width, canvas.width);
  const down = visible(view.y, height, canvas.height);
  if (across.count === 0 || down.count === 0) {
    return;
  }
  const pixels = new ImageData(across.count, down.count);
  const at = (start, first, i, size) => Math.min(size - 1, Math.max(0, Math.floor(start + (first + i + 0.5) / view.zoom)));
  for (let i = 0; i < across.count * down.count; i++) {
    const row = at(view.y, down.first, Math.floor(i / across.count), height);
    const column = at(view.x - pane * (width + gap), across.first, i % across.count, width);
    for (let c = 0; c < 3; c++) {
      pixels.data[4 * i + c] = toByte(value(row * width + column, channels < 3 ? 0 : c));
    }
    pixels.data[4 * i + 3] = 255;
  }
  context.putImageData(pixels, across.first, down.first);
}

/** The jobs that decode the whole picture, or the slice or frame that is shown, at the original's points. */
function wholeJobs(show) {
  const rows = Math.max(1, Math.floor(pointsAJob / width));
  const jobs = [];
  for (let row = 0; row < height; row += rows) {
    const count = Math.min(rows, height - row);
    jobs.push({
      axes: cut.map((k) => ({ start: k, step: 0, count: 1 })).concat([
        { start: row, step: 1, count }, { start: 0, step: 1, count: width }]),
      show: (values) => show(values, row * width, count * width),
    });
  }
  return jobs;
}

/** Decodes for the difference to the original; dropped by whatever is done instead, and then begun anew. */
function decodeToCompare() {
  const all = new Float32Array(channels * width * height);
  const jobs = wholeJobs((values, first, n) => {
    for (let c = 0; c < channels; c++) {
      all.set(values.subarray(c * n, c * n + n), c * width * height + first);
    }
  });
  work(jobs, () => {
    decoded = all;
    draw();
  });
}

/** Hands a picture over as a PNG file. */
async function download(picture) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await picture.convertToBlob({ type: 'image/png' }));
  link.download = document.title.replace(/\.[a-z]+$/i, '') + '.png';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Saves what is seen of a solid; of all else the whole, decoded at the original's size. */
function savePicture() {
  if (asSurface) {
    const seen = new OffscreenCanvas(canvas.width, canvas.height);
    seen.getContext('2d').drawImage(canvas, 0, 0);
    download(seen);
    return;
  }
  const pixels = new ImageData(width, height);
  const jobs = wholeJobs((values, first, n) => {
    for (let p = 0; p < n; p++) {
      colour(values, n, p, pixels.data, 4 * (first + p));
    }
  });
  work(jobs, async () => {
    const whole = new OffscreenCanvas(width, height);
    whole.getContext('2d').putImageData(pixels, 0, 0);
    await download(whole);
    draw();
  });
}

/* ---- Solids: a surface to turn. The field is decoded once, coarse first. ---- */

const FIELD_SIDES = [24, 64];
let surface = null;
const eye = { turn: 0.6, tip: 0.35, zoom: 1 };

/** How many of the sides are decoded. */
let fields = 0;

/** Decodes the field at the next side, and then at those after it. */
function decodeField() {
  const side = FIELD_SIDES[fields];
  const field = new Float32Array(side ** 3);
  const slab = Math.max(1, Math.floor(pointsAJob / side ** 2));
  const axis = (a, first, count) => {
    const step = (signal.sizes[a] - 1) / (side - 1);
    return { start: first * step, step, count };
  };
  const jobs = [];
  for (let first = 0; first < side; first += slab) {
    const count = Math.min(slab, side - first);
    jobs.push({
      axes: [axis(0, first, count), axis(1, 0, side), axis(2, 0, side)],
      // Files store 0.5 + d / 2.
      show: (values) => values.forEach((v, i) => { field[first * side * side + i] = 2 * v - 1; }),
    });
  }
  work(jobs, () => {
    surface = makeSurface(field, side);
    fields++;
    drawSurface();
    if (fields < FIELD_SIDES.length) {
      decodeField();
    }
  });
}

let finer = 0;

/** Few pixels while it turns, all when it rests. */
function drawSurface(quick = false) {
  clearTimeout(finer);
  if (!surface) {
    return;
  }
  const side = Math.min(canvas.width, canvas.height);
  const size = Math.max(1, Math.min(side, quick ? 120 : 480));
  const small = new OffscreenCanvas(size, size);
  small.getContext('2d').putImageData(new ImageData(surface.draw(size, eye.turn, eye.tip, eye.zoom), size, size), 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, (canvas.width - side) / 2, (canvas.height - side) / 2, side, side);
  tellState();
  if (quick) {
    finer = setTimeout(drawSurface, 150);
  }
}

function turn(x, y) {
  eye.turn -= x;
  eye.tip = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, eye.tip + y));
  drawSurface(true);
}

function toggleSurface() {
  asSurface = !asSurface;
  element('surface').textContent = asSurface ? 'slice' : 'surface';
  element('sliders').hidden = asSurface;
  anew();
  // A slice that was looked at meanwhile dropped what was to be decoded.
  if (asSurface && fields < FIELD_SIDES.length) {
    decodeField();
  }
}

/* ---- Waves: sound. ---- */

const samples = isWave && Array.from({ length: channels }, () => new Float32Array(width).fill(NaN));
let samplesLeft = isWave ? width : 0;

function sampleJobs() {
  const jobs = [];
  for (let first = 0; first < width; first += pointsAJob) {
    const count = Math.min(pointsAJob, width - first);
    jobs.push({
      axes: [{ start: first, step: 1, count }],
      show: (values) => {
        samples.forEach((s, c) => s.set(values.subarray(c * count, c * count + count), first));
        samplesLeft -= count;
        drawWave();
      },
    });
  }
  return jobs;
}

/** A stroke for each pixel, from its least sample to its largest. */
function drawWave() {
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = context.strokeStyle = '#27f';
  samples.forEach((s, c) => {
    for (let i = 0; i < canvas.width; i++) {
      const first = Math.max(0, Math.floor(view.x + i / view.zoom));
      const end = Math.min(width, Math.max(first + 1, Math.ceil(view.x + (i + 1) / view.zoom)) + 1);
      let least = Infinity;
      let most = -Infinity;
      for (let k = first; k < end; k++) {
        least = Math.min(least, s[k]);
        most = Math.max(most, s[k]);
      }
      if (least <= most) {
        context.fillRect(i, lane(most, c), 1, Math.max(1, lane(least, c) - lane(most, c)));
      }
    }
  });
}

/** The height at which a value of a channel is drawn. */
function lane(value, channel) {
  const lanes = canvas.height / channels;
  return (channel + 1 - Math.min(Math.max(value, 0), 1)) * lanes;
}

/** Closer than its samples the wave is decoded anew, at every pixel. */
function curveJobs() {
  const across = visible(view.x, width, canvas.width);
  return across.count === 0 ? [] : [{
    axes: [{ start: view.x + (across.first + 0.5) / view.zoom - 0.5, step: 1 / view.zoom, count: across.count }],
    show: (values) => {
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.strokeStyle = '#27f';
      for (let c = 0; c < channels; c++) {
        context.beginPath();
        for (let i = 0; i < across.count; i++) {
          context.lineTo(across.first + i + 0.5, lane(values[c * across.count + i], c));
        }
        context.stroke();
      }
    },
  }];
}

let sound = null;

/** Plays the samples from where the canvas begins, or stops. */
function playSound() {
  if (sound) {
    sound.onended = null;
    sound.stop();
    soundEnded();
    return;
  }
  const rate = signal.numbers[0];
  // Browsers take 8 to 96 kHz; others are brought there by repeating or leaving out samples.
  const playRate = Math.min(Math.max(rate, 8000), 96000);
  const from = Math.min(Math.max(0, Math.floor(view.x)), width - 1);
  const count = Math.max(1, Math.floor((width - from) * playRate / rate));
  const audio = new AudioContext();
  const buffer = audio.createBuffer(channels, count, playRate);
  for (let c = 0; c < channels; c++) {
    const to = buffer.getChannelData(c);
    for (let i = 0; i < count; i++) {
      const value = samples[c][from + Math.floor(i * rate / playRate)];
      to[i] = value >= 0 || value < 0 ? Math.min(Math.max(2 * value - 1, -1), 1) : 0;
    }
  }
  sound = audio.createBufferSource();
  sound.buffer = buffer;
  sound.connect(audio.destination);
  sound.onended = soundEnded;
  sound.start();
  element('play').textContent = 'stop';
}

function soundEnded() {
  sound.context.close();
  sound = null;
  element('play').textContent = 'play';
}

/* ---- Video: frames as fast as they can be decoded. ---- */

let playing = null;

function playVideo() {
  playing = playing ? null : { since: performance.now(), from: cut[0] };
  element('play').textContent = playing ? 'stop' : 'play';
  if (playing) {
    frame();
  } else {
    draw();
  }
}

function frame() {
  if (playing) {
    const passed = (performance.now() - playing.since) / 1000;
    setCut(0, (playing.from + passed * signal.numbers[0]) % signal.sizes[0]);
    shown = null;
    work(pictureJobs(4), () => requestAnimationFrame(frame));
  }
}

/* ---- What the user does. ---- */

function draw() {
  if (asSurface) {
    drawSurface();
  } else if (comparing && !decoded) {
    decodeToCompare();
  } else if (!isWave) {
    drawPicture([16, 4, 1]);
  } else if (samplesLeft > 0) {
    drawWave();
    tellState();
  } else if (view.zoom > 1) {
    work(curveJobs(), () => {});
  } else {
    drawWave();
    work([], () => {});
  }
}

/** Keeps the signal in sight. */
function settle() {
  view.zoom = limited(view.zoom);
  const margin = 32 / view.zoom;
  const keep = (start, size, pixels) =>
    Math.min(Math.max(start, margin - pixels / view.zoom), size - margin);
  view.x = keep(view.x, shownWidth(), canvas.width);
  view.y = isWave ? 0 : keep(view.y, height, canvas.height);
  draw();
}

const fitting = () =>
  isWave ? canvas.width / width : Math.min(canvas.width / shownWidth(), canvas.height / height);

/** From a quarter of the window, or the original's size where that is less, to 1024 pixels a point. */
const limited = (zoom) => Math.min(Math.max(zoom, Math.min(1, fitting() / 4)), 1024);

function zoomTo(zoom, x = canvas.width / 2, y = canvas.height / 2) {
  if (asSurface) {
    eye.zoom = Math.min(8, Math.max(0.5, eye.zoom * zoom / view.zoom));
    drawSurface(true);
    return;
  }
  const before = view.zoom;
  view.zoom = limited(zoom);
  view.x += x / before - x / view.zoom;
  view.y += y / before - y / view.zoom;
  settle();
}

function centred(zoom) {
  if (asSurface) {
    Object.assign(eye, { turn: 0.6, tip: 0.35, zoom: 1 });
    drawSurface();
    return;
  }
  view.zoom = limited(zoom);
  zoom = view.zoom;
  // Whole numbers, so that pixels of the original are pixels here at 1:1.
  view.x = Math.round((shownWidth() * zoom - canvas.width) / 2) / zoom;
  view.y = Math.round((height * zoom - canvas.height) / 2) / zoom;
  settle();
}

/** Another thing is shown: nothing of the old stays. */
function anew() {
  shown = null;
  context.clearRect(0, 0, canvas.width, canvas.height);
  centred(fitting());
}

function move(x, y) {
  if (asSurface) {
    turn(-4 * x / canvas.width, -4 * y / canvas.height);
    return;
  }
  view.x += x / view.zoom;
  view.y += y / view.zoom;
  settle();
}

/** A position on the page as pixels of the canvas. */
function pixel(event) {
  const box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width;
  return { x: (event.clientX - box.left) * ratio, y: (event.clientY - box.top) * ratio };
}

canvas.addEventListener('wheel', (event) => {
  event.preventDefault();
  const at = pixel(event);
  const notches = event.deltaY / (event.deltaMode === 0 ? 100 : 3);
  zoomTo(view.zoom * 1.25 ** -notches, at.x, at.y);
}, { passive: false });

/** The pointers that are down: one drags, two pinch. */
const pointers = new Map();

function grip() {
  const all = [...pointers.values()];
  const mean = (key) => all.reduce((sum, p) => sum + p[key], 0) / all.length;
  const spread = all.length < 2 ? 1 : Math.max(1, Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y));
  return { x: mean('x'), y: mean('y'), spread };
}

canvas.addEventListener('pointerdown', (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, pixel(event));
});
canvas.addEventListener('pointermove', (event) => {
  if (pointers.has(event.pointerId)) {
    const before = grip();
    pointers.set(event.pointerId, pixel(event));
    const now = grip();
    if (asSurface) {
      turn(3 * (now.x - before.x) / canvas.height, 3 * (now.y - before.y) / canvas.height);
      if (pointers.size > 1) {
        zoomTo(view.zoom * now.spread / before.spread);
      }
      return;
    }
    view.x += (before.x - now.x) / view.zoom;
    view.y += (before.y - now.y) / view.zoom;
    zoomTo(view.zoom * now.spread / before.spread, now.x, now.y);
  }
});
for (const end of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(end, (event) => pointers.delete(event.pointerId));
}

const play = isWave ? playSound : playVideo;
const keys = {
  '+': () => zoomTo(view.zoom * 1.25),
  '=': () => zoomTo(view.zoom * 1.25),
  '-': () => zoomTo(view.zoom / 1.25),
  '0': () => centred(fitting()),
  '1': () => centred(1),
  ArrowLeft: () => move(-canvas.width / 10, 0),
  ArrowRight: () => move(canvas.width / 10, 0),
  ArrowUp: () => move(0, -canvas.height / 10),
  ArrowDown: () => move(0, canvas.height / 10),
  ' ': () => element('play').hidden || play(),
};
canvas.addEventListener('keydown', (event) => {
  if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    keys[event.key]();
  }
});
element('in').onclick = keys['+'];
element('out').onclick = keys['-'];
element('fit').onclick = keys['0'];
element('actual').onclick = keys['1'];
element('save').onclick = savePicture;
element('save').hidden = isWave;
element('play').onclick = play;
element('surface').onclick = toggleSurface;
element('surface').hidden = signal.kind !== 'shape';
element('actual').hidden = signal.kind === 'shape';
element('compare').onclick = () => {
  comparing = !comparing;
  element('compare').setAttribute('aria-pressed', comparing);
  element('legend').hidden = !comparing;
  anew();
};
element('compare').hidden = !original;
element('compare').setAttribute('aria-pressed', comparing);
element('legend').hidden = !comparing;
element('play').hidden = signal.kind !== 'audio' && signal.kind !== 'video';

/** Moves a cut and its slider. */
function setCut(axis, k) {
  cut[axis] = k;
  element('cut' + axis).value = k;
}

cut.forEach((k, axis) => {
  const label = document.createElement('label');
  const slider = document.createElement('input');
  Object.assign(slider, { type: 'range', id: 'cut' + axis, min: 0, max: signal.sizes[axis] - 1, step: 'any' });
  slider.oninput = () => {
    cut[axis] = Number(slider.value);
    playing = null;
    element('play').textContent = 'play';
    draw();
  };
  label.append(signal.kind === 'video' ? 'time' : 'slice', slider);
  element('sliders').append(label);
  setCut(axis, k);
});

element('sliders').hidden = asSurface;
if (asSurface) {
  element('keys').textContent = 'drag or arrow keys turn, wheel or + − zoom, 0 goes back';
}
if (isWave || signal.kind === 'shape') {
  // The squares behind it stand for transparency, which sound and solids have not.
  canvas.style.background = 'none';
}

let sized = false;
new ResizeObserver(() => {
  const box = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(box.width * devicePixelRatio));
  canvas.height = Math.max(1, Math.round(box.height * devicePixelRatio));
  shown = null;
  if (sized) {
    settle();
    return;
  }
  sized = true;
  if (isWave) {
    view.zoom = fitting();
    work(sampleJobs(), draw);
  } else if (asSurface) {
    view.zoom = fitting();
    decodeField();
  } else {
    centred(fitting());
  }
}).observe(canvas);
