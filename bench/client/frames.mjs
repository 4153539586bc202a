import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/**
 * A websocket (RFC 6455) for text in whole frames. Not a library's, because tens of thousands of them must cost this machine less
 * than the server that is measured.
 */
export class Frames {
  rest = Buffer.alloc(0);
  isOpen = false;

  /** @param on what to do with a text, and when it is over */
  constructor(url, path, headers, on) {
    const { hostname, port } = new URL(url);
    this.on = on;
    this.mask = randomBytes(4);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const key = randomBytes(16).toString('base64');
    const upgrade = { Host: `${hostname}:${port}`, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
    const lines = Object.entries({ ...upgrade, 'Sec-WebSocket-Key': key, ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    this.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    this.socket.on('data', (data) => this.take(data));
    this.socket.on('error', () => {});
    this.socket.once('close', () => on.closed());
  }

  send(text) {
    this.write(TEXT, Buffer.from(text));
  }

  close() {
    this.socket.destroy();
  }

  write(opcode, payload) {
    const size = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
    const frame = Buffer.allocUnsafe(size.length + 5 + payload.length);
    frame.set([0x80 | opcode, 0x80 | size[0], ...size.slice(1), ...this.mask]);
    const body = size.length + 5;
    for (let at = 0; at < payload.length; at++) frame[body + at] = payload[at] ^ this.mask[at & 3];
    this.socket.write(frame);
  }

  take(data) {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, data]) : data;
    let at = this.isOpen ? 0 : this.upgraded(bytes);
    for (let end = endOf(bytes, at); end <= bytes.length; end = endOf(bytes, at)) {
      this.frame(bytes, at, end);
      at = end;
    }
    this.rest = bytes.subarray(at);
  }

  /** @returns where the frames begin */
  upgraded(bytes) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    this.isOpen = bytes.subarray(0, 12).toString() === 'HTTP/1.1 101';
    if (this.isOpen) this.on.open();
    else this.socket.destroy();
    return end + 4;
  }

  frame(bytes, at, end) {
    const opcode = bytes[at] & 15;
    const head = bytes[at + 1] < 126 ? 2 : 4;
    const payload = bytes.subarray(at + head, end);
    if (opcode === TEXT && bytes[at] & 0x80) this.on.text(payload);
    else if (opcode === PING) this.write(PONG, payload);
    else if (opcode === CLOSE) this.socket.destroy();
    else throw new Error(`a frame that nobody knows: ${bytes[at]}`);
  }
}

/** Where a frame ends; nowhere as long as that has not come. */
function endOf(bytes, at) {
  if (bytes.length < at + 2) return Infinity;
  const length = bytes[at + 1];
  if (length < 126) return at + 2 + length;
  if (length === 127) throw new Error('a frame that is longer than anything that is said here');
  return bytes.length < at + 4 ? Infinity : at + 4 + bytes.readUInt16BE(at + 2);
}
