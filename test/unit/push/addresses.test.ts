import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/index.js';
import { isPushAddress } from '../../../src/push/addresses.js';

const { pushHosts } = readConfig({});
const OURS = ['push.example', '*.sub.example', 'other.example:8443', '127.0.0.1:4000', '[::1]:4000', 'localhost:4000'];

describe('[R-PUSH-4] an address where a browser is woken', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM:APA91bHqjZxM0VImWWqDRN7U0a3AycjUf4O-byuxb_wJsKRaKvV_iKw56s16ekq6FUqoCF7k2nICUpd8fHPxVTgqLunFeVeB9lLCQZyohyAztTH8ZQL9WCxKpA6dvTG_TUIhQUFq_n',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABj8r8a',
    'https://web.push.apple.com/QGlVTS-ZtvFtXoK0Yr5Jg',
    'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2bk3u%3d%3d',
  ])('is one that a maker of browsers gives out: %s', (address) => {
    expect(isPushAddress(address, pushHosts)).toBe(true);
  });

  test.each([
    ...[
      '',
      'fcm.googleapis.com/fcm/send/x',
      '//fcm.googleapis.com/x',
      '/x',
      'https://',
      'https:fcm.googleapis.com/x',
      'https:///x',
    ],
    ...['http://fcm.googleapis.com/x', 'ws://fcm.googleapis.com/x', 'ftp://fcm.googleapis.com/x', 'file:///etc/passwd'],
    ...['javascript:fetch(1)', 'data:text/plain,x', 'blob:https://fcm.googleapis.com/x', 'gopher://fcm.googleapis.com:25/x'],
    ...[
      'https://169.254.169.254/latest/meta-data/',
      'http://169.254.169.254/',
      'https://[fd00:ec2::254]/',
      'https://metadata.google.internal/',
    ],
    ...[
      'http://localhost/',
      'https://localhost/',
      'http://127.0.0.1:3000/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0.0.0.0/',
    ],
    ...[
      'https://2130706433/',
      'https://0x7f.1/',
      'https://127.1/',
      'https://[::ffff:127.0.0.1]/',
      'https://10.0.0.5/',
      'https://192.168.1.1/',
    ],
    ...[
      'https://user@fcm.googleapis.com/x',
      'https://user:password@fcm.googleapis.com/x',
      'https://fcm.googleapis.com@evil.example/x',
    ],
    ...[
      'https://fcm.googleapis.com:8443/x',
      'https://fcm.googleapis.com:80/x',
      'https://fcm.googleapis.com:443/x',
      'https://fcm.googleapis.com:22/x',
    ],
    ...[
      'https://fcm.googleapis.com./x',
      'https://FCM.googleapis.com/x',
      'HTTPS://fcm.googleapis.com/x',
      'https://fcm.googleapis.com',
    ],
    ...[
      'https://googleapis.com/x',
      'https://storage.googleapis.com/x',
      'https://x.fcm.googleapis.com/x',
      'https://xfcm.googleapis.com/x',
    ],
    ...[
      'https://fcm.googleapis.com.evil.example/x',
      'https://evil.example/fcm.googleapis.com',
      'https://evil.example?fcm.googleapis.com',
    ],
    ...[
      'https://evil.example#.push.apple.com',
      'https://evil.example\\.push.apple.com/',
      'https://evilpush.apple.com/x',
      'https://push.apple.com/x',
    ],
    ...[
      'https://.push.apple.com/x',
      'https://apple.com/x',
      'https://push.services.mozilla.com/x',
      'https://notify.windows.com/x',
    ],
    ...[
      'https://fcm.googleapis.com/x#fragment',
      'https://fcm.googleapis.com/a/../x',
      'https://fcm.googleapis.com/x y',
      ' https://fcm.googleapis.com/x',
    ],
    ...[
      'https://fcm.googleapis.com/x\n',
      'https://fcm.goo\ngleapis.com/x',
      'https://fcm.googleapis.com/x\r\nHost: evil.example',
      'https://fcm。googleapis。com/x',
    ],
  ])('is no other one, however it is written: %j', (address) => {
    expect(isPushAddress(address, pushHosts)).toBe(false);
  });

  test('is at a host and by a port that the operator named', () => {
    const taken = (address: string) => isPushAddress(address, OURS);
    for (const address of [
      'https://push.example/x',
      'https://a.sub.example/x',
      'https://a.b.sub.example/x',
      'https://other.example:8443/x',
    ])
      expect([address, taken(address)]).toEqual([address, true]);
    for (const address of [
      'https://a.push.example/x',
      'https://sub.example/x',
      'https://other.example/x',
      'https://push.example:8443/x',
    ])
      expect([address, taken(address)]).toEqual([address, false]);
  });

  test('is reached without TLS on this machine alone, by the very name and port', () => {
    const taken = (address: string) => isPushAddress(address, OURS);
    for (const host of ['127.0.0.1:4000', '[::1]:4000', 'localhost:4000'])
      expect([host, taken(`http://${host}/x`)]).toEqual([host, true]);
    for (const address of [
      'http://push.example/x',
      'http://127.0.0.1/x',
      'http://127.0.0.1:4001/x',
      'http://127.0.0.2:4000/x',
      'http://a.localhost:4000/x',
    ])
      expect([address, taken(address)]).toEqual([address, false]);
  });
});
