/* What all sections use: the data, elements, pictures, stripes of numbers, plots. */
const data = JSON.parse(document.getElementById('data').textContent);

/** The networks of the page, unpacked: random, dense, each sparse round. */
const stages = data.stages.map((stage) => ({
  ...stage,
  network: makeNetwork(stage.network),
  json: stage.network,
  fitted: floatsOf(stage.fitted),
}));
const pictures = data.pictures.map((picture) => ({ name: picture.name, values: floatsOf(picture.values) }));
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** A colour for each stage, told apart by lightness too. */
function stageColour(index) {
  return `var(--stage-${index % 7})`;
}

function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes, properties (onclick …) and children. */
function element(tag, attributes = {}, ...children) {
  const space = 'svg path line circle rect text g title polyline'.split(' ').includes(tag);
  const e = space ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (name.startsWith('on')) {
      e[name] = value;
    } else if (value !== null && value !== false) {
      e.setAttribute(name, value === true ? '' : value);
    }
  });
  e.append(...children);
  return e;
}

/** A slider with its name and its value in words; calls oninput(value) at once and whenever it moves. */
function slider(host, { id, label, min, max, step, value, words, oninput }) {
  const shown = element('output', { for: id });
  const input = element('input', { id, type: 'range', min, max, step, value });
  const tell = () => {
    shown.textContent = words(Number(input.value));
    input.setAttribute('aria-valuetext', shown.textContent);
  };
  input.oninput = () => {
    tell();
    oninput(Number(input.value));
  };
  tell();
  host.append(element('label', { class: 'slider' }, element('span', {}, label), input, shown));
  return { value: () => Number(input.value), set: (v) => { input.value = v; input.oninput(); } };
}

/** A choice among names; calls onchange(index). */
function choice(host, { id, label, names, value, onchange }) {
  const select = element('select', { id });
  names.forEach((name, i) => select.append(element('option', { value: i, selected: i === value }, name)));
  select.onchange = () => onchange(Number(select.value));
  host.append(element('label', { class: 'choice' }, element('span', {}, label), select));
  return select;
}

/** Paints values in [0, 1], channels in rows, as a picture; one or two channels are grey. */
function paint(canvas, values, height, width) {
  const n = height * width;
  const channels = values.length / n;
  const image = new ImageData(width, height);
  for (let p = 0; p < n; p++) {
    for (let c = 0; c < 3; c++) {
      image.data[4 * p + c] = 255 * values[(channels < 3 ? 0 : c) * n + p] + 0.5;
    }
    image.data[4 * p + 3] = 255;
  }
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** Frames a place of a painted canvas: black and white, so that it is seen on every grey, and whole at the edges. */
function frame(canvas, row, column, size) {
  const context = canvas.getContext('2d');
  const reach = Math.max(2, Math.round(size / 24));
  // Whole pixels: lines between them would be blurred into grey.
  const within = (v) => Math.max(reach, Math.min(size - reach - 1, Math.floor(v))) + 0.5;
  [['#000', 3], ['#fff', 1]].forEach(([colour, width]) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(within(column) - reach, within(row) - reach, 2 * reach, 2 * reach);
  });
}

/** The rules' names as the papers write them. */
const ruleNames = { multistep: 'multi-step', reptile: 'Reptile', fomaml: 'FOMAML', maml: 'exact MAML' };

/** Bytes of a picture as values. */
function bytePicture(base64) {
  return Float32Array.from(bytesOf(base64), (b) => b / 255);
}

/** Blue for negative, white for nothing, orange for positive numbers, on [-1, 1]. */
function signed(v) {
  const a = Math.max(-1, Math.min(1, v));
  const [r, g, b] = a < 0 ? [20, 90, 200] : [225, 95, 0];
  const mix = (c) => Math.round(245 + Math.abs(a) * (c - 245));
  return [mix(r), mix(g), mix(b)];
}

