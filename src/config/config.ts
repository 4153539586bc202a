import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { BlockList } from 'node:net';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, validateSync, ValidateIf } from 'class-validator';
import { type Issuer, readIssuers } from './issuers.js';
import { readProxies } from './proxies.js';
import { readTheme } from './theme.js';

/** What the rest of the server reads; frozen. */
export interface Config {
  demonstration: boolean;
  port: number;
  /** The address to listen on. */
  host: string;
  /** Folder of the directory's database, where it has no server. */
  dataDir: string;
  /** The directory's PostgreSQL server: a secret, since it can hold a password. */
  databaseUrl: string | null;
  /** The Redis server that several servers share; a secret, since it can hold a password; null: this one is alone. */
  redisUrl: string | null;
  /** Folder of the demonstration's CSV files. */
  demonstrationDir: string;
  /** Origins whose pages may open a socket (ASVS 4.4.2); empty: the addresses of this very server on loopback. */
  origins: string[];
  /** `iss` and `aud` of the access tokens. */
  issuer: string;
  audience: string;
  /** EC P-256 (ES256). */
  signingKey: KeyObject;
  /** The one before, of which tokens are still about. */
  previousSigningKey: KeyObject | null;
  /** The mail server, a secret since it can hold a password, and whom letters come from; null: letters are handed over by people. */
  smtp: { url: string; from: string } | null;
  /** What browsers are woken with (VAPID, RFC 8292): an EC P-256 key, and whom a push service may turn to; null: none is woken. */
  push: { key: KeyObject; contact: string } | null;
  /**
   * Hosts of push services, perhaps with a port; `*.` stands for subdomains. Nothing is sent to any other address, whatever a page
   * says.
   */
  pushHosts: string[];
  /** Organisations' own sign-ins. */
  issuers: Issuer[];
  /** HMAC key that makes the names of rooms opaque; shared by the nodes. */
  roomKey: Buffer;
  /** Signals held at the most. */
  capacity: number;
  /** A stylesheet of the organisation's own values for the pages' tokens; null: none. */
  theme: string | null;
  /** Reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: BlockList;
}

/** By name, with a port where it is not 443; or this machine, which `readConfig` leaves to the demonstration. */
const PUSH_HOST = String.raw`((\*\.)?([a-z\d-]+\.)+[a-z][a-z\d-]*|localhost|127\.0\.0\.1|\[::1\])(:(?!443(,|$))\d{1,5})?`;
const PUSH_HOST_LIST = new RegExp(`^${PUSH_HOST}(,${PUSH_HOST})*$`);
const THIS_MACHINE = /(^|,)(localhost|127\.0\.0\.1|\[::1\])(:|,|$)/;

class Environment {
  @IsIn(['demonstration', 'production'], { message: 'MODE must be demonstration or production' })
  MODE: string = 'demonstration';

  @Transform(({ value }) => Number(value))
  @Max(65535, { message: 'PORT must be 65535 or less' })
  @Min(0, { message: 'PORT must be 0 or more' })
  @IsInt({ message: 'PORT must be a whole number' })
  PORT: number = 3000;

  @IsString()
  HOST: string = '127.0.0.1';

  @IsString()
  DATA_DIR: string = '.data';

  @IsOptional()
  @IsString()
  DATABASE_URL?: string;

  @IsOptional()
  @IsString()
  REDIS_URL?: string;

  @IsString()
  DEMONSTRATION_DIR: string = 'demonstration';

  @ValidateIf((env: Environment) => env.MODE === 'production' || env.ORIGINS !== undefined)
  @Matches(/^https?:\/\/[^/,\s]+(,https?:\/\/[^/,\s]+)*$/, {
    message: 'ORIGINS must be one or more origins such as https://seintje.example, separated by commas',
  })
  ORIGINS?: string;

  @Matches(/^\S+$/, { message: 'ISSUER must be one word' })
  ISSUER: string = 'seintje';

  @ValidateIf((env: Environment) => env.MODE === 'production' || env.SIGNING_KEY !== undefined)
  @IsString({ message: 'SIGNING_KEY must be set: a PKCS #8 PEM of an EC P-256 private key' })
  SIGNING_KEY?: string;

  @IsOptional()
  @IsString()
  PREVIOUS_SIGNING_KEY?: string;

  @ValidateIf((env: Environment) => env.MODE === 'production' || env.ROOM_KEY !== undefined)
  @Matches(/^[A-Za-z0-9+/_-]{43,}=*$/, { message: 'ROOM_KEY must be at least 32 random bytes in base64' })
  ROOM_KEY?: string;

