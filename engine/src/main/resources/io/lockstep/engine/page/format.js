// Numbers as the rest of Lockstep writes them, and elements.
const STEPS = {
  time: ['ns', 'us', 'ms', 's'],
  size: ['B', 'KB', 'MB', 'GB'],
  rate: ['bit', 'kbit', 'mbit', 'gbit'],
};

function trimmed(number, digits) {
  const text = number.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

// With every digit that a whole number of nanoseconds, bytes or bits has.
function exact(value, unit) {
  const steps = STEPS[unit];
  if (!steps) {
    return trimmed(value, 3);
  }
  let step = 0;
  let scale = 1;
  while (step < 3 && Math.abs(value) >= scale * 1000) {
    scale *= 1000;
    step++;
  }
  return value === 0 && unit === 'time' ? '0 s' : trimmed(value / scale, 3 * step || 3) + ' ' + steps[step];
}

// With four digits that matter.
function brief(value, unit) {
  const steps = STEPS[unit];
  if (unit === 'share') {
    return trimmed(value * 100, 2) + '%';
  } else if (!steps) {
    return Math.abs(value) >= 1e6 ? trimmed(value / 1e6, 3) + ' M' : trimmed(value, 3);
  }
  let step = 0;
  let scaled = value;
  while (step < 3 && Math.abs(scaled) >= 999.95) {
    scaled /= 1000;
    step++;
  }
  const digits = Math.abs(scaled) >= 100 ? 1 : Math.abs(scaled) >= 10 ? 2 : 3;
  return trimmed(scaled, digits) + (value === 0 && unit === 'time' ? '' : ' ' + steps[step]);
}

// Nanoseconds as seconds with nine digits in groups, for columns.
function seconds(ns) {
  const text = (ns / 1e9).toFixed(9);
  return text.slice(0, -6) + '\u2009' + text.slice(-6, -3) + '\u2009' + text.slice(-3);
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

// Round places to put a number to on an axis, at most so many.
function ticks(from, to, most) {
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= rough);
  const all = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) {
    all.push(i * step);
  }
  return all;
}
