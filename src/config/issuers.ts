import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsOptional,
  isURL,
  Length,
  Matches,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';

/** An organisation's own sign-in (OpenID Connect Core 1.0), and how it knows us. */
export interface Issuer {
  /** In addresses of ours. */
  key: string;
  /** On the sign-in page. */
  name: string;
  /** The issuer identifier, exactly. */
  issuer: string;
  /** The key of the organisation in the directory whose people it vouches for. */
  organisation: string;
  clientId: string;
  /** How we prove that we are that client: `client_secret_basic`, or `private_key_jwt` (RFC 7523). */
  client: { secret: string } | ClientKey;
  /** Values of `acr` that stand for two factors; empty: `amr` must show them. */
  acr: string[];
  /** The organisation vouches that this sign-in always takes two factors. Where `acr` is set, that decides. */
  trusted: boolean;
  scope: string;
}

export interface ClientKey {
  key: KeyObject;
  alg: 'ES256' | 'RS256' | 'PS256';
  kid?: string;
}

/** Authority over who somebody is goes over TLS; to this very machine it may do without. */
function isIssuer(value: unknown): boolean {
  if (typeof value !== 'string' || /[?#]/.test(value)) return false;
  if (isURL(value, { protocols: ['https'], require_protocol: true, require_tld: false, disallow_auth: true })) return true;
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/|$)/.test(value);
}

const IsIssuer = (message: string) => ValidateBy({ name: 'isIssuer', validator: { validate: isIssuer } }, { message });

class Entry {
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'key must be small letters, digits and hyphens' })
  key: string;

  @Length(1, 60, { message: 'name must be what people call their account' })
  name: string;

  @IsIssuer('issuer must be an https address without ? or #')
  issuer: string;

  @Matches(/\S/, { message: 'organisation must be the key of an organisation' })
  organisation: string;

  @Matches(/\S/, { message: 'clientId must be set' })
  clientId: string;

  @ValidateIf(({ clientSecret, privateKey }: Entry) => (clientSecret === undefined) === (privateKey === undefined))
  @ValidateBy(
    { name: 'oneProof', validator: { validate: () => false } },
    { message: 'one of clientSecret and privateKey must be set' },
  )
  proof?: never;

  @IsOptional()
  @Matches(/^\S{16,}$/, { message: 'clientSecret must be at least 16 signs' })
  clientSecret?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'isClientKey', validator: { validate: (value) => readClientKey(value) !== null } },
    { message: 'privateKey must be an EC P-256 or RSA private key: a PKCS #8 PEM or a JWK' },
  )
  privateKey?: string | JsonWebKey;

  @IsOptional()
  @ArrayNotEmpty({ message: 'acr must be a list of words' })
  @Matches(/^\S+$/, { each: true, message: 'acr must be a list of words' })
  acr?: string[];

  @IsOptional()
  @IsBoolean({ message: 'trusted must be true or false' })
  trusted?: boolean;

  @IsOptional()
  @Matches(/^(\S+ )*openid( \S+)*$/, { message: 'scope must be words with a space between them, and openid among them' })
  scope?: string;
}

const FILE = 'OPENID_ISSUERS must name a file with a JSON array of issuers';

/** The issuers of a JSON file, and what is wrong with it: whole sentences, none of which repeats a value. */
export function readIssuers(path: string): { issuers: Issuer[]; faults: string[] } {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { issuers: [], faults: [FILE] };
  }
  if (!Array.isArray(read) || read.some((each) => typeof each !== 'object' || each === null))
    return { issuers: [], faults: [FILE] };
  const entries = plainToInstance(Entry, read as object[]);
  const faults = entries.flatMap((entry, at) => faultsOf(entry).map((fault) => `OPENID_ISSUERS, issuer ${at + 1}: ${fault}`));
  if (new Set(entries.map(({ key }) => key)).size < entries.length) faults.push('OPENID_ISSUERS: two issuers have the same key');
  return faults.length > 0 ? { issuers: [], faults } : { issuers: entries.map(issuerOf), faults };
}

function faultsOf(entry: Entry): string[] {
  return validateSync(entry, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true }).flatMap(
    ({ constraints = {} }) =>
      // The library's own sentence would repeat the name of the setting, which is input too.
      'whitelistValidation' in constraints ? ['there is a setting that does not exist'] : Object.values(constraints),
  );
}

function issuerOf({ clientSecret, privateKey, acr = [], trusted = false, scope = 'openid email', ...entry }: Entry): Issuer {
  const { key, name, issuer, organisation, clientId } = entry;
  const client = clientSecret === undefined ? readClientKey(privateKey)! : { secret: clientSecret };
  return { key, name, issuer, organisation, clientId, client, acr, trusted, scope };
}

function readClientKey(value: unknown): ClientKey | null {
  try {
    const { alg, kid } = typeof value === 'string' ? ({} as JsonWebKey) : (value as JsonWebKey);
    const key =
      typeof value === 'string' ? createPrivateKey(value) : createPrivateKey({ key: value as JsonWebKey, format: 'jwk' });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    const named = typeof kid === 'string' && { kid };
    if (namedCurve === 'prime256v1') return { key, alg: 'ES256', ...named };
    const isRsa = key.asymmetricKeyType === 'rsa' && modulusLength >= 2048;
    return isRsa ? { key, alg: alg === 'PS256' ? 'PS256' : 'RS256', ...named } : null;
  } catch {
    return null;
  }
}
