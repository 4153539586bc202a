import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { tells } from '../server/inside.mjs';
import { receiptOf } from '../town/message.mjs';
import { placeOf } from '../town/town.mjs';
import { callerOf, HEARTBEAT, MESSAGE_BYTES } from './door.mjs';

const listeners = new Map();
const waiting = new Map();
let last = 0;

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: MESSAGE_BYTES });
sockets.on('connection', (socket) => {
  // Each by its own clock: all at once would be a burst.
  const heartbeat = setInterval(() => socket.ping(), HEARTBEAT.pingInterval);
  socket.once('close', () => clearInterval(heartbeat));
  socket.once('message', (data) => welcome(socket, JSON.parse(data).token));
});

function welcome(socket, token) {
  const place = placeOf(callerOf(token));
  const here = listeners.get(place) ?? new Set();
  listeners.set(place, here.add(socket));
  socket.once('close', () => here.delete(socket));
  socket.on('message', (data) => take(socket, JSON.parse(data)));
  socket.send('{"connected":true}');
}

function take(socket, { arrived, say, payload }) {
  if (arrived !== undefined) return waiting.get(arrived)?.();
  if (payload.to !== null) void push(payload.to, [payload.view, receiptOf(payload.view.id)]);
  socket.send(JSON.stringify({ answer: say, result: { ok: true } }));
}

function push(place, message) {
  const here = listeners.get(place) ?? [];
  const number = ++last;
  const frame = JSON.stringify({ number, message });
  return new Promise((resolve) => {
    let left = here.size;
    waiting.set(number, () => {
      if (--left > 0) return;
      waiting.delete(number);
      resolve();
    });
    for (const socket of here) socket.send(frame);
  });
}

const url = new Promise((resolve) => {
  http.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${http.address().port}`));
});
tells(url, push);
