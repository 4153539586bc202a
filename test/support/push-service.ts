import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify as verifySignature,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a push service was given for a browser, and what that browser reads of it. */
export interface Woken {
  headers: IncomingHttpHeaders;
  body: Buffer;
  plaintext: Buffer;
  /** The claims of the signature. */
  claims: Record<string, unknown>;
  /** The key that signed, base64url. */
  key: string;
}

/** What the push service does with a message: a status, or nothing at all. */
type Answer = number | 'hang' | { redirect: string };

/** A browser that can be woken (W3C Push API): its keys, its address, and what woke it. */
export class WokenBrowser {
  readonly woken: Woken[] = [];
  answer: Answer = 201;
  private readonly auth = randomBytes(16);
  private readonly keys: ECDH = createECDH('prime256v1');
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  constructor(readonly endpoint: string) {
    this.keys.generateKeys();
  }

  /** What its page says of it. */
  get subscription(): { endpoint: string; p256dh: string; auth: string } {
    return {
      endpoint: this.endpoint,
      p256dh: this.keys.getPublicKey('base64url'),
      auth: this.auth.toString('base64url'),
    };
  }

  /** As soon as it was woken so many times. */
  async isWoken(count = 1): Promise<Woken[]> {
    if (this.woken.length < count) await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
    return this.woken;
  }

  take(message: Woken): void {
    this.woken.push(message);
    for (const { count, resolve } of this.waiting) if (this.woken.length >= count) resolve();
  }

  /** RFC 8291 §3.4 and RFC 8188 §2, by Node's own primitives: one record, and nothing before or after it. */
  decrypt(body: Buffer): Buffer {
    const salt = body.subarray(0, 16);
    const size = body.readUInt32BE(16);
    const sender = body.subarray(21, 21 + body[20]!);
    const record = body.subarray(21 + sender.length);
    if (sender.length !== 65 || record.length > size) throw new Error('not one record of aes128gcm');
    const ikm = derive(
      this.keys.computeSecret(sender),
      this.auth,
      Buffer.concat([Buffer.from('WebPush: info\0'), this.keys.getPublicKey(), sender]),
      32,
    );
    const key = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = padded.lastIndexOf(2);
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record');
    return padded.subarray(0, end);
  }
}

/** A push service on this machine (RFC 8030): it takes what is well made and signed, and does with each browser as it is told. */
export class PushService {
  /** What was wrong with what came: every test ends with none. */
  readonly faults: string[] = [];
  /** Every address that was asked for, also those of nobody. */
  readonly asked: string[] = [];
  private readonly browsers = new Map<string, WokenBrowser>();
  private readonly server = createServer((request, response) => void this.receive(request, response));

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  /** As `PUSH_HOSTS` names it. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  browser(): WokenBrowser {
    const path = `/push/${randomBytes(24).toString('base64url')}`;
    const browser = new WokenBrowser(`http://${this.host}${path}`);
    this.browsers.set(path, browser);
    return browser;
  }

  /** Lets go of those whom it left waiting. */
  hangUp(): void {
    this.server.closeAllConnections();
  }

  /** Also those whom it left waiting. */
  async close(): Promise<void> {
    this.server.close();
    this.hangUp();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked.push(`${request.method} ${request.url}`);
    const browser = this.browsers.get(request.url!);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!browser || request.method !== 'POST') return void response.writeHead(404).end();
    try {
      const body = Buffer.concat(chunks);
      if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm');
      const signed = this.signed(request.headers.authorization ?? '');
      browser.take({ headers: request.headers, body, plaintext: browser.decrypt(body), ...signed });
    } catch (error) {
      this.faults.push(String(error));
      return void response.writeHead(400).end();
    }
    const { answer } = browser;
    if (answer === 'hang') return;
    if (typeof answer === 'object') return void response.writeHead(307, { location: answer.redirect }).end();
    response.writeHead(answer, { location: browser.endpoint }).end('an answer that nobody reads');
  }

  /** RFC 8292 §2 and §3: a token of at most a day for this very service, signed by the key beside it. */
  private signed(authorization: string): Pick<Woken, 'claims' | 'key'> {
    const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
    if (!token || !key) throw new Error('no signature');
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const { alg, typ } = json(header);
    if (alg !== 'ES256' || typ !== 'JWT') throw new Error(`signed as ${String(typ)} by ${String(alg)}`);
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
    const isSigned = verifySignature(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    const claims = json(payload);
    // A push service knows no other time than the machine's.
    const left = Number(claims.exp) - Date.now() / 1000;
    if (!isSigned) throw new Error('another signature');
    if (claims.aud !== `http://${this.host}`) throw new Error('signed for another push service');
    if (!(left > 0 && left <= 86_400)) throw new Error('signed for too long, or for no time');
    return { claims, key };
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

function json(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
