// Frames in words. Sources: IEEE 802.3, 802.1Q, RFC 791, 792, 826, 768, 8200, 4443, 4861, 9293,
// 7323, 2018, 8684, 2784, 7348, 9260.
const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];
const PROTOCOLS = { 1: 'ICMP', 2: 'IGMP', 4: 'IPv4', 6: 'TCP', 17: 'UDP', 33: 'DCCP', 41: 'IPv6',
  47: 'GRE', 50: 'ESP', 51: 'AH', 58: 'ICMPv6', 89: 'OSPF', 103: 'PIM', 112: 'VRRP', 132: 'SCTP' };
const ICMP_TYPES = { 0: 'echo reply', 3: 'unreachable', 5: 'redirect', 8: 'echo request', 9: 'router advertisement',
  10: 'router solicitation', 11: 'time exceeded', 12: 'parameter problem' };
const ICMP_CODES = { '3.0': 'network', '3.1': 'host', '3.2': 'protocol', '3.3': 'port', '3.4': 'fragmentation needed',
  '3.13': 'prohibited', '11.0': 'in transit', '11.1': 'reassembly' };
const ICMP6_TYPES = { 1: 'unreachable', 2: 'packet too big', 3: 'time exceeded', 4: 'parameter problem',
  128: 'echo request', 129: 'echo reply', 130: 'listener query', 131: 'listener report', 132: 'listener done',
  133: 'router solicitation', 134: 'router advertisement', 135: 'neighbour solicitation',
  136: 'neighbour advertisement', 137: 'redirect', 143: 'listener report v2' };
const UDP_PORTS = { 53: 'DNS', 67: 'DHCP', 68: 'DHCP', 123: 'NTP', 520: 'RIP', 546: 'DHCPv6', 547: 'DHCPv6', 4789: 'VXLAN', 6081: 'Geneve' };
const SCTP_CHUNKS = { 0: 'DATA', 1: 'INIT', 2: 'INIT ACK', 3: 'SACK', 4: 'HEARTBEAT', 5: 'HEARTBEAT ACK', 6: 'ABORT',
  7: 'SHUTDOWN', 8: 'SHUTDOWN ACK', 9: 'ERROR', 10: 'COOKIE ECHO', 11: 'COOKIE ACK', 14: 'SHUTDOWN COMPLETE' };

// Reads one frame. With `all`, also every field, for the pane below the table.
class Dissection {
  constructor(i, all) {
    this.bytes = frames.bytes;
    this.start = frames.offset[i];
    this.size = frames.kept[i];
    this.whole = frames.length[i];
    this.layers = all ? [] : null;
    this.proto = 'Ethernet';
    this.style = 'other';
    this.src = '';
    this.dst = '';
    this.info = '';
    this.depth = 0;
    this.ethernet(0);
  }

  u8(at) { return at < this.size ? this.bytes[this.start + at] : 0; }
  u16(at) { return this.u8(at) * 256 + this.u8(at + 1); }
  u32(at) { return this.u16(at) * 65536 + this.u16(at + 2); }
  has(at, bytes) { return at + bytes <= this.size; }
  hex(at, bytes) {
    let text = '';
    for (let i = at; i < Math.min(at + bytes, this.size); i++) {
      text += this.u8(i).toString(16).padStart(2, '0');
    }
    return text;
  }
  mac(at) { return this.hex(at, 6).replace(/..(?!$)/g, '$&:'); }
  ip4(at) { return `${this.u8(at)}.${this.u8(at + 1)}.${this.u8(at + 2)}.${this.u8(at + 3)}`; }
  ip6(at) {
    const words = [];
    for (let i = 0; i < 8; i++) {
      words.push(this.u16(at + 2 * i).toString(16));
    }
    let best = '';
    const zeros = words.join(':').match(/(?:^|:)0(?::0)+(?=:|$)/g) || [];
    for (const run of zeros) {
      best = run.length > best.length ? run : best;
    }
    const text = words.join(':');
    return best ? text.replace(best, ':').replace(/^:(?!:)/, '::').replace(/^::?$|([^:]):$/, (m, a) => (a ? a + '::' : '::')) : text;
  }
  layer(name, fields) {
    if (this.layers) {
      this.layers.push({ name, fields: fields().filter(Boolean) });
    }
  }

