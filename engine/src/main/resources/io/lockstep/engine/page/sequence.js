// A sequence diagram of the frames that the filter lets through. Each sending has a line of its own;
// between two sendings time is even, so arrows never run backwards.
const STEP = 24;
const LEFT = 120;
const LOOK_BACK = 400;

function initSequence(box) {
  let rows = [];
  let lanes = new Map();
  let laneWidth = 180;
  const head = svg('svg', { class: 'chart chart-head', height: 28, role: 'presentation' });
  const body = svg('svg', { class: 'chart', role: 'img', 'aria-label': 'Sequence diagram; the table has the same frames' });
  const sheet = el('div', { style: 'position:relative' }, body);
  const viewport = el('div', { class: 'viewport', style: 'height:560px', tabindex: 0 }, head, sheet);
  box.append(viewport);
  body.style.position = 'absolute';

  function show(found) {
    rows = found;
    const seen = new Set();
    for (const i of rows) {
      seen.add(sender(i));
      seen.add(receiver(i));
    }
    // Nodes as they stand in the drawing of the network from left to right, LANs behind them.
    const at = (node) => {
      const rect = node < 0 ? null : document.querySelector(`.drawing [data-node="${node}"] > rect`);
      return rect ? Number(rect.getAttribute('x')) + Number(rect.getAttribute('width')) / 2 : Infinity;
    };
    const places = new Map([...seen].map((node) => [node, at(node)]));
    const order = [...seen].sort((a, b) =>
      (places.get(a) === places.get(b) ? (a < 0 ? b - a : a - b) : places.get(a) - places.get(b)));
    lanes = new Map(order.map((node, at) => [node, at]));
    laneWidth = Math.max(110, Math.min(320, (box.clientWidth - LEFT - 110) / Math.max(1, order.length - 1)));
    const width = LEFT + laneWidth * Math.max(1, order.length - 1) + 100;
    head.setAttribute('width', width);
    body.setAttribute('width', width);
    head.replaceChildren(...order.map((node) => svg('text', { class: 'head', x: x(node), y: 18, 'text-anchor': 'middle' }, placeName(node))));
    sheet.style.height = (rows.length + 3) * STEP + 'px';
    sheet.style.width = width + 'px';
    draw();
  }

  function x(node) {
    return LEFT + lanes.get(node) * laneWidth;
  }

  // Where a time is, in rows.
  function place(time) {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames.sent[rows[middle]] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low === rows.length) {
      return low + 0.2;
    }
    const before = low === 0 ? 0 : frames.sent[rows[low - 1]];
    const after = frames.sent[rows[low]];
    return low - 1 + 0.25 + 0.7 * ((time - before) / (after - before));
  }

  function draw() {
    const top = viewport.scrollTop;
    const height = viewport.clientHeight || 560;
    const from = Math.max(0, Math.floor(top / STEP) - 4);
    const to = Math.min(rows.length, from + Math.ceil(height / STEP) + 8);
    const base = from * STEP;
    const y = (row) => (row - from + 1) * STEP;
    body.style.top = base + 'px';
    body.setAttribute('height', (to - from + 3) * STEP);
    const parts = [...lanes.keys()].map((node) =>
      svg('line', { class: 'life', x1: x(node), x2: x(node), y1: 0, y2: (to - from + 3) * STEP }));
    const under = Math.max(0, from - LOOK_BACK);
    for (let at = under; at < to; at++) {
      const i = rows[at];
      const ended = frames.took[i] < 0 ? at + 1.2 : Math.max(at + 0.15, place(frames.sent[i] + frames.took[i]));
      if (at < from && ended < from) {
        continue;
      }
      parts.push(arrow(i, at, y(at), y(Math.min(ended, to + 4)), at >= from));
    }
    for (let at = from; at < to; at++) {
      const time = frames.sent[rows[at]];
      const gap = at > 0 ? time - frames.sent[rows[at - 1]] : 0;
      if (at === 0 || gap > 0) {
        parts.push(svg('text', { class: 'time', x: LEFT - 34, y: y(at) + 4, 'text-anchor': 'end' },
          svg('title', {}, gap ? 'after ' + exact(gap, 'time') : ''), seconds(time)));
      }
    }
    body.replaceChildren(...parts);
  }

  function arrow(i, at, y1, y2, labelled) {
    const d = summary(i);
    const x1 = x(sender(i));
    let x2 = x(receiver(i));
    let end = y2;
    const lost = isLost(i);
    if (x1 === x2) {
      x2 += 40;
    }
    if (lost) {
      x2 = x1 + (x2 - x1) * 0.55;
      end = y1 + Math.min(y2 - y1, STEP * 0.6);
    }
    const style = lost ? 'lost' : d.style;
    const way = Math.sign(x2 - x1);
    const angle = Math.atan2(end - y1, x2 - x1);
    const tip = (turn) => `${(x2 - 8 * Math.cos(angle + turn)).toFixed(1)} ${(end - 8 * Math.sin(angle + turn)).toFixed(1)}`;
    const parts = [svg('path', { class: `arrow s-${d.style}${lost ? ' lost' : ''}`, d: `M${x1} ${y1}L${x2} ${end}` }),
      lost
        ? svg('path', { class: 'arrow lost', d: `M${x2 - 4} ${end - 4}l8 8m0 -8l-8 8`, 'stroke-width': 2 })
        : svg('path', { class: 't-' + style, d: `M${x2} ${end}L${tip(0.4)}L${tip(-0.4)}Z` })];
    if (labelled) {
      const room = Math.floor((Math.abs(x(receiver(i)) - x1) - 16) / 5.6);
      const text = `${d.proto} ${d.info}${lost ? ' · ' + why(i) : ''}`;
      // Along the arrow, as far as it can be read there.
      const middle = (x1 + x2) / 2;
      const rise = (end - y1) / 2;
      const turn = (Math.atan2(end - y1, Math.abs(x2 - x1)) * way * 180) / Math.PI;
      const flat = Math.abs(turn) < 30;
      const px = flat ? middle : x1 + (way * Math.abs(x(receiver(i)) - x1)) / 2;
      const py = flat ? y1 + rise - 4 : y1 - 4;
      parts.push(svg('text', { class: `label t-${style}`, x: px, y: py, 'text-anchor': 'middle',
        transform: flat ? `rotate(${turn.toFixed(2)} ${px.toFixed(1)} ${(y1 + rise).toFixed(1)})` : null },
      text.length > room ? text.slice(0, Math.max(3, room - 1)) + '…' : text));
    }
    const group = svg('g', { class: i === view.frame ? 'chosen' : null, onclick: () => chooseFrame(i) },
      svg('title', {}, `${exact(frames.sent[i], 'time')}  ${placeName(sender(i))} → ${placeName(receiver(i))}\n${d.proto} ${d.src} → ${d.dst}\n${d.info}\n`
        + (why(i) || 'arrived after ' + exact(frames.took[i], 'time'))),
      labelled ? svg('rect', { class: 'hit', x: Math.min(x1, x2), y: y1 - 14, width: Math.abs(x2 - x1), height: 18 }) : null, ...parts);
    group.style.cursor = 'pointer';
    return group;
  }

  viewport.addEventListener('scroll', draw);
  watch(['frame'], () => !box.hidden && draw());
  return {
    show,
    scrollTo(row) {
      viewport.scrollTop = Math.max(0, row - 3) * STEP;
    },
  };
}
