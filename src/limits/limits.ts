/** So many within so many seconds, counted from the first. */
export interface Rate {
  points: number;
  seconds: number;
}

/**
 * How much is more than anybody needs (ASVS 2.4.1, 6.3.1). A school, or all schools of a board, come from one address: what
 * limits an account is tight, what limits an address is wide, and whoever is signed in is not held up by it.
 */
export const LIMITS_OF_USE = {
  /** Sign-ins that name one passkey or link, good or not: a link is opened, and made a passkey with, in three. */
  attempts: { points: 30, seconds: 300 },
  /** What fails from one address, and sign-ins that are begun there: a morning of a hundred new devices, twice over. */
  failures: { points: 300, seconds: 60 },
  /** Of one account, over sockets, over REST, and for new tokens: a page that comes back says about ten things. */
  commands: { points: 100, seconds: 5 },
  /** Of one account, within those seconds: no page does that, and its socket is cut. */
  flood: 300,
  /** Times that one account has its own browser woken, to try it. */
  pushTests: { points: 5, seconds: 60 },
  /** Sockets that one account opens: ten tabs that come back every ten seconds. */
  handshakes: { points: 60, seconds: 60 },
  /** Sockets of one session: tabs of one browser. */
  perSession: 10,
  /** Of one account on all its devices: more than one session, so that a stolen one does not keep the others out. */
  perPerson: 40,
  /** Of one address: a board's schools behind one firewall. */
  perAddress: 2_000,
  /** In all: the 25,000 of a morning, and those who come back before the server has noticed that they went. */
  inAll: 30_000,
  /** Packets that wait for somebody who does not read them: more than a page is ever told at once. */
  unread: 256,
} satisfies Record<string, number | Rate>;

export type LimitsOfUse = typeof LIMITS_OF_USE;

/** Nest's token for `LimitsOfUse`. */
export const USE = Symbol('USE');
