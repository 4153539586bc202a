import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';
import { en } from '../client/words/en.js';
import { nl } from '../client/words/nl.js';
import { packOf } from '../client/words/packs.js';

const LANGUAGES: Record<string, Record<string, string>> = { nl, en };
const PART = '\0words/';
const names = [...new Set(['common', ...Object.keys(nl).map(packOf)])];

/**
 * Words by language and pack, each in a file of its own that is fetched when it is needed. ICU messages are parsed while building,
 * so that no browser loads the parser (as FormatJS advises).
 */
export function words(): Plugin {
  return {
    name: 'seintje:words',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: { alias: [{ find: /^(@formatjs\/icu-messageformat-parser)$/, replacement: '$1/no-parser.js' }] },
    }),
    resolveId: (id) => (id.startsWith(PART) ? id : null),
    load(id) {
      if (id.endsWith('/client/words/dictionary.ts')) return DICTIONARY;
      if (!id.startsWith(PART)) return null;
      const [language = '', pack = ''] = id.slice(PART.length).split('/');
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(packed(language, pack)))});`;
    },
  };
}

const module = (language: string, pack: string) => JSON.stringify(`${PART}${language}/${pack}`);
const imports = Object.keys(LANGUAGES)
  .flatMap((language) => names.map((pack) => [language, pack] as const))
  // Those that everybody has are there from the start.
  .filter(([language, pack]) => language !== 'nl' || pack !== 'common')
  .map(([language, pack]) => `'${language}/${pack}': () => import(${module(language, pack)}),`);

const DICTIONARY = `
  import common from ${module('nl', 'common')};
  export const dictionary = { nl: { ...common }, en: {} };
  const packs = { 'nl/common': async () => ({ default: common }), ${imports.join('\n')} };
  export async function fetchWords(language, pack) {
    Object.assign(dictionary[language], (await packs[language + '/' + pack]()).default);
  }`;

function packed(language: string, pack: string): Record<string, unknown> {
  const own = Object.entries(LANGUAGES[language] ?? {}).filter(([key]) => packOf(key) === pack);
  return Object.fromEntries(own.map(([key, message]) => [key, parsed(language, message)]));
}

function parsed(language: string, message: string): unknown {
  return message.includes('{') ? new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst() : message;
}
