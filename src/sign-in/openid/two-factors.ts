/** Something that one has (RFC 8176, 2). */
const HAS = ['hwk', 'otp', 'sc', 'sms', 'swk', 'tel'];
/** Something that one knows or is. */
const KNOWS_OR_IS = ['face', 'fpt', 'iris', 'kba', 'pin', 'pwd', 'retina', 'vbm'];

/**
 * Whether a provider says that somebody proved themselves by two factors: one of the agreed values of `acr` where there are any,
 * else the methods of `amr`. A code alone is one factor, also where it came by mail.
 */
export function isByTwoFactors(
  { acr: agreed, trusted }: { acr: string[]; trusted: boolean },
  { acr, amr }: Readonly<Record<string, unknown>>,
): boolean {
  if (agreed.length > 0) return typeof acr === 'string' && agreed.includes(acr);
  if (trusted) return true;
  const methods: unknown[] = Array.isArray(amr) ? amr : [];
  const includesOne = (of: string[]) => methods.some((method) => of.includes(method as string));
  return methods.includes('mfa') || (includesOne(HAS) && includesOne(KNOWS_OR_IS));
}
