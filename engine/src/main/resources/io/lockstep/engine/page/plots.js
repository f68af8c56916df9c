// Plots of series over the span that is looked at; their cursors move together.
const MOST_LINES = 8;
const AXIS_WIDTH = 62;

// How a value comes about that stands for an interval.
const BINS = { throughput: 'mean', queue: 'most', queue_bytes: 'most', drops: 'sum' };

function initPlots() {
  const live = document.querySelector('#plots .live');
  if (!series.length) {
    live.replaceChildren(el('p', { class: 'note' }, 'Nothing was measured in this run.'));
    return;
  }
  const grid = el('div', { class: 'plots' });
  const tools = el('div', { class: 'tools' });
  live.replaceChildren(tools, grid, moreSeries());
  const drawn = [];
  const sync = uPlot.sync('time');

  // ------------------------------------------------------------- which plots

  const connections = [];
  for (const one of series.filter((s) => s.kind === 'tcp')) {
    let connection = connections.find((c) => c.subject === one.subject && c.from === one.from);
    if (!connection) {
      connection = { subject: one.subject, from: one.from, to: one.to, fields: {}, sent: 0 };
      connections.push(connection);
    }
    connection.fields[one.name] = one;
    if (one.name === 'bytes_sent' || one.name === 'bytes_acked') {
      connection.sent = Math.max(connection.sent, one.y[one.y.length - 1] || 0);
    }
  }
  connections.sort((a, b) => b.sent - a.sent);
  let chosen = connections[0];
  if (connections.length > 1) {
    const select = el('select', { id: 'connection', onchange: () => {
      chosen = connections[select.value];
      build();
    } }, ...connections.map((c, i) => el('option', { value: i }, title(c))));
    tools.append(el('label', {}, 'Connection ', select));
  } else {
    tools.hidden = true;
  }

  function title(connection) {
    return connection.subject + (connection.to ? `: ${connection.from} → ${connection.to}` : ` on ${connection.from}`);
  }

  const fields = (connection, ...names) => names.map((name) => connection.fields[name]).filter(Boolean);
  const extra = new Set();

  function plan() {
    const plots = [];
    const add = (name, note, unit, lines, label) => {
      const useful = lines.filter((s) => s.x.length);
      if (useful.length) {
        plots.push({ name, note, unit, lines: useful, label, bins: BINS[useful[0].kind === 'link' ? useful[0].name : ''] });
      }
    };
    for (const one of series.filter((s) => s.kind === 'sample')) {
      add(one.subject + (one.name ? '.' + one.name : ''), '', one.unit, [one], () => one.name || one.subject);
    }
    if (chosen) {
      const note = title(chosen);
      const name = (s) => s.name;
      add('Congestion window', note + ', segments', 'none', fields(chosen, 'cwnd', 'ssthresh'), name);
      add('Round-trip time', note, 'time', fields(chosen, 'srtt', 'minrtt'), name);
      add('In flight', note + ', segments', 'none', fields(chosen, 'unacked', 'sacked', 'lost', 'retrans'), name);
      add('Delivery and pacing rate', note, 'rate', fields(chosen, 'delivery_rate', 'pacing_rate'), name);
    }
    const links = series.filter((s) => s.kind === 'link');
    const most = (s) => s.y.reduce((a, b) => Math.max(a, b), 0);
    const ends = (s) => `${s.from} → ${s.to}`;
    for (const [what, name, unit] of [
      ['Throughput of links', 'throughput', 'rate'],
      ['Queues', 'queue', 'none'],
      ['Drops', 'drops', 'none'],
    ]) {
      const all = links.filter((s) => s.name === name).map((s) => [most(s), s]).filter(([m]) => m > 0);
      all.sort((a, b) => b[0] - a[0]);
      const note = (name === 'throughput' ? '' : name === 'queue' ? 'frames that wait' : 'frames lost')
        + (all.length > MOST_LINES ? ` · the ${MOST_LINES} of ${all.length} with most` : '');
      add(what, note, unit, all.slice(0, MOST_LINES).map(([, s]) => s), ends);
    }
    for (const one of extra) {
      add(`${one.subject} ${one.name}`, one.from + (one.to ? ` → ${one.to}` : ''), one.unit, [one], (s) => s.name);
    }
    return plots;
  }

  function moreSeries() {
    const list = el('div', { class: 'list' });
    const details = el('details', { class: 'more' },
      el('summary', {}, `All ${series.length} series`
        + (index.moreSeries ? `; ${index.moreSeries} more are in series.json` : '')), list);
    details.addEventListener('toggle', () => {
      if (details.open && !list.childElementCount) {
        list.append(...series.map((one) => {
          const box = el('input', { type: 'checkbox', onchange: () => {
            extra[box.checked ? 'add' : 'delete'](one);
            build();
          } });
          return el('label', {}, box, ` ${one.subject} ${one.name} `,
            el('span', { class: 'dim' }, one.from + (one.to ? ` → ${one.to}` : '')));
        }));
      }
    });
    return details;
  }

  // ---------------------------------------------------------------- drawing

  // One time axis for several series: a value holds until the next one.
  function align(lines) {
    const size = lines.reduce((sum, s) => sum + s.x.length, 0);
    const all = new Float64Array(size + 1);
    let n = 0;
    for (const s of lines) {
      all.set(s.x, n);
      n += s.x.length;
    }
    all[n] = END;
    all.sort();
    const times = all.filter((time, i) => i === 0 || time !== all[i - 1]);
    return [times.map((t) => t / 1e9), ...lines.map((s) => {
      const values = new Array(times.length);
      let at = -1;
      for (let i = 0; i < times.length; i++) {
        while (at + 1 < s.x.length && s.x[at + 1] <= times[i]) {
          at++;
        }
        const over = at === s.x.length - 1 && s.kind === 'tcp' && times[i] > s.x[at];
        values[i] = at < 0 || over ? null : s.y[at];
      }
      return values;
    })];
  }

  // For what is counted by intervals: as many intervals as can be told apart on the screen.
  function binned(lines, how) {
    const count = 260;
    const width = (view.to - view.from) / count;
    const times = new Array(count + 1);
    for (let i = 0; i <= count; i++) {
      times[i] = (view.from + i * width) / 1e9;
    }
    return [times, ...lines.map((s) => {
      const values = new Array(count + 1).fill(0);
      for (let i = 0; i < s.x.length; i++) {
        const from = (s.x[i] - view.from) / width;
        const to = ((i + 1 < s.x.length ? s.x[i + 1] : END) - view.from) / width;
        if (s.y[i] === 0 || to < 0 || from >= count) {
          continue;
        }
        if (how === 'sum') {
          values[Math.max(0, Math.floor(from))] += from >= 0 ? s.y[i] : 0;
          continue;
        }
        for (let at = Math.max(0, Math.floor(from)); at < Math.min(count, to); at++) {
          values[at] = how === 'most'
            ? Math.max(values[at], s.y[i])
            : values[at] + s.y[i] * (Math.min(to, at + 1) - Math.max(from, at));
        }
      }
      values[count] = values[count - 1];
      return values;
    })];
  }

  function dataOf(plan) {
    return plan.bins ? binned(plan.lines, plan.bins) : align(plan.lines);
  }

  function intervals(plan) {
    return plan.bins ? `${plan.note ? ' · ' : ''}${plan.bins} per ${brief((view.to - view.from) / 260, 'time')}` : '';
  }

  function marks(plot) {
    const { ctx, bbox } = plot;
    const scale = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const line = (time, style, dash) => {
      const x = Math.round(plot.valToPos(time / 1e9, 'x', true));
      ctx.strokeStyle = style;
      ctx.setLineDash(dash);
      ctx.lineWidth = scale;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    };
    if (index.events.length < 60) {
      index.events.filter((e) => e.action).forEach((e) => line(e.time, colour('strong'), [2 * scale, 3 * scale]));
    }
    if (view.cursor >= 0) {
      line(view.cursor, colour('warn'), []);
    }
    ctx.restore();
  }

  function options(plan, width) {
    const axis = { stroke: colour('dim'), font: '11px system-ui, sans-serif',
      grid: { stroke: colour('rule'), width: 1 }, ticks: { stroke: colour('rule'), size: 4 } };
    return {
      width,
      height: 190,
      padding: [8, 8, 0, 0],
      cursor: { sync: { key: sync.key }, drag: { x: true, y: false, setScale: false }, points: { size: 5 } },
      legend: { live: true },
      scales: { x: { time: false, range: () => [view.from / 1e9, view.to / 1e9] },
        y: { range: (u, low, high) => [0, high > 0 ? high * 1.06 : 1] } },
      axes: [
        { ...axis, size: 26, values: (u, all) => all.map((s) => exact(Math.round(s * 1e9), 'time')), space: 80 },
        { ...axis, size: AXIS_WIDTH, values: (u, all) => all.map((v) => brief(v, plan.unit)) },
      ],
      series: [
        { label: 'at', value: (u, s) => (s === null ? '' : exact(Math.round(s * 1e9), 'time')) },
        ...plan.lines.map((s, i) => ({
          label: plan.label(s),
          stroke: colour('c' + (i % 6)),
          width: 1.5,
          dash: i >= 6 ? [5, 3] : undefined,
          points: { show: false },
          paths: uPlot.paths.stepped({ align: 1 }),
          value: (u, v) => (v === null || v === undefined ? '–' : brief(v, plan.unit)),
        })),
      ],
      hooks: {
        draw: [marks],
        setSelect: [(u) => {
          if (u.select.width > 4) {
            setSpan(u.posToVal(u.select.left, 'x') * 1e9, u.posToVal(u.select.left + u.select.width, 'x') * 1e9);
          }
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        }],
        ready: [(u) => {
          let down = 0;
          u.over.addEventListener('mousedown', (e) => { down = e.clientX; });
          u.over.addEventListener('mouseup', (e) => {
            if (Math.abs(e.clientX - down) < 3) {
              setCursor(u.posToVal(e.clientX - u.over.getBoundingClientRect().left, 'x') * 1e9);
            }
          });
          u.over.addEventListener('dblclick', () => setSpan(0, END));
        }],
      },
    };
  }

  function widthOf() {
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ');
    return Math.max(280, Math.floor(parseFloat(columns[0]) || live.clientWidth));
  }

  function build() {
    drawn.forEach((plot) => plot.destroy());
    drawn.length = 0;
    grid.replaceChildren();
    const width = widthOf();
    for (const one of plan()) {
      const box = el('figure', { class: 'plot', style: 'margin:0' },
        el('h3', {}, one.name, el('small', {}, one.note + intervals(one))));
      grid.append(box);
      drawn.push(Object.assign(new uPlot(options(one, width), dataOf(one), box), { plan: one, box }));
    }
  }

  let last = live.clientWidth;
  new ResizeObserver(() => {
    if (live.clientWidth !== last) {
      last = live.clientWidth;
      const width = widthOf();
      drawn.forEach((plot) => plot.setSize({ width, height: 190 }));
    }
  }).observe(live);
  watch(['span'], () => drawn.forEach((plot) => {
    if (plot.plan.bins) {
      plot.box.querySelector('small').textContent = plot.plan.note + intervals(plot.plan);
      plot.setData(dataOf(plot.plan), false);
    }
    plot.setScale('x', { min: view.from / 1e9, max: view.to / 1e9 });
  }));
  watch(['cursor'], () => drawn.forEach((plot) => plot.redraw(false)));
  document.addEventListener('colours', build);
  build();
}
