/** Numbers that both sides hold each other to. Milliseconds unless the name says otherwise. */
export const LIMITS = {
  /** A pupil's name in UTF-8 (protocol: sealing). */
  nameBytes: 180,
  /** The padded content before sealing: neither length nor room for a story. */
  contentBytes: 256,
  /** Devices one envelope is sealed to at the most. */
  devices: 16,
  /** Age in years at which a pupil is refused, and from which the page asks once more. */
  youngest: 3,
  oldest: 25,
  /** One websocket message, in bytes (OWASP WebSocket Cheat Sheet: limit the message size). */
  messageBytes: 8192,
  /** Letters in a search for a school. */
  queryLength: 100,
  /** Letters of the address at which a browser is woken: twice as long as any that a push service gives out. */
  endpointLength: 2_048,
  /** Schools that one search returns. */
  schoolsFound: 8,
  /** Schools of which is told that nobody there can be reached. */
  unreachable: 100,
  /** How long a device has to prove that it has its key. */
  challenge: 30_000,
  /** Teachers that one signal can be passed on to: with as few as possible. */
  teachers: 5,
  /** A drill that nobody ends goes by itself after so long. */
  drill: 3_600_000,
  /** Times that somebody who has not seen it is woken again: for twenty minutes by default, and then it is for people to call. */
  reminders: 10,
  /** How long `signal:open` reserves a signal before `signal:read` must follow. */
  reservation: 15_000,
  /** How long a signal that nobody's device can read waits for whoever has its content to come back; then it is lost. */
  healing: 60_000,
  /** Letters of a receipt's state. */
  receiptLength: 8_000,
  /** A target day further away than this is refused. */
  targetDays: 4,
  /** A socket that has not authenticated is cut. */
  handshake: 5_000,
  /** The longest life of an access token (RFC 9700: short-lived). */
  tokenLife: 600_000,
} as const;
