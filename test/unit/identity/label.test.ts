import { expect, test } from '@jest/globals';
import { labelOf } from '../../../src/identity/label.js';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)';
const IPAD = 'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X)';
const CHROMEBOOK = 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  [`${WINDOWS} ${BLINK} Safari/537.36`, 'Chrome · Windows'],
  [`${WINDOWS} ${BLINK} Safari/537.36 Edg/143.0.0.0`, 'Edge · Windows'],
  [`${WINDOWS} ${BLINK} Safari/537.36 OPR/124.0.0.0`, 'Opera · Windows'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox · Windows'],
  [`${MAC} ${BLINK} Safari/537.36`, 'Chrome · Mac'],
  [`${MAC} ${WEBKIT} Version/18.5 Safari/605.1.15`, 'Safari · Mac'],
  [`${ANDROID} ${BLINK} Mobile Safari/537.36`, 'Chrome · Android'],
  [`${ANDROID} ${BLINK} Mobile Safari/537.36 EdgA/143.0.0.0`, 'Edge · Android'],
  [
    `${ANDROID} AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet · Android',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'Firefox · Android'],
  [`${IPHONE} ${WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari · iPhone'],
  [`${IPHONE} ${WEBKIT} CriOS/143.0.0.0 Mobile/15E148 Safari/604.1`, 'Chrome · iPhone'],
  [`${IPHONE} ${WEBKIT} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, 'Firefox · iPhone'],
  [`${IPHONE} ${WEBKIT} Version/18.0 EdgiOS/143.0.0.0 Mobile/15E148 Safari/604.1`, 'Edge · iPhone'],
  [`${IPAD} ${WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari · iPad'],
  [`${CHROMEBOOK} ${BLINK} Safari/537.36`, 'Chrome · Chromebook'],
  [`${LINUX} ${BLINK} Safari/537.36`, 'Chrome · Linux'],
  // Nothing of what a program calls itself is taken over.
  ['node', ''],
  ['curl/8.5.0', ''],
  ['Chrome', ''],
  ['NotChrome/1 <script>alert(1)</script>', ''],
  [`${LINUX} something/1`, 'Linux'],
  ['', ''],
  [undefined, ''],
])('[R-DEVICE-1] of %j a person reads %j', (userAgent, label) => {
  expect(labelOf(userAgent)).toBe(label);
});
