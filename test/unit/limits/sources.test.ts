import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/index.js';
import { networkOf, Sources } from '../../../src/limits/sources.js';

/** The source of a request that this peer made, with this X-Forwarded-For. */
function sourceOf(peer: string, forwarded: string | undefined, proxies?: string): string {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: peer } };
  return new Sources(readConfig({ ...(proxies && { TRUSTED_PROXIES: proxies }) })).of(request as unknown as IncomingMessage);
}

describe('[R-LIMIT-6] the source of a request', () => {
  test.each([
    ['nobody is trusted', '127.0.0.1', '192.0.2.7', undefined, '127.0.0.1'],
    ['the peer is not trusted', '192.0.2.1', '192.0.2.7', '10.0.0.0/8', '192.0.2.1'],
    ['it comes by the proxy', '10.0.0.1', '192.0.2.7', '10.0.0.0/8', '192.0.2.7'],
    ['it comes by two proxies', '10.0.0.1', '192.0.2.7, 10.0.0.2', '10.0.0.1, 10.0.0.2', '192.0.2.7'],
    ['a lie stands before what the proxy wrote', '10.0.0.1', '198.51.100.9, 192.0.2.7', '10.0.0.0/8', '192.0.2.7'],
    ['the lie is the address of a proxy', '10.0.0.1', '10.0.0.9, 192.0.2.7', '10.0.0.0/8', '192.0.2.7'],
    ['the proxy wrote no address', '10.0.0.1', '192.0.2.7, unknown', '10.0.0.0/8', '10.0.0.1'],
    ['the proxy wrote a port too', '10.0.0.1', '192.0.2.7:51234', '10.0.0.0/8', '10.0.0.1'],
    ['the proxy wrote nothing', '10.0.0.1', undefined, '10.0.0.0/8', '10.0.0.1'],
    ['Node writes IPv4 as IPv6', '::ffff:10.0.0.1', '192.0.2.7', '10.0.0.0/8', '192.0.2.7'],
    ['the proxy has IPv6', 'fd00::1', '192.0.2.7', 'fd00::/8', '192.0.2.7'],
  ])('where %s', (_, peer, forwarded, proxies, source) => {
    expect(sourceOf(peer, forwarded, proxies)).toBe(source);
  });

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['2001::4:5:6:7:8:9', '2001:0:4:5::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s belongs to %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('is marked in the log by what holds for one start alone', () => {
    const [one, other] = [readConfig({}), readConfig({})].map((config) => new Sources(config));
    expect(one!.mark('192.0.2.7')).toMatch(/^[A-Za-z0-9_-]{8}$/);
    expect(one!.mark('192.0.2.7')).toBe(one!.mark('192.0.2.7'));
    expect(one!.mark('192.0.2.7')).not.toBe(one!.mark('192.0.2.8'));
    expect(one!.mark('192.0.2.7')).not.toBe(other!.mark('192.0.2.7'));
  });
});
