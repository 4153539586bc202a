import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../../client/words/en.js';
import { nl } from '../../../client/words/nl.js';
import { packOf } from '../../../client/words/packs.js';
import { day, firstName, longDate, time, wipeLine } from '../../../client/words/times.js';
import { language, list, t } from '../../../client/words/words.js';
import { REFUSALS } from '../../../src/contract/index.js';

const keys = Object.keys(nl) as (keyof typeof nl)[];

beforeEach(() => {
  language.value = 'nl';
});

describe('every sentence', () => {
  test('[R-WORDS-1] is in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  test('[R-WORDS-1] takes the same values in both languages', () => {
    for (const key of keys) expect([key, valuesOf(en[key])]).toEqual([key, valuesOf(nl[key])]);
  });

  test('is used, and every one that is asked for is there', () => {
    const source = sourceOf('client');
    const built = [...source.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{\w+\})+)`/g)].map(
      ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{\w+\}/g, '[\\w-]+')}$`),
    );
    const unused = keys.filter((key) => !source.includes(`'${key}'`) && !built.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  test('[R-WORDS-2] is in a pack that is loaded with the page that says it', () => {
    const pages = readFileSync('client/app/pages.ts', 'utf8');
    const lazy = [...pages.matchAll(/import\('\.\.\/([^']+)\.js'\)\)\.\w+(?:,\s*\[([^\]]*)\])?/g)];
    expect(lazy.length).toBeGreaterThan(10);
    const strangers = [['main', ''], ...lazy.map(([, page, packs]) => [page, packs])].flatMap(([page = '', packs = '']) => {
      const source = [...modulesOf(`client/${page}`)].map((file) => readFileSync(file, 'utf8')).join('\n');
      const loaded = ['common', ...[...packs.matchAll(/'(\w+)'/g)].map(([, pack]) => pack)];
      const built = [...source.matchAll(/`([a-z][\w-]*)\.[\w.-]*\$\{/g)].map(([, prefix = '']) => prefix);
      const said = [...keys.filter((key) => source.includes(`'${key}'`)), ...built.filter((prefix) => PREFIXES.has(prefix))];
      return said.filter((key) => !loaded.includes(packOf(key))).map((key) => `${page}: ${key}`);
    });
    expect(strangers).toEqual([]);
  });

  test('is short and plain: at most twelve words', () => {
    const long = keys.flatMap((key) => sentencesOf(nl[key]).filter((sentence) => sentence.split(/\s+/).length > 12));
    expect(long).toEqual([]);
  });

  test('speaks of no victim, perpetrator, incident or violence', () => {
    for (const key of keys) expect(nl[key]).not.toMatch(/slachtoffer|dader|incident|geweld/i);
  });

  test('speaks as people do: to "je", of nobody as "hij" or "zij", and in no words of an office', () => {
    const stiff = keys.filter((key) => STIFF.test(nl[key]));
    expect(stiff.map((key) => `${key}: ${nl[key]}`)).toEqual([]);
  });
});

test('every refusal has a sentence that says what to do next', () => {
  for (const code of [...REFUSALS, 'no-answer'] as const) {
    expect(sentencesOf(t(`refusal.${code}`)).length).toBeGreaterThan(1);
  }
});

describe('times', () => {
  const morning = Date.parse('2026-03-13T07:02:00Z');

  test('are those of the Netherlands, in 24 hours', () => {
    expect(time(morning)).toBe('08:02');
    expect(time(Date.parse('2026-07-13T22:05:00Z'))).toBe('00:05');
  });

  test('a date is written out', () => {
    expect(longDate('2016-03-14')).toBe('14 maart 2016');
    language.value = 'en';
    expect(longDate('2016-03-14')).toBe('14 March 2016');
  });

  test('a day is today, tomorrow or a weekday', () => {
    expect(day(morning, morning)).toBe('vandaag');
    expect(day(morning + 86_400_000, morning)).toBe('morgen');
    expect(day(Date.parse('2026-03-16T07:30:00Z'), morning)).toBe('maandag');
  });

  test('the day after a night with a lost hour is still tomorrow', () => {
    const lateSaturday = Date.parse('2026-03-28T22:30:00Z');
    expect(day(Date.parse('2026-03-29T06:30:00Z'), lateSaturday)).toBe('morgen');
    expect(day(Date.parse('2026-03-30T06:30:00Z'), lateSaturday)).toBe('maandag');
  });

  test('the wiping is announced with its day where that is not today', () => {
    const ends = Date.parse('2026-03-16T14:30:00Z');
    expect(wipeLine(ends, ends - 3_600_000)).toBe('Om 15:30 wissen we dit signaal.');
    expect(wipeLine(ends, morning)).toBe('Maandag om 15:30 wissen we dit signaal.');
  });
});

test('[R-CLIENT-16] who turns to a language has the words of a page that was asked for meanwhile too', async () => {
  const dictionary: Record<string, Record<string, string>> = { nl: {}, en: {} };
  const arrivals: (() => void)[] = [];
  const fetchWords = (spoken: string, pack: string) =>
    new Promise<void>((resolve) => {
      arrivals.push(() => resolve(void (dictionary[spoken]![pack] = `${spoken} ${pack}`)));
    });
  jest.resetModules();
  jest.unstable_mockModule('../../../client/words/dictionary.js', () => ({ dictionary, fetchWords }));
  const words = await import('../../../client/words/words.js');
  const turned = words.speak('en');
  const loaded = words.loadWords('teacher');
  while (arrivals.length > 0) {
    arrivals.splice(0).forEach((arrive) => arrive());
    await new Promise(process.nextTick);
  }
  await Promise.all([turned, loaded]);
  expect([words.language.value, dictionary.en]).toEqual(['en', { common: 'en common', teacher: 'en teacher' }]);
});

test('names are joined as the language does', () => {
  expect(list(['Ada', 'Bo', 'Cas'])).toBe('Ada, Bo en Cas');
  expect(firstName('Ada van Dam')).toBe('Ada');
});

test('the page says which language it speaks', () => {
  expect(t('recipient.take')).toBe('Ik pak dit op');
  language.value = 'en';
  expect(t('recipient.take')).toBe('I will take this');
});

test('a message with choices follows its values', () => {
  expect(t('form.school.reachable', { count: 1 })).toBe('1 mens bereikbaar');
  expect(t('form.school.reachable', { count: 2 })).toBe('2 mensen bereikbaar');
  expect(t('teacher.support', { shown: 'no', name: '', day: 'morgen' })).toBe('Deze leerling kan morgen extra steun gebruiken.');
});

function valuesOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (parts: unknown): void => {
    if (Array.isArray(parts)) return parts.forEach(walk);
    if (typeof parts !== 'object' || parts === null) return;
    const part = parts as { type?: number; value?: unknown; options?: object };
    // 0 is literal text and 7 the # of a plural; everything else is named by a value.
    if (part.type !== undefined && part.type !== 0 && part.type !== 7) found.add(String(part.value));
    if (part.options) Object.values(part.options).forEach((option: { value: unknown }) => walk(option.value));
  };
  walk(new IntlMessageFormat(message, 'nl', undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

/** Sentences, as far as a rule can tell: of a choice, the last way is read. */
function sentencesOf(message: string): string[] {
  return message
    .replace(/\{\w+, (?:plural|select),.*?other \{((?:[^{}]|\{\w+\})*)\}\}/g, '$1')
    .replace(/\{\w+\}/g, 'woord')
    .split(/(?<=[.?!:])\s+/)
    .filter(Boolean);
}

/** Only name and date of birth are known of a pupil; the rest is what Dutch plain-language guides advise against. */
const STIFF = new RegExp(
  `(?<![\\p{L}])(${[
    ...['hij', 'zij', 'u', 'uw', 'men', 'dient', 'middels', 'indien', 'echter', 'betreffende', 'desbetreffende', 'teneinde'],
    ...['gelieve', 'derhalve', 'alsmede', 'omtrent', 'reeds', 'tevens', 'inzake', 'conform', 'ten behoeve', 'door middel van'],
    ...['naar aanleiding van', 'met betrekking tot', 'ten aanzien van', 'gebruiker', 'accorderen', 'verifiëren', 'annuleren'],
  ].join('|')})(?![\\p{L}])`,
  'iu',
);

const PREFIXES = new Set(keys.map((key) => key.split('.')[0]!));

/** A module, and all that it imports from the start; types are none. */
function modulesOf(module: string, found = new Set<string>()): Set<string> {
  const file = [`${module}.ts`, `${module}.tsx`].find((each) => existsSync(each));
  if (!file || found.has(file) || file.startsWith('client/words/')) return found;
  found.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type)[^;]*? from '(\.[^']+)\.js';/gm))
    modulesOf(join(file, '..', from), found);
  return found;
}

function sourceOf(folder: string): string {
  return (
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/^(nl|en)\.ts$/.test(entry.name))
      // It shows what the pages say, and says nothing itself.
      .filter((entry) => !entry.parentPath.endsWith('gallery'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n')
  );
}
