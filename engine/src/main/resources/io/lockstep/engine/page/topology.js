// Colours what was down or dead: at the chosen instant, or at any time.
function initTopology() {
  const drawing = document.querySelector('.drawing');
  const words = document.getElementById('states');

  // Whether a wire or node is out of order at a time; without one, whether it ever was.
  function broken(changes, which, time) {
    const own = changes.filter((change) => change.index === which);
    if (time < 0) {
      return own.some((change) => !change.up);
    }
    let up = true;
    for (const change of own) {
      if (change.time <= time) {
        up = change.up;
      }
    }
    return !up;
  }

  function show() {
    const time = view.cursor;
    const out = new Set();
    const style = time < 0 ? 'at-times' : null;
    for (const group of drawing.querySelectorAll('[data-wire], [data-node]')) {
      const wire = group.dataset.wire !== undefined;
      const which = Number(wire ? group.dataset.wire : group.dataset.node);
      const is = broken(wire ? index.carrier : index.alive, which, time);
      group.classList.remove('at-times', 'down', 'dead');
      if (is) {
        group.classList.add(style || (wire ? 'down' : 'dead'));
        out.add(wire ? index.wires[which].name + ' down' : index.nodes[which] + ' dead');
      }
    }
    words.replaceChildren();
    if (time >= 0) {
      words.append('At ', el('b', {}, exact(time, 'time')), ': ');
      words.append(out.size ? el('span', { class: 'bad' }, [...out].join(', ')) : 'all links up, all nodes alive', ' ');
      words.append(el('button', { class: 'instant', onclick: (e) => { e.stopPropagation(); setCursor(-1); } }, 'any time'));
    }
  }

  watch(['cursor'], show);
  show();
}
