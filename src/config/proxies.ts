import { BlockList, isIP } from 'node:net';

/** Reverse proxies by their addresses and networks (RFC 4632), separated by commas; null where something else is among them. */
export function readProxies(text: string): BlockList | null {
  const list = new BlockList();
  for (const each of text.split(',')) {
    const [, address = '', bits] = /^\s*([^/\s]+)(?:\/(\d{1,3}))?\s*$/.exec(each) ?? [];
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? longest : Number(bits);
    // A prefix of none would trust everybody, and so nobody's word.
    if (version === 0 || prefix < 1 || prefix > longest) return null;
    list.addSubnet(address, prefix, `ipv${version}` as 'ipv4' | 'ipv6');
  }
  return list;
}