/** Numbers as a stripe of coloured cells, the largest magnitude in full colour. Returns that magnitude. */
function stripe(canvas, numbers) {
  const most = numbers.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  const image = new ImageData(Math.max(1, numbers.length), 1);
  numbers.forEach((v, i) => {
    const [r, g, b] = signed(most === 0 ? 0 : v / most);
    image.data.set([r, g, b, 255], 4 * i);
  });
  canvas.width = Math.max(1, numbers.length);
  canvas.height = 1;
  canvas.getContext('2d').putImageData(image, 0, 0);
  return most;
}

/** A number in few digits. */
function few(v) {
  const a = Math.abs(v);
  return a === 0 ? '0' : a < 0.001 || a >= 10000 ? v.toExponential(1) : v.toPrecision(3);
}

/** A number of things. */
function count(n, thing) {
  return `${n} ${thing}${n === 1 ? '' : 's'}`;
}

/** Round numbers between two: about four of them, 1, 2 or 5 times a power of ten apart. */
function ticks(low, high) {
  const raw = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= raw);
  const shown = [];
  for (let k = Math.ceil(low / step); k * step <= high + 1e-9 * step; k++) {
    shown.push(Number((k * step).toPrecision(6)));
  }
  return shown;
}

/**
 * Curves in a frame. Each series is {colour, points: [[x, y], …], dots, marked}; x may go by logarithm, then
 * its marks are the points' own; y may begin at zero. Marks are {x, name}: what changed there.
 */
function plot(host, { title, x, y, series, log = false, zero = false, marks = [] }) {
  const points = series.flatMap((s) => s.points).filter((p) => p.every(Number.isFinite));
  const box = { left: 44, right: 332, top: 26, bottom: 170 };
  const scale = (v) => (log ? Math.log10(v) : v);
  const range = (values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return high > low ? [low, high] : [Math.max(0, low - 1), high + 1];
  };
  const [x0, x1] = range(points.length ? points.map((p) => scale(p[0])) : [0, 1]);
  let [y0, y1] = range(points.length ? points.map((p) => p[1]) : [0, 1]);
  const pad = 0.06 * (y1 - y0);
  [y0, y1] = [zero ? 0 : y0 - pad, y1 + pad];
  const px = (v) => box.left + ((scale(v) - x0) / (x1 - x0)) * (box.right - box.left);
  const py = (v) => box.bottom - ((v - y0) / (y1 - y0)) * (box.bottom - box.top);
  const svg = element('svg', { viewBox: '0 0 360 212', class: 'plot', role: 'img', 'aria-label': title });
  ticks(y0, y1).forEach((v) => svg.append(
    element('line', { x1: box.left, x2: box.right, y1: py(v), y2: py(v), class: 'rule' }),
    element('text', { x: box.left - 5, y: py(v) + 4, 'text-anchor': 'end' }, String(v))));
  const along = log ? points.map((p) => p[0]) : ticks(x0, x1).filter((v) => Number.isInteger(v) && v >= 0);
  let free = -Infinity;
  along.forEach((v) => {
    const width = 8 * String(v).length;
    if (px(v) - width / 2 > free) {
      free = px(v) + width / 2 + 4;
      svg.append(element('text', { x: px(v), y: box.bottom + 16, 'text-anchor': 'middle' }, String(v)));
    }
  });
  svg.append(
    element('text', { x: box.right + 12, y: box.bottom + 31, 'text-anchor': 'end' }, x),
    element('text', { x: 2, y: 12 }, y));
  marks.filter((m) => m.x >= x0 && m.x <= x1).forEach((m) => svg.append(
    element('line', { x1: px(m.x), x2: px(m.x), y1: box.top, y2: box.bottom, class: 'mark' }),
    element('text', { x: px(m.x) + 3, y: box.top + 10 }, m.name)));
  series.forEach((s) => {
    const visible = s.points.filter((p) => p.every(Number.isFinite));
    svg.append(element('polyline', {
      points: visible.map((p) => `${px(p[0]).toFixed(1)},${py(p[1]).toFixed(1)}`).join(' '),
      fill: 'none', stroke: s.colour, 'stroke-width': 2,
    }));
    (s.dots ? visible : visible.slice(-1)).forEach((p, i) =>
      svg.append(element('circle', { cx: px(p[0]), cy: py(p[1]), r: s.marked === i ? 6 : 3, fill: s.colour })));
  });
  host.replaceChildren(svg);
}
