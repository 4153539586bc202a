/**
 * The sealed content as it travels: JWE General JSON serialization (RFC 7516 §7.2.1), ECDH-ES+A256KW
 * on P-256 (RFC 7518 §4.6), A256GCM, one entry per recipient device.
 */
export interface Envelope {
  /** base64url of `{"enc":"A256GCM"}`, and with a single recipient also its `epk`. */
  protected: string;
  iv: string;
  ciphertext: string;
  tag: string;
  /** base64url of the id and the audience: a moved envelope does not open. */
  aad: string;
  recipients: EnvelopeEntry[];
}

export interface EnvelopeEntry {
  encrypted_key: string;
  header: { alg: 'ECDH-ES+A256KW'; kid: string; /** Absent where a single recipient's epk is in `protected`. */ epk?: DeviceKey };
}

/** A device's public key: JWK, P-256 (RFC 7517, RFC 7518 §6.2). Its id is its thumbprint (RFC 7638). */
export interface DeviceKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

export interface Device {
  /** The key's SHA-256 JWK thumbprint, base64url: 43 characters. */
  id: string;
  key: DeviceKey;
}

/** Whom an envelope is for: the contacts of a school (its code), or one teacher (the person's id). */
export type EnvelopeAudience = { school: string } | { teacher: string };

/** What an envelope is bound to (RFC 7516 `aad`): one that is moved to another id or audience does not open. */
export function bindingOf(id: string, audience: EnvelopeAudience): string {
  return 'school' in audience ? `${id}/school/${audience.school}` : `${id}/teacher/${audience.teacher}`;
}
