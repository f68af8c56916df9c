// Filters for frames: words that must all occur; !word must not; node=, link=, len<, took>, time<.
const FILTER_HELP = 'All words must occur in a row, such as "tcp syn" or "10.0.0.1"; !word must not. '
  + 'Also: lost, copy, node=NAME, link=NAME, len>1000, took>20ms, time<1.5s, "several words".';
const texts = new Map();

function rowText(i) {
  let text = texts.get(i);
  if (text === undefined) {
    const d = new Dissection(i, false);
    text = `${placeName(sender(i))} ${placeName(receiver(i))} ${index.wires[frames.from[i] >> 1].name} ${d.proto} ${d.src} ${d.dst} `
      + `${d.info} ${d.outer || ''} ${isLost(i) ? 'lost ' + why(i) : why(i)}${frames.fate[i] & COPY ? ' copy' : ''}`.toLowerCase();
    text = text.toLowerCase();
    texts.set(i, text);
  }
  return text;
}

function parseTime(text) {
  const match = /^([\d.]+)(ns|us|ms|s)?$/.exec(text);
  return match ? Number(match[1]) * { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[match[2] || 's'] : NaN;
}

// One condition, or null if it says nothing.
function condition(word) {
  const compared = /^(len|took|time)(<=|>=|<|>|=)(.+)$/.exec(word);
  if (compared) {
    const [, what, sign, right] = compared;
    const value = what === 'len' ? Number(right) : parseTime(right);
    const left = { len: (i) => frames.length[i], took: (i) => frames.took[i], time: (i) => frames.sent[i] }[what];
    const test = { '<': (a) => a < value, '>': (a) => a > value, '=': (a) => a === value, '<=': (a) => a <= value, '>=': (a) => a >= value }[sign];
    return Number.isNaN(value) ? null : (i) => test(left(i));
  }
  const named = /^(node|link)=(.+)$/.exec(word);
  if (named) {
    const name = named[2];
    return named[1] === 'node'
      ? (i) => placeName(sender(i)).toLowerCase() === name || placeName(receiver(i)).toLowerCase() === name
      : (i) => index.wires[frames.from[i] >> 1].name.toLowerCase() === name;
  }
  if (word === 'lost') {
    return isLost;
  }
  return word ? (i) => rowText(i).includes(word) : null;
}

// The numbers of the frames that match, in order.
function filtered(text, from, to) {
  const tests = [];
  for (const [, not, quoted, plain] of text.toLowerCase().matchAll(/(!?)(?:"([^"]*)"?|(\S+))/g)) {
    const test = condition(quoted !== undefined ? quoted : plain);
    if (test) {
      tests.push(not ? (i) => !test(i) : test);
    }
  }
  const found = [];
  for (let i = 0; i < frames.count; i++) {
    if (frames.sent[i] >= from && frames.sent[i] <= to && tests.every((test) => test(i))) {
      found.push(i);
    }
  }
  return found;
}
