// The table of frames: only the rows in sight exist.
const ROW = 22;

function initPackets() {
  const live = document.querySelector('#packets .live');
  if (!frames.count) {
    live.replaceChildren(el('p', { class: 'note' }, 'No frame was sent.'));
    return;
  }
  let rows = [];
  const input = el('input', { type: 'search', class: 'grow', placeholder: 'Filter: tcp syn · lost · node=alice · len>1000 · took>20ms',
    'aria-label': 'Filter frames. ' + FILTER_HELP, title: FILTER_HELP, spellcheck: 'false' });
  const follow = el('input', { type: 'checkbox', checked: true });
  const count = el('span', { class: 'count', 'aria-live': 'polite' });
  const tabs = ['Table', 'Sequence'].map((name, i) => el('button', { type: 'button', role: 'tab', 'aria-selected': i === 0, onclick: () => choose(i) }, name));
  const sheet = el('div', { class: 'sheet' });
  const viewport = el('div', { class: 'viewport', tabindex: 0, role: 'grid', 'aria-label': 'Frames; arrow keys choose one' }, sheet);
  const head = el('div', { class: 'grid-head', 'aria-hidden': true },
    ...[['No.', 'r'], ['Sent, s', 'r'], ['Hop'], ['Protocol'], ['Source'], ['Destination'], ['Bytes', 'r'], ['Arrived after', 'r'], ['Info']]
      .map(([name, style]) => el('span', { class: style || null }, name)));
  const pane = el('div', { class: 'frame', 'aria-live': 'polite' });
  const table = el('div', {}, el('div', { class: 'wide' }, head, viewport), pane);
  const chart = el('div', { hidden: true });
  live.replaceChildren(
    el('div', { class: 'tools' }, el('span', { role: 'tablist' }, ...tabs), input, el('label', {}, follow, 'only the chosen time'), count),
    table, chart);
  const sequence = initSequence(chart);

  function choose(which) {
    tabs.forEach((tab, i) => tab.setAttribute('aria-selected', i === which));
    table.hidden = which !== 0;
    chart.hidden = which !== 1;
    if (which === 1) {
      sequence.show(rows);
    } else {
      draw();
    }
  }

  function filter() {
    const whole = !follow.checked;
    rows = filtered(input.value, whole ? -Infinity : view.from, whole ? Infinity : view.to);
    count.textContent = `${grouped(rows.length)} of ${grouped(index.packets.total)} frames`;
    sheet.style.height = Math.max(1, rows.length) * ROW + 'px';
    viewport.style.height = Math.min(20, Math.max(3, rows.length)) * ROW + 8 + 'px';
    viewport.scrollTop = Math.min(viewport.scrollTop, rows.length * ROW);
    drawnFrom = -1;
    draw();
    if (!chart.hidden) {
      sequence.show(rows);
    }
  }

  let drawnFrom = -1;
  let drawnTo = -1;
  function draw() {
    const from = Math.max(0, Math.floor(viewport.scrollTop / ROW) - 10);
    const to = Math.min(rows.length, from + Math.ceil(viewport.clientHeight / ROW) + 20);
    if (from === drawnFrom && to === drawnTo) {
      return;
    }
    drawnFrom = from;
    drawnTo = to;
    const all = [];
    for (let at = from; at < to; at++) {
      all.push(row(rows[at], at));
    }
    sheet.replaceChildren(...all);
  }

  function row(i, at) {
    const d = summary(i);
    const lost = why(i);
    const cell = (text, style) => el('span', { class: style || null, role: 'gridcell', title: text }, text);
    const wire = index.wires[frames.from[i] >> 1].name;
    return el('div', { class: `row${lost && isLost(i) ? ' lost' : ''}${i === view.frame ? ' chosen' : ''}`, role: 'row', style: `top:${at * ROW}px`,
      'data-at': at },
    cell(String(frames.number[i] + 1), 'r dim'), cell(seconds(frames.sent[i]), 'r'),
    el('span', { title: 'on ' + wire, role: 'gridcell' }, `${placeName(sender(i))} → ${placeName(receiver(i))}`),
    cell(d.proto, 'p p-' + d.style), cell(d.src), cell(d.dst), cell(String(frames.length[i]), 'r'),
    cell(lost || exact(frames.took[i], 'time'), 'r'), cell(d.info + (frames.fate[i] & COPY ? ' (copy)' : '')));
  }

  function select(at) {
    if (at < 0 || at >= rows.length) {
      return;
    }
    const top = at * ROW;
    if (top < viewport.scrollTop) {
      viewport.scrollTop = top;
    } else if (top + ROW > viewport.scrollTop + viewport.clientHeight) {
      viewport.scrollTop = top + ROW - viewport.clientHeight;
    }
    chooseFrame(rows[at]);
  }

  function details() {
    drawnFrom = -1;
    draw();
    const i = view.frame;
    if (i < 0) {
      pane.replaceChildren();
      return;
    }
    const d = new Dissection(i, true);
    const place = (way) => {
      const wire = index.wires[way >> 1];
      return wire.ends[wire.lan < 0 ? way & 1 : 0].netdev;
    };
    const list = (fields) => el('dl', {}, ...fields.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))]));
    const path = [['Sent', `${exact(frames.sent[i], 'time')} by ${placeName(sender(i))}.${place(frames.from[i])} on ${index.wires[frames.from[i] >> 1].name}`],
      [isLost(i) ? 'Lost' : 'Arrived', why(i) ? `${why(i)}${frames.took[i] > 0 ? ', at ' + exact(frames.sent[i] + frames.took[i], 'time') : ''}`
        : `${exact(frames.sent[i] + frames.took[i], 'time')}, after ${exact(frames.took[i], 'time')}`],
      ['Length', `${frames.length[i]} bytes`]];
    let hex = '';
    for (let at = 0; at < d.size; at += 16) {
      hex += at.toString(16).padStart(4, '0') + '  ';
      for (let k = at; k < at + 16; k++) {
        hex += (k < d.size ? d.hex(k, 1) : '  ') + (k % 8 === 7 ? '  ' : ' ');
      }
      hex += [...d.printable(at).slice(0, 16)].join('') + '\n';
    }
    if (d.size < frames.length[i]) {
      hex += `… ${frames.length[i] - d.size} more bytes`;
    }
    pane.replaceChildren(el('div', {}, el('h4', {}, `Frame ${frames.number[i] + 1}`), list(path),
      ...d.layers.flatMap((layer) => [el('h4', {}, layer.name), list(layer.fields)])),
    el('pre', { class: 'hex', tabindex: 0, 'aria-label': 'Bytes' }, hex));
  }

  viewport.addEventListener('scroll', draw);
  sheet.addEventListener('click', (event) => {
    const line = event.target.closest('.row');
    if (line) {
      select(Number(line.dataset.at));
    }
  });
  viewport.addEventListener('keydown', (event) => {
    const now = rows.indexOf(view.frame);
    const page = Math.floor(viewport.clientHeight / ROW) - 1;
    const to = { ArrowDown: now + 1, ArrowUp: Math.max(0, now - 1), PageDown: Math.min(rows.length - 1, now + page),
      PageUp: Math.max(0, now - page), Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) {
      select(to);
      event.preventDefault();
    }
  });
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  };
  input.addEventListener('input', soon);
  follow.addEventListener('change', filter);
  watch(['span'], () => follow.checked && soon());
  watch(['frame'], details);
  watch(['cursor'], () => {
    // To the first frame from the cursor on, unless a frame has just been chosen.
    if (view.cursor < 0 || (view.frame >= 0 && frames.sent[view.frame] === view.cursor)) {
      return;
    }
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames.sent[rows[middle]] < view.cursor) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    viewport.scrollTop = Math.max(0, low - 3) * ROW;
    sequence.scrollTo(low);
  });
  filter();
}
