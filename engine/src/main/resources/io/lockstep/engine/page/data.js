// Reads what Columns.java has written.
const index = JSON.parse(document.getElementById('index').textContent);
let packed = null;

async function unpack() {
  const text = document.getElementById('columns').textContent;
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    bytes[i] = raw.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  packed = new Uint8Array(await new Response(stream).arrayBuffer());
}

function column(number) {
  const [kind, from, to, size] = index.columns[number].split(' ');
  const start = Number(from);
  const count = Number(size);
  if (kind === 'b') {
    return packed.subarray(start, Number(to));
  }
  const values = new Float64Array(count);
  if (kind === 'd') {
    const view = new DataView(values.buffer);
    for (let i = 0; i < count; i++) {
      for (let byte = 0; byte < 8; byte++) {
        view.setUint8(8 * i + 7 - byte, packed[start + byte * count + i]);
      }
    }
    return values;
  }
  let at = start;
  let before = 0;
  for (let i = 0; i < count; i++) {
    let byte = packed[at++];
    let value = byte & 127;
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = packed[at++];
      value += (byte & 127) * scale;
    }
    before += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    values[i] = before;
  }
  return values;
}

// Frames: arrays of the same length, in the order of sending.
const frames = { count: 0 };

function readFrames() {
  const p = index.packets;
  const sent = column(p.sent);
  const order = new Uint32Array(p.count);
  let sorted = true;
  for (let i = 0; i < p.count; i++) {
    order[i] = i;
    sorted &&= i === 0 || sent[i] >= sent[i - 1];
  }
  if (!sorted) {
    order.sort((a, b) => sent[a] - sent[b] || a - b);
  }
  const from = column(p.from);
  const kept = column(p.kept);
  const offsets = restoreBytes(column(p.bytes), from, kept, p.count);
  const pick = (array, values) => {
    for (let i = 0; i < p.count; i++) {
      array[i] = values[order[i]];
    }
    return array;
  };
  frames.count = p.count;
  frames.number = pick(new Float64Array(p.count), Float64Array.from({ length: p.count },
    (_, i) => (i < p.first ? i : p.total - p.count + i)));
  frames.sent = pick(new Float64Array(p.count), sent);
  frames.took = pick(new Float64Array(p.count), column(p.took));
  frames.from = pick(new Uint16Array(p.count), from);
  frames.to = pick(new Uint16Array(p.count), column(p.to));
  frames.length = pick(new Uint32Array(p.count), column(p.length));
  frames.fate = pick(new Uint8Array(p.count), column(p.fate));
  frames.kept = pick(new Uint8Array(p.count), kept);
  frames.offset = pick(new Uint32Array(p.count), offsets);
}

// Undoes PacketColumns.java: bytes lie by length and place, as differences.
function restoreBytes(planes, from, kept, count) {
  const ofLength = new Uint32Array(257);
  for (let i = 0; i < count; i++) {
    ofLength[kept[i]]++;
  }
  const start = new Uint32Array(258);
  for (let length = 1; length < 257; length++) {
    start[length + 1] = start[length] + ofLength[length] * length;
  }
  const bytes = new Uint8Array(planes.length);
  const offsets = new Uint32Array(count);
  const row = new Uint32Array(257);
  const before = new Map();
  let end = 0;
  for (let i = 0; i < count; i++) {
    const length = kept[i];
    const key = from[i] * 256 + length;
    const last = before.get(key);
    let at = start[length] + row[length]++;
    for (let k = 0; k < length; k++) {
      bytes[end + k] = planes[at] ^ (last === undefined ? 0 : bytes[last + k]);
      at += ofLength[length];
    }
    before.set(key, end);
    offsets[i] = end;
    end += length;
  }
  frames.bytes = bytes;
  return offsets;
}

const FATES = ['under way', '', 'queue full', 'lost', 'link down', 'node dead'];
const COPY = 16;

function fate(i) {
  return frames.fate[i] & 15;
}

function isLost(i) {
  return fate(i) > 1;
}

// Why it did not arrive; nothing if it did.
function why(i) {
  const what = fate(i);
  return what < FATES.length ? FATES[what] : 'lost';
}

// The node that sent it, and the one where it went; a LAN is -1 and less.
function sender(i) {
  const wire = index.wires[frames.from[i] >> 1];
  return wire.ends[wire.lan < 0 ? frames.from[i] & 1 : 0].node;
}

function receiver(i) {
  const wire = index.wires[frames.to[i] >> 1];
  const way = frames.to[i] & 1;
  if (wire.lan < 0) {
    return wire.ends[1 - way].node;
  }
  return way === 1 ? wire.ends[0].node : -1 - wire.lan;
}

function placeName(node) {
  return node < 0 ? index.lans[-1 - node] : index.nodes[node];
}

// Series, with their numbers read when they are first asked for.
const series = index.series.map((one) => ({
  ...one,
  get x() {
    return (this.readX ||= column(this.times));
  },
  get y() {
    return (this.readY ||= column(this.values));
  },
}));
