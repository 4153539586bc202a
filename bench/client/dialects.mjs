/** How a page speaks to the raw `ws` server. What a text means: `connected`, `push` with its `answer`, or the `answer` to a number. */
export const PLAIN = {
  path: '/',
  /** Said at once. */
  greeting: (token) => JSON.stringify({ token }),
  say: (number, command, payload) => JSON.stringify({ say: number, command, payload }),
  read(text) {
    const { connected, answer, result, number, message } = JSON.parse(text);
    if (connected) return { connected };
    if (answer !== undefined) return { number: answer, result };
    return { push: message, answer: JSON.stringify({ arrived: number }) };
  },
};

const CONNECT = '40';
const REFUSED = '44';
const EVENT = '42';
const ANSWER = '43';

/** Engine.IO 4 and Socket.IO 5 over a websocket. */
export const SOCKET_IO = {
  path: '/socket.io/?EIO=4&transport=websocket',
  greeting: (token) => CONNECT + JSON.stringify({ token }),
  say: (number, command, payload) => `${EVENT}${number}${JSON.stringify([command, payload])}`,
  read(text) {
    if (text === '2') return { answer: '3' };
    const kind = text.slice(0, 2);
    if (kind === CONNECT) return { connected: true };
    if (kind === REFUSED) return { refused: JSON.parse(text.slice(2)).message };
    if (kind !== EVENT && kind !== ANSWER) return {};
    const start = text.indexOf('[');
    const number = text.slice(2, start);
    const [first, ...rest] = JSON.parse(text.slice(start));
    if (kind === ANSWER) return { number: Number(number), result: first };
    return { push: rest, answer: number && `${ANSWER}${number}[]` };
  },
};