  ethernet(at) {
    if (!this.has(at, 14)) {
      this.info = 'cut off';
      return;
    }
    const type = this.u16(at + 12);
    if (this.depth === 0) {
      this.src = this.mac(at + 6);
      this.dst = this.mac(at);
    }
    this.layer('Ethernet', () => [['Destination', this.mac(at)], ['Source', this.mac(at + 6)], ['Type', '0x' + this.hex(at + 12, 2)]]);
    this.payload(type, at + 14);
  }

  payload(type, at) {
    if (type === 0x8100 || type === 0x88a8) {
      const tag = this.u16(at);
      this.layer('VLAN', () => [['VLAN', tag & 4095], ['Priority', tag >> 13], ['Type', '0x' + this.hex(at + 2, 2)]]);
      this.payload(this.u16(at + 2), at + 4);
      this.info = `VLAN ${tag & 4095} ` + this.info;
    } else if (type === 0x0800) {
      this.ipv4(at);
    } else if (type === 0x86dd) {
      this.ipv6(at);
    } else if (type === 0x0806) {
      this.arp(at);
    } else if (type === 0x6558) {
      this.depth++;
      this.ethernet(at);
    } else if (type < 1536) {
      this.proto = 'LLC';
      this.info = type === 0 ? '' : `${type} bytes` + (this.u16(at) === 0x4242 ? ', spanning tree' : '');
    } else {
      this.info = 'type 0x' + type.toString(16).padStart(4, '0');
    }
  }

  arp(at) {
    const op = this.u16(at + 6);
    this.proto = 'ARP';
    this.style = 'arp';
    this.src = this.ip4(at + 14);
    this.dst = this.ip4(at + 24);
    this.info = op === 1 ? `who has ${this.dst}? tell ${this.src}` : op === 2 ? `${this.src} is at ${this.mac(at + 8)}` : `operation ${op}`;
    this.layer('ARP', () => [['Operation', op === 1 ? 'request' : op === 2 ? 'reply' : op], ['Sender', `${this.mac(at + 8)}  ${this.src}`],
      ['Target', `${this.mac(at + 18)}  ${this.dst}`]]);
  }

  ipv4(at) {
    const header = (this.u8(at) & 15) * 4;
    const total = this.u16(at + 2);
    const part = this.u16(at + 6);
    const protocol = this.u8(at + 9);
    this.src = this.ip4(at + 12);
    this.dst = this.ip4(at + 16);
    this.ttl = this.u8(at + 8);
    this.layer('IPv4', () => [['Source', this.src], ['Destination', this.dst], ['TTL', this.ttl],
      ['DSCP, ECN', `${this.u8(at + 1) >> 2}, ${['not ECT', 'ECT(1)', 'ECT(0)', 'CE'][this.u8(at + 1) & 3]}`],
      ['Total length', total], ['Identification', '0x' + this.hex(at + 4, 2)],
      ['Flags, offset', `${part & 0x4000 ? 'DF ' : ''}${part & 0x2000 ? 'MF ' : ''}${(part & 8191) * 8}`],
      ['Protocol', `${PROTOCOLS[protocol] || ''} (${protocol})`], ['Checksum', '0x' + this.hex(at + 10, 2)],
      header > 20 && ['Options', this.hex(at + 20, header - 20)]]);
    this.end = at + total;
    if (part & 8191) {
      this.proto = 'IPv4';
      this.info = `fragment at ${(part & 8191) * 8}${part & 0x2000 ? '' : ', the last'}, ${PROTOCOLS[protocol] || protocol}`;
    } else {
      this.transport(protocol, at + header);
      this.info += part & 0x2000 ? ' (first fragment)' : '';
    }
    this.info += (this.u8(at + 1) & 3) === 3 ? ' CE' : '';
  }

  ipv6(at) {
    let next = this.u8(at + 6);
    this.src = this.ip6(at + 8);
    this.dst = this.ip6(at + 24);
    this.layer('IPv6', () => [['Source', this.src], ['Destination', this.dst], ['Hop limit', this.u8(at + 7)],
      ['Traffic class', '0x' + (this.u16(at) >> 4 & 255).toString(16)], ['Flow label', '0x' + (this.u32(at) & 0xfffff).toString(16)],
      ['Payload length', this.u16(at + 4)], ['Next header', next]]);
    this.end = at + 40 + this.u16(at + 4);
    let place = at + 40;
    while ([0, 43, 44, 51, 60].includes(next) && this.has(place, 8)) {
      const name = { 0: 'Hop-by-hop options', 43: 'Routing', 44: 'Fragment', 51: 'AH', 60: 'Destination options' }[next];
      const size = next === 44 ? 8 : next === 51 ? (this.u8(place + 1) + 2) * 4 : (this.u8(place + 1) + 1) * 8;
      const here = place;
      this.layer(name, () => [['Bytes', this.hex(here, size)]]);
      if (next === 44 && this.u16(place + 2) & 0xfff8) {
        this.proto = 'IPv6';
        this.info = `fragment at ${this.u16(place + 2) & 0xfff8}`;
        return;
      }
      next = this.u8(place);
      place += size;
    }
    this.transport(next, place);
  }

