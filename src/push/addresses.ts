const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether an address is one of the push services that are known: a page says where its browser is woken, and this server must not
 * be led to anywhere else (CWE-918). As it would be requested, letter by letter: over TLS, without a password; by no other port
 * than the list has with that host. This machine is reached without TLS, where the list names it, which it cannot in production.
 * @param hosts `push.example`, `push.example:8443`, `*.push.example`, which are its subdomains and not itself
 */
export function isPushAddress(address: string, hosts: string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { href, protocol, hostname, host, username, password, hash } = new URL(address);
  if (href !== address || `${username}${password}${hash}` !== '') return false;
  if (protocol !== 'https:' && !(protocol === 'http:' && THIS_MACHINE.includes(hostname))) return false;
  return hosts.some((known) => (known.startsWith('*.') ? isWithin(host, known.slice(1)) : host === known));
}

/** @param domain with the dot before it */
function isWithin(host: string, domain: string): boolean {
  return host.length > domain.length && host.endsWith(domain);
}
