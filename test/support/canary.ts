/** Ways in which the bytes of a text lie about: encodings, and the escapes of JSON and of URLs (RFC 3986 §2.1). */
const FORMS: Record<string, (text: string) => Buffer[]> = {
  'UTF-8': (text) => [Buffer.from(text)],
  'UTF-16': (text) => [Buffer.from(text, 'utf16le')],
  'Latin-1': (text) => [Buffer.from(text, 'latin1')],
  JSON: (text) => [Buffer.from(JSON.stringify(text).slice(1, -1)), Buffer.from(asciiJson(text))],
  URL: (text) => [encodeURIComponent(text), new URLSearchParams([['', text]]).toString().slice(1)].map((url) => Buffer.from(url)),
  hex: (text) =>
    [Buffer.from(text).toString('hex'), Buffer.from(text).toString('hex').toUpperCase()].map((hex) => Buffer.from(hex)),
  'base64, offset 0': (text) => base64(text, 0),
  'base64, offset 1': (text) => base64(text, 1),
  'base64, offset 2': (text) => base64(text, 2),
};

/** A text that must be nowhere. */
export class Canary {
  private readonly needles: { form: string; bytes: Buffer }[];
  /** Bytes of its longest form. */
  readonly longest: number;

  constructor(text: string) {
    const all = Object.entries(FORMS).flatMap(([form, write]) => write(text).map((bytes) => ({ form, bytes })));
    this.needles = all.filter(({ bytes }, at) => all.findIndex((other) => other.bytes.equals(bytes)) === at);
    this.longest = Math.max(...this.needles.map(({ bytes }) => bytes.length));
  }

  /** The forms in which it can occur; forms that are the same bytes count once. */
  get forms(): string[] {
    return [...new Set(this.needles.map(({ form }) => form))];
  }

  /** The forms in which it occurs. */
  formsIn(bytes: Buffer): string[] {
    return [...new Set(this.needles.filter((needle) => bytes.includes(needle.bytes)).map(({ form }) => form))];
  }
}

function asciiJson(text: string): string {
  const escape = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, escape);
}

/** The letters that follow from the text alone, where so many bytes beyond a multiple of three stand before it (RFC 4648 §4, §5). */
function base64(text: string, before: number): Buffer[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const own = (encoded: string) => Buffer.from(encoded.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)));
  return [own(bytes.toString('base64')), own(bytes.toString('base64url'))];
}