  transport(protocol, at) {
    this.proto = PROTOCOLS[protocol] || 'IP ' + protocol;
    switch (protocol) {
      case 6: return this.tcp(at);
      case 17: return this.udp(at);
      case 1: return this.icmp(at);
      case 58: return this.icmp6(at);
      case 132: return this.sctp(at);
      case 47: return this.gre(at);
      case 4: this.tunnel('IPv4'); return this.ipv4(at);
      case 41: this.tunnel('IPv6'); return this.ipv6(at);
      case 50:
        this.info = `SPI 0x${this.hex(at, 4)} sequence ${this.u32(at + 4)}`;
        return this.layer('ESP', () => [['SPI', '0x' + this.hex(at, 4)], ['Sequence', this.u32(at + 4)]]);
      default:
        this.info = `${this.end - at} bytes`;
        return undefined;
    }
  }

  tunnel(inner) {
    this.depth++;
    this.outer = `${this.src} > ${this.dst}`;
    this.layer(`Carries ${inner}`, () => []);
  }

  tcp(at) {
    this.style = 'tcp';
    const header = (this.u8(at + 12) >> 4) * 4;
    const flags = TCP_FLAGS.filter((_, bit) => this.u8(at + 13) >> bit & 1);
    const payload = Math.max(0, this.end - at - header);
    this.src += this.port(at);
    this.dst += this.port(at + 2);
    this.seq = this.u32(at + 4);
    this.ack = this.u32(at + 8);
    this.info = `[${flags.join(' ')}] seq ${this.seq}` + (flags.includes('ACK') ? ` ack ${this.ack}` : '')
      + ` win ${this.u16(at + 14)}` + (payload ? ` len ${payload}` : '');
    const options = this.tcpOptions(at + 20, at + header);
    this.info += options.filter(([name]) => !['timestamps', 'nop'].includes(name)).map(([name, value]) => ` ${name}${value ? ' ' + value : ''}`).join('');
    this.layer('TCP', () => [['Source port', this.u16(at)], ['Destination port', this.u16(at + 2)], ['Sequence', this.seq],
      ['Acknowledgement', this.ack], ['Flags', flags.join(' ')], ['Window', this.u16(at + 14)], ['Checksum', '0x' + this.hex(at + 16, 2)],
      ...options.map(([name, value]) => ['Option ' + name, value]), ['Payload', payload + ' bytes'], this.beginning(at + header)]);
  }

  // A port behind an address, which in IPv6 has colons of its own.
  port(at) {
    return ':' + this.u16(at);
  }

  tcpOptions(at, end) {
    const all = [];
    let place = at;
    while (place < end && this.has(place, 1)) {
      const kind = this.u8(place);
      const size = kind < 2 ? 1 : this.u8(place + 1);
      if (kind === 0 || size < 1) {
        break;
      }
      if (kind === 2) {
        all.push(['mss', this.u16(place + 2)]);
      } else if (kind === 3) {
        all.push(['wscale', this.u8(place + 2)]);
      } else if (kind === 4) {
        all.push(['sack-ok', '']);
      } else if (kind === 5) {
        const blocks = [];
        for (let i = place + 2; i + 8 <= place + size; i += 8) {
          blocks.push(`${this.u32(i)}–${this.u32(i + 4)}`);
        }
        all.push(['sack', blocks.join(' ')]);
      } else if (kind === 8) {
        all.push(['timestamps', `${this.u32(place + 2)}, ${this.u32(place + 6)}`]);
      } else if (kind === 30) {
        const names = ['CAPABLE', 'JOIN', 'DSS', 'ADD_ADDR', 'REMOVE_ADDR', 'PRIO', 'FAIL', 'FASTCLOSE', 'RST'];
        all.push(['mptcp', names[this.u8(place + 2) >> 4] || this.u8(place + 2) >> 4]);
      } else if (kind === 34) {
        all.push(['fastopen', this.hex(place + 2, size - 2) || 'request']);
      } else if (kind > 1) {
        all.push([`option ${kind}`, this.hex(place + 2, size - 2)]);
      }
      place += size;
    }
    return all;
  }

