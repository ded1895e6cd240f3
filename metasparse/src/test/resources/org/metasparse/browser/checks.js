/* Checks of a page's looks; each returns descriptions of the elements that offend. */

const CONTROLS = 'button, input, select, textarea, summary, a[href], [tabindex="0"]';

function all(selector) {
  return [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility({ visibilityProperty: true })
    && e.getBoundingClientRect().width > 0 && !e.closest('[hidden]'));
}

function describe(e) {
  const b = e.getBoundingClientRect();
  const text = (e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 40);
  return `<${e.tagName.toLowerCase()}${e.id ? ' id=' + e.id : ''} class="${e.getAttribute('class') || ''}"> "${text}" at `
    + [b.left, b.top, b.right, b.bottom].map(Math.round).join(' ');
}

/** Within an element that scrolls or clips sideways, as a wide table may? */
function contained(e) {
  for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) {
      return true;
    }
  }
  return false;
}

/** Meant for screen readers alone: a box of one pixel. */
function unseen(e) {
  const b = e.getBoundingClientRect();
  return b.width <= 1 || b.height <= 1;
}

/** What reaches over the window's sides, and texts that reach over their own boxes. */
function overflowing() {
  const width = document.documentElement.clientWidth;
  const found = all('body *').filter((e) => {
    const b = e.getBoundingClientRect();
    return (b.right > width + 0.5 || b.left < -0.5) && !contained(e) && !e.closest('svg svg, svg > *');
  }).map(describe);
  const cut = all('button, label, h1, h2, h3, p, output, summary')
    .filter((e) => !unseen(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
    .map((e) => 'cut off: ' + describe(e));
  if (document.documentElement.scrollWidth > width) {
    found.push('the page scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + width);
  }
  return found.concat(cut);
}

/** Controls and texts that lie over each other, neither being within the other. */
function overlapping() {
  const boxes = all('button, input, select, textarea, summary, label, h1, h2, h3, p, output, canvas, figcaption')
    .filter((e) => !unseen(e) && !e.closest('svg'));
  const found = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (a.contains(b) || b.contains(a)) {
      return;
    }
    const p = a.getBoundingClientRect();
    const q = b.getBoundingClientRect();
    const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (across > 1 && down > 1) {
      found.push(describe(a) + ' over ' + describe(b));
    }
  }));
  return found;
}

/** What a finger misses: buttons and sliders, with the label around them, under 44 pixels. */
function small() {
  return all('button, input, select, summary').filter((e) => {
    if (unseen(e)) {
      return false;
    }
    const boxes = [e, ...(e.labels || [])].map((x) => x.getBoundingClientRect());
    return Math.max(...boxes.map((b) => b.height)) < 43.5 || Math.max(...boxes.map((b) => b.width)) < 43.5;
  }).map(describe);
}

/** Controls without a name, pictures without a text. */
function unnamed() {
  const label = (e) => (e.getAttribute('aria-label') || '').trim() || (e.getAttribute('alt') || '').trim()
    || (e.getAttribute('aria-labelledby') || '').split(' ').map((id) => id && document.getElementById(id)?.textContent).join('')
    || (e.getAttribute('title') || '').trim();
  const controls = all(CONTROLS).filter((e) => !label(e) && !(e.textContent || '').trim()
    && !(e.labels && [...e.labels].some((l) => l.textContent.trim())));
  const pictures = all('canvas, img, svg').filter((e) => !label(e) && !e.querySelector('title')
    && !e.closest('[aria-hidden=true], [role=img], button') && e.getAttribute('role') !== 'presentation');
  const page = [];
  if (!document.documentElement.lang) {
    page.push('the page has no lang');
  }
  if (!document.title) {
    page.push('the page has no title');
  }
  return page.concat([...controls, ...pictures].map(describe));
}

/** Texts with less contrast than 4.5 : 1, or 3 : 1 where they are large (WCAG 2.2, 1.4.3). */
function faint() {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (css) => {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = css;
    probe.fillRect(0, 0, 1, 1);
    const d = probe.getImageData(0, 0, 1, 1).data;
    return [d[0], d[1], d[2], d[3] / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = (e) => {
    const layers = [];
    for (let p = e; p; p = p.parentElement) {
      const colour = rgba(getComputedStyle(p).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) {
        break;
      }
    }
    return layers.reduceRight((under, top) => over(top, under), rgba('Canvas'));
  };
  const luminance = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const v = c[i] / 255;
    return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0);
  return all('body *').filter((e) => !unseen(e) && !e.disabled && !e.closest('svg, noscript')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim())).flatMap((e) => {
    const style = getComputedStyle(e);
    const back = ground(e);
    const front = over(rgba(style.color), back);
    const [a, b] = [luminance(front), luminance(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return ratio < (large ? 3 : 4.5) ? [`${ratio.toFixed(2)} : 1 ${describe(e)}`] : [];
  });
}
