import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { BlockList } from 'node:net';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigFaults, readConfig, withKeptKey } from '../../src/config/index.js';

/** PKCS #8, as an operator would paste it. */
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const P256 = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const P384 = pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey);
const RSA = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

const PRODUCTION = {
  MODE: 'production',
  ORIGINS: 'https://seintje.example,https://www.seintje.example',
  SIGNING_KEY: P256,
  ROOM_KEY: randomBytes(32).toString('base64'),
};
/** Two servers, one directory. */
const SEVERAL = { ...PRODUCTION, DATABASE_URL: 'postgres://host/seintje', REDIS_URL: 'redis://host' };

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    return error.faults;
  }
}

const MODE = 'MODE must be demonstration or production';
const ORIGINS = 'ORIGINS must be one or more origins such as https://seintje.example, separated by commas';
const DATABASE_URL = 'DATABASE_URL must be like postgres://user:password@host:5432/database, with other signs percent-encoded';
const REDIS_URL = 'REDIS_URL must be like rediss://user:password@host:6379, or the path of a Unix socket';
const SMTP_URL = 'SMTP_URL must be like smtps://user:password@host:465, with other signs percent-encoded';
const MAIL = { SMTP_URL: 'smtps://user:p%40ss@mail.example:465', MAIL_FROM: 'Seintje <seintje@mail.example>' };
const SIGNING_KEY = 'SIGNING_KEY is not a PKCS #8 PEM of an EC P-256 private key';
const TRUSTED_PROXIES = 'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by commas';
const PUSH_KEY = 'PUSH_KEY is not a PKCS #8 PEM of an EC P-256 private key';
const PUSH_CONTACT = 'PUSH_CONTACT must be a mailto: or https: address';
const PUSH_HOSTS = 'PUSH_HOSTS must be hosts such as push.example or *.push.example, separated by commas';
const PUSH = { PUSH_KEY: P256, PUSH_CONTACT: 'mailto:push@seintje.example' };
const ROOM_KEY = 'ROOM_KEY must be at least 32 random bytes in base64';