  beginning(at) {
    return this.size > at && this.end > at && ['It begins', this.printable(at)];
  }

  printable(at) {
    let text = '';
    for (let i = at; i < this.size; i++) {
      const c = this.u8(i);
      text += c >= 32 && c < 127 ? String.fromCharCode(c) : '·';
    }
    return text;
  }

  udp(at) {
    this.style = 'udp';
    const from = this.u16(at);
    const to = this.u16(at + 2);
    this.src += ':' + from;
    this.dst += ':' + to;
    this.info = `len ${Math.max(0, this.u16(at + 4) - 8)}`;
    this.layer('UDP', () => [['Source port', from], ['Destination port', to], ['Length', this.u16(at + 4)],
      ['Checksum', '0x' + this.hex(at + 6, 2)], this.beginning(at + 8)]);
    const name = UDP_PORTS[to] || UDP_PORTS[from];
    if (name === 'VXLAN') {
      this.tunnel(`VXLAN ${this.u32(at + 12) >>> 8}`);
      this.ethernet(at + 16);
    } else if (name) {
      this.proto = name;
    }
  }

  icmp(at) {
    this.style = 'icmp';
    const type = this.u8(at);
    const code = this.u8(at + 1);
    const name = ICMP_TYPES[type] || `type ${type}`;
    const detail = ICMP_CODES[`${type}.${code}`];
    this.info = name + (type === 0 || type === 8 ? ` id ${this.u16(at + 4)} seq ${this.u16(at + 6)}` : detail ? ': ' + detail : code ? ` code ${code}` : '')
      + (type === 3 && code === 4 ? `, MTU ${this.u16(at + 6)}` : '');
    this.layer('ICMP', () => [['Type', `${name} (${type})`], ['Code', `${detail || ''} (${code})`], ['Rest', this.hex(at + 4, 4)]]);
  }

  icmp6(at) {
    this.style = 'icmp';
    const type = this.u8(at);
    const name = ICMP6_TYPES[type] || `type ${type}`;
    this.info = name;
    if (type === 128 || type === 129) {
      this.info += ` id ${this.u16(at + 4)} seq ${this.u16(at + 6)}`;
    } else if ((type === 135 || type === 136) && this.has(at, 24)) {
      this.info += ` ${this.ip6(at + 8)}`;
    } else if (type === 2) {
      this.info += `, MTU ${this.u32(at + 4)}`;
    }
    this.layer('ICMPv6', () => [['Type', `${name} (${type})`], ['Code', this.u8(at + 1)], ['Rest', this.hex(at + 4, this.size - at - 4)]]);
  }

  sctp(at) {
    this.style = 'udp';
    this.src += ':' + this.u16(at);
    this.dst += ':' + this.u16(at + 2);
    const names = [];
    for (let place = at + 12; this.has(place, 4) && place < this.end && names.length < 8;) {
      names.push(SCTP_CHUNKS[this.u8(place)] || 'chunk ' + this.u8(place));
      place += Math.max(4, (this.u16(place + 2) + 3) & ~3);
    }
    this.info = names.join(', ');
    this.layer('SCTP', () => [['Source port', this.u16(at)], ['Destination port', this.u16(at + 2)], ['Tag', '0x' + this.hex(at + 4, 4)], ['Chunks', this.info]]);
  }

  gre(at) {
    const flags = this.u16(at);
    const type = this.u16(at + 2);
    const size = 4 + (flags & 0x8000 ? 4 : 0) + (flags & 0x2000 ? 4 : 0) + (flags & 0x1000 ? 4 : 0);
    this.info = '';
    this.layer('GRE', () => [['Flags', '0x' + this.hex(at, 2)], ['Type', '0x' + this.hex(at + 2, 2)]]);
    this.tunnel('GRE');
    this.payload(type, at + size);
  }
}

const dissected = new Map();

// What a row shows; the ones shown lately are kept.
function summary(i) {
  let known = dissected.get(i);
  if (!known) {
    if (dissected.size > 4000) {
      dissected.clear();
    }
    const d = new Dissection(i, false);
    known = { proto: d.proto, style: d.style, src: d.src, dst: d.dst, info: d.info + (d.outer ? ` in ${d.outer}` : '') };
    dissected.set(i, known);
  }
  return known;
}
