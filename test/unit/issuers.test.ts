import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigFaults, readConfig } from '../../src/config/index.js';
import { readIssuers } from '../../src/config/issuers.js';

const folder = mkdtempSync(join(tmpdir(), 'seintje-issuers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: unknown): ReturnType<typeof readIssuers> {
  const path = join(folder, 'issuers.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readIssuers(path);
}

const SECRET = 'a-secret-of-many-signs';
const ENTRY = {
  key: 'elzenmeer',
  name: 'Elzenmeer',
  issuer: 'https://login.elzenmeer.example/tenant',
  organisation: 'elzenmeer',
  clientId: 'seintje',
  clientSecret: SECRET,
};
const { clientSecret: _, ...WITHOUT_PROOF } = ENTRY;
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8).toString();
const SHORT = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8).toString();

const FILE = 'OPENID_ISSUERS must name a file with a JSON array of issuers';
const PROOF = 'one of clientSecret and privateKey must be set';
const ISSUER = 'issuer must be an https address without ? or #';
const KEY = 'privateKey must be an EC P-256 or RSA private key: a PKCS #8 PEM or a JWK';
const ACR = 'acr must be a list of words';

describe('[R-START-1] a faulty file of issuers', () => {
  test.each(['', '{', '{}', 'null', '["secret"]', '[null]'])('%j', (content) => {
    expect(read(content)).toEqual({ issuers: [], faults: [FILE] });
  });

  test('that is not there', () => {
    expect(readIssuers(join(folder, 'none.json')).faults).toEqual([FILE]);
  });

  test.each<[string, object, string]>([
    ['a key of capitals', { key: 'Secret' }, 'key must be small letters, digits and hyphens'],
    ['no name', { name: '' }, 'name must be what people call their account'],
    ['an issuer without TLS', { issuer: 'http://login.secret.example' }, ISSUER],
    ['an issuer that looks like this machine', { issuer: 'http://localhost.secret.example' }, ISSUER],
    ['an issuer with a query', { issuer: 'https://login.secret.example/?tenant=1' }, ISSUER],
    ['an issuer with a password', { issuer: 'https://user:secret@login.example' }, ISSUER],
    ['an issuer of another kind', { issuer: 'file:///secret' }, ISSUER],
    ['no organisation', { organisation: ' ' }, 'organisation must be the key of an organisation'],
    ['no client', { clientId: undefined }, 'clientId must be set'],
    ['no proof', { clientSecret: undefined }, PROOF],
    ['two proofs', { privateKey: ec.export(pkcs8) }, PROOF],
    ['a short secret', { clientSecret: 'secret' }, 'clientSecret must be at least 16 signs'],
    ['a key that is a word', { clientSecret: undefined, privateKey: 'secret' }, KEY],
    ['a key on another curve', { clientSecret: undefined, privateKey: P384 }, KEY],
    ['a short RSA key', { clientSecret: undefined, privateKey: SHORT }, KEY],
    ['no acr', { acr: [] }, ACR],
    ['an acr that is a word', { acr: 'secret' }, ACR],
    ['an acr of two words', { acr: ['se cret'] }, ACR],
    ['trust in words', { trusted: 'yes' }, 'trusted must be true or false'],
    ['a scope without openid', { scope: 'email' }, 'scope must be words with a space between them, and openid among them'],
    ['another setting', { secret: 'secret' }, 'there is a setting that does not exist'],
  ])('%s is one sentence, without the value', (_, change, fault) => {
    const { faults } = read([ENTRY, { ...ENTRY, key: 'second', ...change }]);
    expect(faults).toEqual([`OPENID_ISSUERS, issuer 2: ${fault}`]);
  });

  test('the same key twice', () => {
    expect(read([ENTRY, ENTRY]).faults).toEqual(['OPENID_ISSUERS: two issuers have the same key']);
  });

  test('keeps the server from starting, as does one in the demonstration', () => {
    const start = (path: string) => () => readConfig({ OPENID_ISSUERS: path });
    writeFileSync(join(folder, 'sound.json'), JSON.stringify([ENTRY]));
    expect(start(join(folder, 'sound.json'))).toThrow(ConfigFaults);
    expect(start(join(folder, 'none.json'))).toThrow(ConfigFaults);
  });
});

describe('[R-OPENID-1] a sound file of issuers', () => {
  test('says who we are there by a secret, and what may be left out', () => {
    const { clientSecret, ...others } = ENTRY;
    const left = { acr: [], trusted: false, scope: 'openid email' };
    expect(read([ENTRY])).toEqual({ issuers: [{ ...others, client: { secret: clientSecret }, ...left }], faults: [] });
    expect(read([{ ...ENTRY, acr: ['two'], scope: 'openid profile email' }]).issuers).toMatchObject([
      { acr: ['two'], scope: 'openid profile email' },
    ]);
  });

  test.each<[string, object | string, object]>([
    ['an EC key in PEM', ec.export(pkcs8).toString(), { alg: 'ES256' }],
    ['an RSA key in PEM', rsa.export(pkcs8).toString(), { alg: 'RS256' }],
    ['an EC key as a JWK', { ...ec.export({ format: 'jwk' }), kid: 'one' }, { alg: 'ES256', kid: 'one' }],
    ['an RSA key as a JWK', { ...rsa.export({ format: 'jwk' }), alg: 'PS256' }, { alg: 'PS256' }],
  ])('or by %s', (_, privateKey, client) => {
    const { issuers, faults } = read([{ ...WITHOUT_PROOF, privateKey }]);
    expect(faults).toEqual([]);
    expect(issuers).toMatchObject([{ client }]);
  });

  test.each(['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080/realm', 'https://idp:8443/realm'])(
    'takes %s',
    (issuer) => {
      expect(read([{ ...ENTRY, issuer }]).faults).toEqual([]);
    },
  );
});