describe('[R-START-1] a faulty configuration', () => {
  test.each<[string, Record<string, string>, string]>([
    ['an unknown mode', { MODE: 'test' }, MODE],
    ['a port in words', { PORT: 'eighty' }, 'PORT must be a whole number'],
    ['a port in parts', { PORT: '80.5' }, 'PORT must be a whole number'],
    ['a negative port', { PORT: '-1' }, 'PORT must be 0 or more'],
    ['a port that is too high', { PORT: '65536' }, 'PORT must be 65535 or less'],
    ['no capacity', { CAPACITY: '0' }, 'CAPACITY must be 1 or more'],
    ['a capacity in words', { CAPACITY: 'many' }, 'CAPACITY must be a whole number'],
    ['a proxy by its name', { TRUSTED_PROXIES: 'proxy.example' }, TRUSTED_PROXIES],
    ['every proxy', { TRUSTED_PROXIES: '0.0.0.0/0' }, TRUSTED_PROXIES],
    ['a network that is too narrow', { TRUSTED_PROXIES: '10.0.0.1, 10.0.0.0/33' }, TRUSTED_PROXIES],
    ['an issuer of two words', { ISSUER: 'two words' }, 'ISSUER must be one word'],
    ['an origin without a scheme', { ORIGINS: 'seintje.example' }, ORIGINS],
    ['an origin with a path', { ORIGINS: 'https://seintje.example/page' }, ORIGINS],
    ['any origin', { ORIGINS: '*' }, ORIGINS],
    ['a database URL that is a word', { DATABASE_URL: 'secret' }, DATABASE_URL],
    ['a database of another kind', { DATABASE_URL: 'mysql://user:secret@host/seintje' }, DATABASE_URL],
    ['a server without a database', { DATABASE_URL: 'postgres://user:secret@host' }, DATABASE_URL],
    ['a password with a sign of its own', { DATABASE_URL: 'postgres://user:se#cret@host/seintje' }, DATABASE_URL],
    ['a password with a bare percent sign', { DATABASE_URL: 'postgres://user:100%secret@host/seintje' }, DATABASE_URL],
    ['several servers', { DATABASE_URL: 'postgres://one:5432,two:5432/seintje' }, DATABASE_URL],
    ['a Redis that is a word', { ...SEVERAL, REDIS_URL: 'secret' }, REDIS_URL],
    ['a Redis over HTTP', { ...SEVERAL, REDIS_URL: 'https://redis.example' }, REDIS_URL],
    ['a Redis in the demonstration', { ...SEVERAL, MODE: 'demonstration' }, 'REDIS_URL needs MODE production and DATABASE_URL'],
    ['a Redis without a shared directory', { ...SEVERAL, DATABASE_URL: '' }, 'REDIS_URL needs MODE production and DATABASE_URL'],
    ['a mail server that is a word', { ...MAIL, SMTP_URL: 'secret' }, SMTP_URL],
    ['a mail server over HTTP', { ...MAIL, SMTP_URL: 'https://mail.example' }, SMTP_URL],
    ['a mail password with a sign of its own', { ...MAIL, SMTP_URL: 'smtps://user:se#cret@mail.example' }, SMTP_URL],
    ['a sender without an address', { ...MAIL, MAIL_FROM: 'Seintje' }, 'MAIL_FROM must be the address that letters come from'],
    ['letters from nobody', { SMTP_URL: MAIL.SMTP_URL }, 'SMTP_URL and MAIL_FROM are set together, or not at all'],
    ['a signing key on another curve', { SIGNING_KEY: P384 }, SIGNING_KEY],
    ['an RSA signing key', { SIGNING_KEY: RSA }, SIGNING_KEY],
    ['a signing key that is a word', { SIGNING_KEY: 'secret' }, SIGNING_KEY],
    ['a push key on another curve', { ...PUSH, PUSH_KEY: P384 }, PUSH_KEY],
    ['a push key that is a word', { ...PUSH, PUSH_KEY: 'secret' }, PUSH_KEY],
    ['a push key without a contact', { PUSH_KEY: P256 }, 'PUSH_KEY and PUSH_CONTACT are set together, or not at all'],
    ['a push contact by its name', { ...PUSH, PUSH_CONTACT: 'Seintje' }, PUSH_CONTACT],
    ['a push contact over http', { ...PUSH, PUSH_CONTACT: 'http://seintje.example' }, PUSH_CONTACT],
    ...[
      '*',
      '*.*',
      '*.example',
      'push.*',
      '169.254.169.254',
      '10.0.0.1',
      'https://push.example',
      'push.example/path',
      'a@push.example',
    ]
      .concat([
        'push',
        'push.example:443',
        'push.example:443,other.example',
        'push.example:port',
        'push.example,',
        '[fd00::1]',
        '*.127.0.0.1',
        'push.example, other.example',
      ])
      .map((hosts): [string, Record<string, string>, string] => [`${hosts} for a push host`, { PUSH_HOSTS: hosts }, PUSH_HOSTS]),
    ...['localhost', '127.0.0.1:8080', '[::1]:4430', 'push.example,localhost'].map(
      (hosts): [string, Record<string, string>, string] => [
        `${hosts} for a push host in production`,
        { ...PRODUCTION, PUSH_HOSTS: hosts },
        'PUSH_HOSTS may name this machine in the demonstration only',
      ],
    ),
    ['a short room key', { ROOM_KEY: randomBytes(31).toString('base64') }, ROOM_KEY],
    ['a room key that is a word', { ROOM_KEY: 'secret' }, ROOM_KEY],
    ['a room key of zeros', { ROOM_KEY: Buffer.alloc(32).toString('base64') }, 'ROOM_KEY is not random'],
    ['a room key of one word repeated', { ROOM_KEY: Buffer.alloc(32, 'abcd').toString('base64') }, 'ROOM_KEY is not random'],
    ['DEBUG', { DEBUG: 'socket.io*' }, 'DEBUG must not be set: libraries would print what passes through them'],
    [
      'a demonstration in production',
      { NODE_ENV: 'production' },
      'MODE demonstration and NODE_ENV production exclude each other',
    ],
  ])('%s is one sentence', (_, env, fault) => expect(faultsOf(env)).toEqual([fault]));

  test('tells every fault at once', () => {
    const env = { MODE: 'production', PORT: 'x', CAPACITY: '0', ISSUER: 'a b', DEBUG: '*', SIGNING_KEY: P384, ROOM_KEY: 'short' };
    expect(faultsOf(env).sort()).toEqual(
      [
        'PORT must be a whole number',
        'CAPACITY must be 1 or more',
        'ISSUER must be one word',
        'DEBUG must not be set: libraries would print what passes through them',
        ORIGINS,
        SIGNING_KEY,
        ROOM_KEY,
      ].sort(),
    );
  });

  test('in production lacks nothing that it makes up in the demonstration', () => {
    const missing = 'SIGNING_KEY must be set: a PKCS #8 PEM of an EC P-256 private key';
    expect(faultsOf({ MODE: 'production' })).toEqual([ORIGINS, missing, ROOM_KEY]);
    expect(faultsOf({ ...PRODUCTION, SIGNING_KEY: '' })).toEqual([missing]);
  });

  test('is told in one sentence that repeats no value', () => {
    const value = 'SOMETHING-SECRET';
    const secrets = { SIGNING_KEY: value, ROOM_KEY: value, DATABASE_URL: `postgres://user:${value}/@host` };
    const env = { MODE: value, PORT: value, ORIGINS: value, CAPACITY: value, DEBUG: value, ...secrets };
    try {
      readConfig(env);
      throw new Error('no fault was found');
    } catch (error) {
      const { sentence, message, faults } = error as ConfigFaults;
      expect(faults).toHaveLength(8);
      expect(sentence).toMatch(/^The configuration has 8 fault\(s\): .+\.$/);
      expect(`${sentence} ${message}`).not.toContain(value);
    }
  });
});

