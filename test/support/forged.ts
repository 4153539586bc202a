import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Person } from './person.js';
import type { TestApp } from './start-app.js';

type Part = Record<string, unknown>;

interface Change {
  header?: Part;
  claims?: Part;
  key?: KeyObject;
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

const asPem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

/** Access tokens made by hand with the server's own key, so that each has exactly one fault. */
export class Forger {
  readonly sid: string;
  private readonly foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  private constructor(
    private readonly app: TestApp,
    private readonly genuine: string,
  ) {
    this.sid = this.claims.sid as string;
  }

  static async of(app: TestApp, person: Person): Promise<Forger> {
    return new Forger(app, await person.token());
  }

  get now(): number {
    return this.app.clock.now() / 1000;
  }

  /** Sound but for the change; `undefined` takes something away. */
  token({ header = {}, claims = {}, key = this.app.config.signingKey }: Change = {}): string {
    const signed = `${encode({ ...this.header, ...header })}.${encode({ ...this.claims, ...claims })}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  /** Every token that must not be taken, by its one fault. */
  get unauthorised(): Record<string, unknown> {
    const { now, genuine, foreign } = this;
    const [header, claims, signature] = genuine.split('.') as [string, string, string];
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const changed = encode({ ...this.claims, sub: '00000000-0000-4000-8000-000000000000' });
    return {
      'none at all': undefined,
      null: null,
      'a number': 7,
      'an object': { token: genuine },
      'an array': [genuine],
      'an empty one': '',
      'a word': 'token',
      'three words': 'a.b.c',
      'a header of null': `${encode(null)}.${claims}.${signature}`,
      'two parts': `${header}.${claims}`,
      'four parts': `${genuine}.${signature}`,
      'its scheme with it': `Bearer ${genuine}`,
      'more than 2,000 characters': `${genuine}${'A'.repeat(2_000)}`,
      'ended this very second': this.token({ claims: { exp: now } }),
      'ended long ago': this.token({ claims: { iat: now - 3_600, exp: now - 3_000 } }),
      'not yet valid': this.token({ claims: { nbf: now + 60 } }),
      'issued in the future': this.token({ claims: { iat: now + 60 } }),
      'without an end': this.token({ claims: { exp: undefined } }),
      'an end that is no number': this.token({ claims: { exp: String(now + 60) } }),
      'a life of more than ten minutes': this.token({ claims: { exp: now + 601 } }),
      'a life of more than ten minutes that began long ago': this.token({ claims: { iat: now - 500, exp: now + 101 } }),
      'without a beginning': this.token({ claims: { iat: undefined } }),
      'for somebody else': this.token({ claims: { aud: 'elsewhere' } }),
      'for nobody': this.token({ claims: { aud: undefined } }),
      'from somebody else': this.token({ claims: { iss: 'elsewhere' } }),
      'from nobody': this.token({ claims: { iss: undefined } }),
      'of another type': this.token({ header: { typ: 'JWT' } }),
      'of no type': this.token({ header: { typ: undefined } }),
      'without a subject': this.token({ claims: { sub: undefined } }),
      'a subject that is no id': this.token({ claims: { sub: "' or 1=1" } }),
      'without a session': this.token({ claims: { sid: undefined } }),
      'a session that is no id': this.token({ claims: { sid: '*' } }),
      'signed with a foreign key': this.token({ key: foreign.privateKey }),
      'of an unknown key': this.token({ header: { kid: 'another' } }),
      'of no key': this.token({ header: { kid: undefined } }),
      'a path for a key': this.token({ header: { kid: '../../../dev/null' } }),
      'with a key of its own': this.token({
        header: { jwk: foreign.publicKey.export({ format: 'jwk' }) },
        key: foreign.privateKey,
      }),
      'with its own key, and ours': this.token({ header: { jwk: foreign.publicKey.export({ format: 'jwk' }) } }),
      'with an address for its key': this.token({ header: { jku: 'https://keys.example/set.json' } }),
      'with an address for its certificate': this.token({ header: { x5u: 'https://keys.example/cert.pem' } }),
      'with a certificate': this.token({ header: { x5c: ['AAAA'] } }),
      'with something critical': this.token({ header: { crit: ['exp'] } }),
      'alg none': `${encode({ ...this.header, alg: 'none' })}.${claims}.`,
      'alg None, with our signature': `${encode({ ...this.header, alg: 'None' })}.${claims}.${signature}`,
      'HS256 over our public key': this.hs256(asPem(createPublicKey(this.app.config.signingKey))),
      'HS256 over nothing': this.hs256(''),
      'RS256 with a key of its own': this.token({ header: { alg: 'RS256' }, key: rsa.privateKey }),
      ES384: this.token({ header: { alg: 'ES384' } }),
      'changed after signing': `${header}.${changed}.${signature}`,
      'without a signature': `${header}.${claims}.`,
      'with half a signature': `${header}.${claims}.${signature.slice(0, 43)}`,
      'with a signature of zeros': `${header}.${claims}.${Buffer.alloc(64).toString('base64url')}`,
    };
  }

  private get header(): Part {
    return JSON.parse(Buffer.from(this.genuine.split('.')[0]!, 'base64url').toString()) as Part;
  }

  private get claims(): Part {
    return JSON.parse(Buffer.from(this.genuine.split('.')[1]!, 'base64url').toString()) as Part;
  }

  private hs256(secret: string): string {
    const signed = `${encode({ ...this.header, alg: 'HS256' })}.${encode(this.claims)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
}
