import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { tells } from '../server/inside.mjs';
import { receiptOf } from '../town/message.mjs';
import { placeOf } from '../town/town.mjs';
import { callerOf, HEARTBEAT, MESSAGE_BYTES } from './door.mjs';

const http = createServer();
const io = new Server(http, {
  ...HEARTBEAT,
  transports: ['websocket'],
  perMessageDeflate: false,
  maxHttpBufferSize: MESSAGE_BYTES,
  serveClient: false,
});
io.use((socket, next) => {
  try {
    socket.data.caller = callerOf(socket.handshake.auth.token);
    next();
  } catch (error) {
    next(error);
  }
});
io.on('connection', (socket) => {
  void socket.join(placeOf(socket.data.caller));
  socket.on('relay', ({ to, view }, answer) => {
    if (to !== null) void push(to, [view, receiptOf(view.id)]);
    answer({ ok: true });
  });
});

async function push(place, [view, receipt]) {
  await io.to(place).timeout(5_000).emitWithAck('signal:alert', view, receipt);
}

const url = new Promise((resolve) => {
  http.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${http.address().port}`));
});
tells(url, push);