describe('a sound configuration', () => {
  test('[R-START-1] needs nothing to be set', () => {
    const { signingKey, roomKey, push, ...rest } = readConfig({});
    expect(rest).toEqual({
      demonstration: true,
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: null,
      redisUrl: null,
      demonstrationDir: 'demonstration',
      origins: [],
      issuer: 'seintje',
      audience: 'seintje-pages',
      previousSigningKey: null,
      smtp: null,
      pushHosts: ['fcm.googleapis.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com'],
      issuers: [],
      capacity: 10_000,
      theme: null,
      trustedProxies: expect.any(BlockList),
    });
    for (const key of [signingKey, push!.key])
      expect([key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve]).toEqual(['ec', 'prime256v1']);
    expect(push!.contact).toBe('mailto:demonstration@seintje.example');
    expect(push!.key.equals(signingKey)).toBe(false);
    expect(roomKey).toHaveLength(32);
    expect(readConfig({}).roomKey).not.toEqual(roomKey);
  });

  test('is read from the environment, where an empty value is none and what is unknown does not count', () => {
    const env = { ...PRODUCTION, NODE_ENV: 'production', PORT: '8443', CAPACITY: '', SOMETHING: 'else' };
    const config = readConfig({ ...env, SIGNING_KEY: P256.replaceAll('\n', '\\n') });
    expect(config).toMatchObject({ demonstration: false, port: 8443, capacity: 10_000 });
    expect(config.origins).toEqual(['https://seintje.example', 'https://www.seintje.example']);
    expect(pem(config.signingKey)).toBe(P256);
    expect(config.roomKey.toString('base64')).toBe(PRODUCTION.ROOM_KEY);
  });

  test.each([
    'postgres://user:p%40ssword@host:5433/seintje',
    'postgresql://host/seintje?sslmode=verify-full',
    'postgresql:///seintje?host=/run/postgresql',
    'postgres://user@%2Frun%2Fpostgresql/seintje',
  ])('may name a PostgreSQL server: %s', (url) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test.each(['redis://server:p%40ssword@host', 'rediss://host:6380', '/run/redis/redis.sock'])(
    'may name a Redis server that several share: %s',
    (url) => {
      expect(readConfig({ ...SEVERAL, REDIS_URL: url }).redisUrl).toBe(url);
    },
  );

  test('may name a mail server', () => {
    expect(readConfig(MAIL).smtp).toEqual({ url: MAIL.SMTP_URL, from: MAIL.MAIL_FROM });
  });

  test('wakes no browser in production where no key is set, and by that one where it is', () => {
    expect(readConfig(PRODUCTION).push).toBeNull();
    const { push } = readConfig({ ...PRODUCTION, ...PUSH });
    expect([pem(push!.key), push!.contact]).toEqual([P256, PUSH.PUSH_CONTACT]);
    expect(pem(readConfig(PUSH).push!.key)).toBe(P256);
  });

  test('may name other push services, and this machine in the demonstration', () => {
    const hosts = ['push.example', '*.push.example:4430', 'a-b.c1.example'];
    expect(readConfig({ ...PRODUCTION, PUSH_HOSTS: hosts.join() }).pushHosts).toEqual(hosts);
    for (const host of ['127.0.0.1:4000', 'localhost:4000', '[::1]:4000'])
      expect(readConfig({ PUSH_HOSTS: host }).pushHosts).toEqual([host]);
  });

  test('is frozen', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { demonstration: false })).toThrow(TypeError);
  });
});

