import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';

type Asking = Pick<IncomingMessage, 'headers' | 'socket'>;

/** Where requests come from, over HTTP and for sockets alike. */
@Injectable()
export class Sources {
  private readonly salt = randomBytes(16);

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * The network that a request comes from. What X-Forwarded-For says is believed as far as trusted proxies wrote it: read from its
   * end, up to the first address that is none of theirs (ASVS 4.1.3).
   */
  of({ headers, socket }: Asking): string {
    let address = socket.remoteAddress ?? '';
    const said = String(headers['x-forwarded-for'] ?? '').split(',');
    for (const hop of said.map((each) => each.trim()).reverse()) {
      if (!this.isTrusted(address) || !isIP(hop)) break;
      address = hop;
    }
    return networkOf(address);
  }

  /** For the log: the same within one start of the server, and never again. */
  mark(source: string): string {
    return createHash('sha256').update(this.salt).update(source).digest('base64url').slice(0, 8);
  }

  private isTrusted(address: string): boolean {
    return this.config.trustedProxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** Whoever has an IPv6 address has a whole /64 of them (RFC 6177), and is still one. */
export function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
