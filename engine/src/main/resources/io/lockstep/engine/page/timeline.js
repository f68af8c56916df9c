// Lanes along virtual time: load and drops, traffic, what was down, events, verdicts.
const GUTTER = 168;
const LANE = 20;
const MOST_LANES = 40;

function initTimeline() {
  const live = document.querySelector('#timeline .live');
  const spanText = el('span', { class: 'count' });
  const button = (text, label, then) =>
    el('button', { type: 'button', 'aria-label': label, title: label, onclick: then }, text);
  const tools = el('div', { class: 'tools' },
    button('Whole run', 'Show the whole run', () => setSpan(0, END)),
    button('−', 'Zoom out', () => zoom(2)),
    button('+', 'Zoom in', () => zoom(0.5)),
    spanText,
    el('span', { class: 'count' }, 'drag to zoom, click for an instant, arrow keys and + − 0'));
  const picture = svg('svg', { class: 'lanes', tabindex: 0, role: 'img',
    'aria-label': 'What happened along virtual time; the tables of this page say the same' });
  live.replaceChildren(tools, picture);

  let width = 0;
  const x = (time) => GUTTER + ((time - view.from) / (view.to - view.from)) * (width - GUTTER - 12);
  const timeAt = (px) => view.from + ((px - GUTTER) / (width - GUTTER - 12)) * (view.to - view.from);
  const visible = (from, to) => to >= view.from && from <= view.to;
  const clamp = (px) => Math.max(GUTTER, Math.min(width - 12, px));

  function zoom(by) {
    const middle = view.cursor >= view.from && view.cursor <= view.to
      ? view.cursor : (view.from + view.to) / 2;
    setSpan(middle - (middle - view.from) * by, middle + (view.to - middle) * by);
  }

  const lanes = [];
  const links = series.filter((s) => s.kind === 'link');
  if (links.length) {
    lanes.push({ name: 'load, drops', height: 40, draw: drawLoad });
  }
  const shown = index.activities.slice(0, MOST_LANES);
  shown.forEach((a) => lanes.push({ name: a.name, draw: (y) => drawActivity(a, y) }));
  if (shown.length < index.activities.length) {
    lanes.push({ name: `${index.activities.length - shown.length} more below, in Traffic`, draw: () => [] });
  }
  outages(index.carrier, (i) => index.wires[i].name, 'down');
  outages(index.alive, (i) => index.nodes[i], 'dead');
  if (index.events.length) {
    lanes.push({ name: 'events', draw: drawEvents });
  }
  if (index.verdicts.some((v) => v.time >= 0)) {
    lanes.push({ name: 'expectations', draw: drawVerdicts });
  }

  function outages(changes, name, what) {
    const byName = new Map();
    for (const change of changes) {
      const key = name(change.index);
      byName.set(key, [...(byName.get(key) || []), change]);
    }
    for (const [key, all] of byName) {
      const spans = [];
      for (const change of all) {
        const last = spans[spans.length - 1];
        if (!change.up && !(last && last.to === END)) {
          spans.push({ from: change.time, to: END });
        } else if (change.up && last && last.to === END) {
          last.to = change.time;
        }
      }
      lanes.push({ name: `${key} ${what}`, draw: (y) => spans.filter((s) => visible(s.from, s.to)).map((s) =>
        svg('rect', { class: 'down', x: clamp(x(s.from)), y: y + 5, height: LANE - 10,
          width: Math.max(2, clamp(x(s.to)) - clamp(x(s.from))) },
        svg('title', {}, `${key} ${what} from ${exact(s.from, 'time')} to ${exact(s.to, 'time')}`))) });
    }
  }

  // The sum over all links by columns of pixels.
  function drawLoad(y) {
    const bins = Math.max(1, Math.floor((width - GUTTER - 12) / 2));
    const load = new Float64Array(bins);
    const lost = new Float64Array(bins);
    const bin = (time) => ((time - view.from) / (view.to - view.from)) * bins;
    for (const one of links) {
      if (one.name === 'throughput') {
        spread(one, load, bin, bins);
      } else if (one.name === 'drops') {
        one.x.forEach((time, i) => {
          const at = Math.floor(bin(time));
          if (one.y[i] > 0 && at >= 0 && at < bins) {
            lost[at] += one.y[i];
          }
        });
      }
    }
    const most = load.reduce((a, b) => Math.max(a, b), 0) || 1;
    const height = 34;
    let path = `M${GUTTER} ${y + 38}`;
    const marks = [];
    for (let i = 0; i < bins; i++) {
      path += `L${GUTTER + 2 * i} ${(y + 38 - (load[i] / most) * height).toFixed(1)}`;
      if (lost[i]) {
        marks.push(svg('rect', { class: 'lost', x: GUTTER + 2 * i, y: y + 34, width: 2, height: 5 },
          svg('title', {}, `${lost[i]} lost`)));
      }
    }
    return [svg('path', { class: 'rate', d: path + `L${GUTTER + 2 * (bins - 1)} ${y + 38}Z` }), ...marks,
      svg('text', { class: 'quiet', x: width - 14, y: y + 10, 'text-anchor': 'end' }, 'at most ' + brief(most, 'rate'))];
  }

  // Adds the mean of a series in each bin.
  function spread(one, sums, bin, bins) {
    for (let i = 0; i < one.x.length; i++) {
      if (one.y[i] === 0) {
        continue;
      }
      const from = Math.max(0, bin(one.x[i]));
      const to = Math.min(bins, bin(i + 1 < one.x.length ? one.x[i + 1] : END));
      for (let at = Math.floor(from); at < to; at++) {
        sums[at] += one.y[i] * Math.max(0, Math.min(to, at + 1) - Math.max(from, at));
      }
    }
  }

  function drawActivity(a, y) {
    if (a.start < 0) {
      return [svg('text', { class: 'quiet', x: GUTTER + 4, y: y + 14 }, 'never started')];
    }
    const end = a.end < 0 ? END : a.end;
    if (!visible(a.start, end)) {
      return [];
    }
    const from = clamp(x(a.start));
    const wide = Math.max(3, clamp(x(end)) - from);
    const text = `${a.kind} ${a.ends}, ${a.what}`;
    const inside = wide > 6.2 * text.length + 12;
    const after = !inside && from + wide + 6.2 * text.length < width;
    return [
      svg('rect', { class: 'bar0 ' + a.state, x: from, y: y + 3, width: wide, height: LANE - 6, rx: 2 },
        svg('title', {}, `${a.name}: ${text}\n${a.state}${a.reason ? ': ' + a.reason : ''}\n`
          + `${exact(a.start, 'time')} – ${exact(end, 'time')}`)),
      inside || after
        ? svg('text', { class: 'quiet', x: inside ? from + 6 : from + wide + 6, y: y + 14, 'pointer-events': 'none' }, text)
        : null];
  }

  function drawEvents(y) {
    const drawn = [];
    let free = GUTTER;
    for (const event of index.events) {
      if (!visible(event.time, event.time)) {
        continue;
      }
      const at = x(event.time);
      drawn.push(svg('path', { class: event.action ? 'act' : 'other',
        d: `M${at - 5} ${y + 10}l5 -5l5 5l-5 5z` },
      svg('title', {}, `${exact(event.time, 'time')}: ${event.what}${event.line ? ' (line ' + event.line + ')' : ''}`)));
      const wide = 6.2 * event.what.length;
      if (at + 9 > free && at + 9 + wide < width) {
        const next = index.events.find((e) => e.time > event.time);
        if (!next || x(next.time) - 8 > at + 9 + wide) {
          drawn.push(svg('text', { class: 'quiet', x: at + 9, y: y + 14 }, event.what));
          free = at + 9 + wide;
        }
      }
    }
    return drawn;
  }

  function drawVerdicts(y) {
    const taken = new Map();
    return index.verdicts.filter((v) => v.time >= 0 && visible(v.time, v.time)).map((v) => {
      // Those of the same instant stand side by side.
      const before = taken.get(v.time) || 0;
      taken.set(v.time, before + 1);
      const at = Math.max(GUTTER, x(v.time) - 5 - before * 11);
      return svg('circle', { class: v.status === 'met' ? 'met' : 'unmet', cx: at, cy: y + 10, r: v.status === 'met' ? 3.5 : 5 },
        svg('title', {}, `${exact(v.time, 'time')}: ${v.text} (line ${v.line})\n${v.status}, ${v.seen}`));
    });
  }

  function shorten(name) {
    return name.length > 26 ? name.slice(0, 25) + '…' : name;
  }

  let cursorLine = null;
  function draw() {
    width = Math.max(480, live.clientWidth);
    const parts = [];
    let y = 24;
    for (const time of ticks(view.from, view.to, (width - GUTTER) / 110)) {
      const at = x(time);
      parts.push(svg('line', { class: 'rule', x1: at, x2: at, y1: 18, y2: 4000 }),
        svg('text', { class: 'quiet', x: at, y: 12, 'text-anchor': 'middle' }, exact(time, 'time')));
    }
    for (const lane of lanes) {
      const height = lane.height || LANE;
      parts.push(svg('text', { x: GUTTER - 10, y: y + height / 2 + 4, 'text-anchor': 'end' },
        svg('title', {}, lane.name), shorten(lane.name)), ...lane.draw(y).filter(Boolean));
      y += height;
    }
    cursorLine = svg('line', { class: 'cursor', y1: 16, y2: y });
    parts.push(cursorLine);
    picture.setAttribute('viewBox', `0 0 ${width} ${y + 6}`);
    picture.setAttribute('height', y + 6);
    picture.replaceChildren(...parts);
    spanText.textContent = `${exact(view.from, 'time')} – ${exact(view.to, 'time')}`;
    moveCursor();
  }

  function moveCursor() {
    const out = view.cursor < view.from || view.cursor > view.to;
    cursorLine.setAttribute('visibility', out ? 'hidden' : 'visible');
    if (!out) {
      cursorLine.setAttribute('x1', x(view.cursor));
      cursorLine.setAttribute('x2', x(view.cursor));
    }
  }

  let dragFrom = null;
  let brush = null;
  const place = (event) => clamp(((event.clientX - picture.getBoundingClientRect().left) / picture.getBoundingClientRect().width) * width);
  picture.addEventListener('pointerdown', (event) => {
    dragFrom = place(event);
    picture.setPointerCapture(event.pointerId);
    brush = svg('rect', { class: 'brush', y: 16, height: 4000, x: dragFrom, width: 0 });
    picture.append(brush);
  });
  picture.addEventListener('pointermove', (event) => {
    if (dragFrom !== null) {
      const at = place(event);
      brush.setAttribute('x', Math.min(at, dragFrom));
      brush.setAttribute('width', Math.abs(at - dragFrom));
    }
  });
  picture.addEventListener('pointerup', (event) => {
    if (dragFrom === null) {
      return;
    }
    const at = place(event);
    brush.remove();
    if (Math.abs(at - dragFrom) > 5) {
      setSpan(timeAt(dragFrom), timeAt(at));
    } else {
      setCursor(timeAt(at));
    }
    dragFrom = null;
  });
  picture.addEventListener('dblclick', () => setSpan(0, END));
  picture.addEventListener('keydown', (event) => {
    const step = (view.to - view.from) / 8;
    const keys = {
      ArrowLeft: () => view.from > 0 && setSpan(view.from - Math.min(step, view.from), view.to - Math.min(step, view.from)),
      ArrowRight: () => view.to < END && setSpan(view.from + Math.min(step, END - view.to), view.to + Math.min(step, END - view.to)),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      0: () => setSpan(0, END),
    };
    if (keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    }
  });
  watch(['span'], draw);
  watch(['cursor'], moveCursor);
  new ResizeObserver(() => {
    if (Math.max(480, live.clientWidth) !== width) {
      draw();
    }
  }).observe(live);
  draw();
}
