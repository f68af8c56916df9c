// What part of the run is looked at: a span of time, an instant, and a frame. All parts follow.
const END = Math.max(1, index.end);
const view = { from: 0, to: END, cursor: -1, frame: -1 };
const watchers = [];

function watch(what, then) {
  watchers.push([what, then]);
}

let pending = null;
function changed(what) {
  if (pending === null) {
    pending = new Set();
    requestAnimationFrame(() => {
      const now = pending;
      pending = null;
      for (const [which, then] of watchers) {
        if (which.some((one) => now.has(one))) {
          then();
        }
      }
    });
  }
  pending.add(what);
}

function setSpan(from, to) {
  const least = 1000;
  const a = Math.max(0, Math.min(from, to));
  const b = Math.min(END, Math.max(from, to));
  view.from = Math.round(Math.min(a, END - least > 0 ? END - least : 0));
  view.to = Math.round(Math.max(b, view.from + least));
  changed('span');
}

function setCursor(time) {
  view.cursor = time < 0 ? -1 : Math.min(END, Math.round(time));
  changed('cursor');
}

function chooseFrame(i) {
  view.frame = i;
  changed('frame');
  if (i >= 0) {
    setCursor(frames.sent[i]);
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('.instant');
  if (button) {
    const time = Number(button.dataset.time);
    setCursor(time);
    if (time < view.from || time > view.to) {
      setSpan(0, END);
    }
    document.getElementById('timeline').scrollIntoView();
  }
});
