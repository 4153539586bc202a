// In this order: each one also calls itself by names that come after it.
const BROWSERS = {
  'Edg|EdgA|EdgiOS': 'Edge',
  'OPR|OPT': 'Opera',
  SamsungBrowser: 'Samsung Internet',
  'Firefox|FxiOS': 'Firefox',
  'Chrome|CriOS': 'Chrome',
  Safari: 'Safari',
};
const SYSTEMS = {
  iPhone: 'iPhone',
  iPad: 'iPad',
  Android: 'Android',
  CrOS: 'Chromebook',
  Windows: 'Windows',
  'Mac OS X': 'Mac',
  Linux: 'Linux',
};

/** What a person calls the browser that they are at, from its User-Agent (RFC 9110 §10.1.5): "Chrome · Android". */
export function labelOf(userAgent = ''): string {
  const browser = first(BROWSERS, userAgent, '/');
  const system = first(SYSTEMS, userAgent, '');
  return [browser, system].filter(Boolean).join(' · ');
}

function first(names: Record<string, string>, text: string, after: string): string | undefined {
  return Object.entries(names).find(([pattern]) => new RegExp(`\\b(?:${pattern})${after}`).test(text))?.[1];
}