  @IsOptional()
  @IsString()
  SMTP_URL?: string;

  @IsOptional()
  @Matches(/^([^@<>]+ <)?[^@\s<>]+@[^@\s<>]+>?$/, { message: 'MAIL_FROM must be the address that letters come from' })
  MAIL_FROM?: string;

  @IsOptional()
  @IsString()
  PUSH_KEY?: string;

  @IsOptional()
  @Matches(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/[^\s/]+\S*)$/, { message: 'PUSH_CONTACT must be a mailto: or https: address' })
  PUSH_CONTACT?: string;

  @IsOptional()
  @Matches(PUSH_HOST_LIST, {
    message: 'PUSH_HOSTS must be hosts such as push.example or *.push.example, separated by commas',
  })
  PUSH_HOSTS?: string;

  @IsOptional()
  @IsString()
  OPENID_ISSUERS?: string;

  @IsOptional()
  @IsString()
  TRUSTED_PROXIES?: string;

  @IsOptional()
  @IsString()
  THEME?: string;

  @Transform(({ value }) => Number(value))
  @Min(1, { message: 'CAPACITY must be 1 or more' })
  @IsInt({ message: 'CAPACITY must be a whole number' })
  CAPACITY: number = 10_000;
}

/** Every fault of the environment at once, each one sentence for the operator; no value is repeated. */
export class ConfigFaults extends Error {
  readonly sentence: string;
  constructor(readonly faults: string[]) {
    super('the configuration has faults');
    this.sentence = `The configuration has ${faults.length} fault(s): ${faults.join('; ')}.`;
  }
}

/**
 * Reads and validates the environment once.
 * @throws ConfigFaults
 */
export function readConfig(source: NodeJS.ProcessEnv): Readonly<Config> {
  const known = Object.keys(new Environment());
  const given = Object.entries(source).filter(
    ([name, value]) => (known.includes(name) || OPTIONAL.includes(name)) && value !== '',
  );
  const env = plainToInstance(Environment, Object.fromEntries(given), { exposeDefaultValues: true });
  const faults = validateSync(env, { stopAtFirstError: true }).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  const demonstration = env.MODE === 'demonstration';
  if (demonstration && source.NODE_ENV === 'production')
    faults.push('MODE demonstration and NODE_ENV production exclude each other');
  if (!env.ORIGINS && ['0.0.0.0', '::'].includes(env.HOST)) faults.push('ORIGINS must be set where HOST is every address');
  if (env.SMTP_URL !== undefined && !isSmtpUrl(env.SMTP_URL))
    faults.push('SMTP_URL must be like smtps://user:password@host:465, with other signs percent-encoded');
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined))
    faults.push('SMTP_URL and MAIL_FROM are set together, or not at all');
  if (env.DATABASE_URL !== undefined && !isPostgresqlUrl(env.DATABASE_URL))
    faults.push('DATABASE_URL must be like postgres://user:password@host:5432/database, with other signs percent-encoded');
  if (env.REDIS_URL !== undefined && !isRedisUrl(env.REDIS_URL))
    faults.push('REDIS_URL must be like rediss://user:password@host:6379, or the path of a Unix socket');
  // Several servers share one directory, and keys that do not change.
  if (env.REDIS_URL !== undefined && (demonstration || env.DATABASE_URL === undefined))
    faults.push('REDIS_URL needs MODE production and DATABASE_URL');
  if (source.DEBUG) faults.push('DEBUG must not be set: libraries would print what passes through them');
  const signingKey = env.SIGNING_KEY === undefined ? null : readKey(env.SIGNING_KEY);
  if (env.SIGNING_KEY !== undefined && !signingKey) faults.push('SIGNING_KEY is not a PKCS #8 PEM of an EC P-256 private key');
  const previousSigningKey = env.PREVIOUS_SIGNING_KEY === undefined ? null : readKey(env.PREVIOUS_SIGNING_KEY);
  if (env.PREVIOUS_SIGNING_KEY !== undefined && !previousSigningKey)
    faults.push('PREVIOUS_SIGNING_KEY is not a PKCS #8 PEM of an EC P-256 private key');
  const pushKey = env.PUSH_KEY === undefined ? null : readKey(env.PUSH_KEY);
  if (env.PUSH_KEY !== undefined && !pushKey) faults.push('PUSH_KEY is not a PKCS #8 PEM of an EC P-256 private key');
  if ((env.PUSH_KEY === undefined) !== (env.PUSH_CONTACT === undefined))
    faults.push('PUSH_KEY and PUSH_CONTACT are set together, or not at all');
  // What listens beside a real server must be out of reach of whatever a page says.
  if (!demonstration && THIS_MACHINE.test(env.PUSH_HOSTS ?? ''))
    faults.push('PUSH_HOSTS may name this machine in the demonstration only');
  const roomKey = env.ROOM_KEY === undefined ? null : Buffer.from(env.ROOM_KEY, 'base64');
  if (roomKey && roomKey.length >= 32 && new Set(roomKey).size < 8) faults.push('ROOM_KEY is not random');
  const { issuers, ...wrong } = env.OPENID_ISSUERS === undefined ? { issuers: [], faults: [] } : readIssuers(env.OPENID_ISSUERS);
  faults.push(...wrong.faults);
  const trustedProxies = env.TRUSTED_PROXIES === undefined ? new BlockList() : readProxies(env.TRUSTED_PROXIES);
  if (!trustedProxies) faults.push('TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by commas');
  if (demonstration && env.OPENID_ISSUERS !== undefined)
    faults.push('OPENID_ISSUERS needs MODE production: the demonstration has people of its own');
  const theme = env.THEME === undefined ? { theme: null } : readTheme(env.THEME);
  if ('fault' in theme) faults.push(theme.fault);
  if (faults.length > 0) throw new ConfigFaults(faults);
  return Object.freeze({
    demonstration,
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    demonstrationDir: env.DEMONSTRATION_DIR,
    origins: env.ORIGINS?.split(',') ?? [],
    issuer: env.ISSUER,
    audience: 'seintje-pages',
    // Without a setting: made anew at every start; pages come back with a fresh token by themselves.
    signingKey: signingKey ?? newKey(),
    previousSigningKey,
    smtp: env.SMTP_URL === undefined ? null : { url: env.SMTP_URL, from: env.MAIL_FROM! },
    push: pushKey ? { key: pushKey, contact: env.PUSH_CONTACT! } : demonstration ? { key: newKey(), contact: NOBODY } : null,
    pushHosts: env.PUSH_HOSTS?.split(',') ?? PUSH_HOSTS,
    issuers,
    roomKey: roomKey ?? randomBytes(32),
    capacity: env.CAPACITY,
    theme: 'theme' in theme ? theme.theme : null,
    trustedProxies: trustedProxies!,
  });
}