describe('[R-START-5] the key that the demonstration keeps', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'seintje-key-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const kept = (name: string, env: Record<string, string> = {}) =>
    withKeptKey(readConfig({ DATA_DIR: join(folder, name), ...env }), env);

  test('is made once, and for nobody else to read', async () => {
    const [one, other] = await Promise.all([kept('made'), kept('made')]);
    expect(one.roomKey).toHaveLength(32);
    expect(other.roomKey).toEqual(one.roomKey);
    expect((await kept('made')).roomKey).toEqual(one.roomKey);
    expect(await readdir(join(folder, 'made'))).toEqual(['room-key']);
    expect((await stat(join(folder, 'made', 'room-key'))).mode & 0o777).toBe(0o600);
    expect((await kept('other')).roomKey).not.toEqual(one.roomKey);
  });

  test('is neither made nor read where another one is set, as it must be in production', async () => {
    for (const env of [PRODUCTION, { ROOM_KEY: PRODUCTION.ROOM_KEY }])
      expect((await kept('none', env)).roomKey.toString('base64')).toBe(PRODUCTION.ROOM_KEY);
    await expect(readdir(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });

  test('is told in a sentence where it cannot be used', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(kept('file')).rejects.toMatchObject({
      sentence: expect.stringMatching(/^The key in .*file\/room-key .*DATA_DIR.*\.$/),
    });
    await mkdir(join(folder, 'short'));
    await writeFile(join(folder, 'short', 'room-key'), 'half a key');
    await expect(kept('short')).rejects.toMatchObject({ sentence: expect.stringContaining('(it is not 32 bytes long)') });
  });
});

describe('[R-THEME-1] a theme', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-theme-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is taken without what looks like a comment, and may be none', async () => {
    expect(readConfig({ THEME: 'docs/themes/example.css' }).theme).toContain('--seintje-action: light-dark(');
    const THEME = join(folder, 'comment.css');
    await writeFile(THEME, ":root{--seintje-sans:'/*';} body{display:none} @import url(//x); .x{--seintje-serif:'*/';}");
    expect(readConfig({ THEME }).theme).toBe(":root{--seintje-sans:'';}");
  });

  test('may give every token of the pages another value, but for a shadow and the height of a frame', async () => {
    const tokens = (await readFile('client/elements/tokens.css', 'utf8')).match(/--seintje-[a-z\d-]+:[^;]+;/g)!;
    const css = `:root{${tokens.filter((each) => !/^--seintje-(shadow|frame-height)/.test(each)).join('\n')}}`;
    const THEME = join(folder, 'every.css');
    await writeFile(THEME, css);
    expect(readConfig({ THEME }).theme).toBe(css);
  });

  test('is judged at once, however long, and the fault has a line', async () => {
    const lines = Array.from({ length: 100 }, () => '  --seintje-card:   light-dark(#ffffff, #000000);   ');
    const THEME = join(folder, 'long.css');
    await writeFile(THEME, [':root {', ...lines, '/* two', 'lines */ display: none;', '}'].join('\n'));
    expect(faultsOf({ THEME })).toEqual([expect.stringMatching(/^THEME must name a stylesheet.*; line 103 has something else$/)]);
  });

  test.each([
    ['another rule', ':root { --seintje-card: light-dark(#ffffff, #000000); } button { display: none; }'],
    ['another selector', 'html { --seintje-card: light-dark(#ffffff, #000000); }'],
    ['a property that is no token', ':root { display: none; }'],
    ['a token that is none', ':root { --seintje-frame-height: 0px; }'],
    ['an address', ":root { --seintje-card: url('https://elsewhere.example/x'); }"],
    ['an image', ':root { --seintje-sans: image-set("//elsewhere.example/x.png" 1x); }'],
    ['an import', "@import 'https://elsewhere.example/x.css'; :root { --seintje-card: light-dark(#ffffff, #000000); }"],
    ['an escape', String.raw`:root { --seintje-card: u\72l(x); }`],
    ['a comment that ends too early', ':root { --seintje-card: light-dark(#ffffff, #000000); } /* */ body { color: red; } /* */'],
    ['a colour that hides', ':root { --seintje-text: transparent; }'],
    ['a colour that contrast is not computed of', ':root { --seintje-text: rgb(0 0 0 / 0%); }'],
    ['a measure below nothing', ':root { --seintje-space-72: -9999px; }'],
    ['no end', ':root { --seintje-card: light-dark(#ffffff, #000000);'],
    ['more than 10 kB', `:root { --seintje-card: light-dark(#ffffff, #000000); } ${' '.repeat(10_000)}`],
  ])('with %s is refused', async (_, css) => {
    const THEME = join(folder, 'theme.css');
    await writeFile(THEME, css);
    expect(faultsOf({ THEME })).toEqual([expect.stringMatching(/^THEME must name a stylesheet/)]);
  });

  test('that is not there is refused', () => {
    expect(faultsOf({ THEME: join(folder, 'none.css') })).toEqual([expect.stringMatching(/^THEME must name a stylesheet/)]);
  });
});