const OPTIONAL = [
  'DATABASE_URL',
  'REDIS_URL',
  'ORIGINS',
  'SIGNING_KEY',
  'PREVIOUS_SIGNING_KEY',
  'ROOM_KEY',
  'SMTP_URL',
  'MAIL_FROM',
  'PUSH_KEY',
  'PUSH_CONTACT',
  'PUSH_HOSTS',
  'OPENID_ISSUERS',
  'TRUSTED_PROXIES',
  'THEME',
];

/** Where the browsers' makers take messages for them: Chrome, Firefox, Safari, Edge. */
const PUSH_HOSTS = ['fcm.googleapis.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com'];

/** Whom a push service may turn to about the demonstration. */
const NOBODY = 'mailto:demonstration@seintje.example';

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function readKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}

/** A connection URI (PostgreSQL manual, 34.1.1.2) that names its database. */
function isPostgresqlUrl(text: string): boolean {
  const { protocol = '', pathname = '' } = uriOf(text) ?? {};
  return ['postgres:', 'postgresql:'].includes(protocol) && /^\/[^/]+$/.test(pathname);
}

function isRedisUrl(text: string): boolean {
  const { protocol = '', hostname = '' } = uriOf(text) ?? {};
  return text.startsWith('/') || (['redis:', 'rediss:'].includes(protocol) && hostname !== '');
}

function isSmtpUrl(text: string): boolean {
  const { protocol = '', hostname = '' } = uriOf(text) ?? {};
  return ['smtp:', 'smtps:'].includes(protocol) && hostname !== '';
}

/** With every part percent-encoded as it should be (RFC 3986, 2.1); null for anything else. */
function uriOf(text: string): URL | null {
  try {
    const url = new URL(text);
    for (const part of [url.hostname, url.username, url.password, url.pathname]) decodeURIComponent(part);
    return url;
  } catch {
    return null;
  }
}
