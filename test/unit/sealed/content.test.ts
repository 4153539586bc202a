import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ageOn,
  type Content,
  isRealDate,
  isUnusuallyOld,
  nameFault,
  pad,
  readDate,
  tidyName,
  UnreadableContent,
  unpad,
} from '../../../src/sealed/index.js';
import { madeUpPupil } from '../../support/pupils.js';

const BORN = '2016-03-14';
const bytes = (text: string) => new TextEncoder().encode(text.padEnd(256));
/** One character of three bytes in UTF-8. */
const ETHIOPIC = '\u1200';

describe('[R-SEAL-1] the content', () => {
  test.each([
    madeUpPupil(),
    { name: 'Q', dateOfBirth: BORN },
    { name: 'q'.repeat(180), dateOfBirth: BORN },
    { name: ETHIOPIC.repeat(60), dateOfBirth: BORN },
  ])('is 256 bytes, whatever the name', (content) => {
    expect(pad(content)).toHaveLength(256);
    expect(unpad(pad(content))).toEqual(content);
  });

  test('is the name, the date and spaces', () => {
    const text = new TextDecoder().decode(pad({ name: 'Qwe Rty', dateOfBirth: BORN }));
    expect(text.trimEnd()).toBe('["Qwe Rty","2016-03-14"]');
    expect(text).toHaveLength(256);
  });

  test.each<[string, Uint8Array]>([
    ['a third value', bytes(`["Qwe Rty","${BORN}","more"]`)],
    ['the date alone', bytes(`["${BORN}"]`)],
    ['an object', bytes(`{"name":"Qwe Rty","dateOfBirth":"${BORN}"}`)],
    ['an object with a note', bytes(`{"name":"Qwe Rty","dateOfBirth":"${BORN}","note":"more"}`)],
    ['numbers', bytes('[1,2]')],
    ['a list in the place of the name', bytes(`[["Qwe","Rty"],"${BORN}"]`)],
    ['null', bytes('null')],
    ['nothing but spaces', bytes('')],
    ['text after it', bytes(`["Qwe Rty","${BORN}"] more`)],
    ['a name that holds a story', bytes(`["Qwe 110","${BORN}"]`)],
    ['an untidy name', bytes(`[" Qwe Rty","${BORN}"]`)],
    ['a date that does not exist', bytes('["Qwe Rty","2015-02-29"]')],
    ['a date with a time', bytes(`["Qwe Rty","${BORN}T00:00"]`)],
    ['255 bytes', bytes(`["Qwe Rty","${BORN}"]`).slice(1)],
    ['257 bytes', new TextEncoder().encode(`["Qwe Rty","${BORN}"]`.padEnd(257))],
    ['bytes that are not UTF-8', bytes(`["Qwe Rty","${BORN}"]`).fill(0xff, 2, 4)],
  ])('is not read where there is %s', (_, padded) => expect(() => unpad(padded)).toThrow(UnreadableContent));

  test.each<[string, Content]>([
    ['a name with digits', { name: 'Qwe 110', dateOfBirth: BORN }],
    ['a name that is too long', { name: 'q'.repeat(181), dateOfBirth: BORN }],
    ['an untidy name', { name: 'Qwe  Rty', dateOfBirth: BORN }],
    ['a date that does not exist', { name: 'Qwe Rty', dateOfBirth: '2016-04-31' }],
  ])('is not sealed with %s', (_, content) => expect(() => pad(content)).toThrow(UnreadableContent));

  test('takes no more than a name and a date from whoever hands over more', () => {
    const more = { name: 'Qwe Rty', dateOfBirth: BORN, note: 'more' };
    expect(unpad(pad(more))).toEqual({ name: 'Qwe Rty', dateOfBirth: BORN });
  });

  test('comes back as it went in, for every name that is one', () => {
    const letters = fc.constantFrom(...'abcXYZéßøĳŁñ', 'ሀ', 'و', 'ह', '一', '\u0301', "'", '-', '.', ' ');
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 90 }).map((all) => tidyName(all.join(''))),
        (name) => {
          fc.pre(nameFault(name) === null);
          expect(tidyName(name)).toBe(name);
          expect(pad({ name, dateOfBirth: BORN })).toHaveLength(256);
          expect(unpad(pad({ name, dateOfBirth: BORN }))).toEqual({ name, dateOfBirth: BORN });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('[R-SEAL-2] a name', () => {
  test.each(["Qwe van 't Rty", "'t Qwe", "O'Qwe", 'Qwe-Rty', 'Q.W. Rty', 'Łžß Ñøå', 'Ạếỗ', 'ሀለ', 'ابتث', 'कखि', '一二'])(
    'may be %s',
    (name) => expect(nameFault(tidyName(name))).toBeNull(),
  );

  test.each([
    ['Qwe – vader opgepakt 110'],
    ['Qwe - Rty'],
    ['Qwe -Rty'],
    ['Qwe- Rty'],
    ['Qwe--Rty'],
    ['Qwe..Rty'],
    ["Qwe''Rty"],
    ['-Qwe'],
    ['.Qwe'],
    ['Qwe2'],
    ['Qwe ٣'],
    ['Qwe Ⅳ'],
    ['Qwe, Rty'],
    ['Qwe (Rty)'],
    ['Qwe/Rty'],
    ['Qwe_Rty'],
    ['Qwe:Rty'],
    ['Qwe"Rty'],
    ['Qwe\\Rty'],
    ['Qwe<b>'],
    ['Qwe 🙂'],
    ['Qwe\u0000'],
    ['Qwe\u202eytR'],
    ['Qwe\u200dRty'],
    ['Qwe\ud800'],
    ['Qwe—Rty'],
  ])('may not be %j', (name) => expect(nameFault(tidyName(name))).toBe('name-letters'));

  test('is at most 180 bytes in UTF-8, whatever the script', () => {
    expect(nameFault('q'.repeat(180))).toBeNull();
    expect(nameFault('q'.repeat(181))).toBe('name-long');
    expect(nameFault(ETHIOPIC.repeat(60))).toBeNull();
    expect(nameFault(ETHIOPIC.repeat(61))).toBe('name-long');
    expect(nameFault(ETHIOPIC.repeat(81))).toBe('name-long');
  });

  test('is missing where there are only spaces', () => {
    expect(nameFault(tidyName(''))).toBe('name-missing');
    expect(nameFault(tidyName(' \t\u00a0 '))).toBe('name-missing');
  });

  test('is tidied: NFC, plain apostrophes and hyphens, single spaces', () => {
    expect(tidyName('Zoe\u0308')).toBe('Zo\u00eb');
    expect(tidyName('\u2019t Q\u2018W\u02bcE')).toBe("'t Q'W'E");
    expect(tidyName('Q\u2010W\u2011E')).toBe('Q-W-E');
    expect(tidyName('  Qwe\t\u00a0 \n Rty ')).toBe('Qwe Rty');
    for (const name of ['Zoe\u0308', ' Qwe ', 'Q\u2010W'])
      expect(() => pad({ name, dateOfBirth: BORN })).toThrow(UnreadableContent);
  });
});

describe('[R-SEAL-1] a date of birth', () => {
  const TODAY = '2027-01-11';
  const read = (day: string, month: string, year: string) => readDate({ day, month, year }, TODAY);

  test('is a day that there was', () => {
    for (const real of ['2016-02-29', '2000-02-29', '2015-12-31']) expect(isRealDate(real)).toBe(true);
    for (const unreal of ['2015-02-29', '1900-02-29', '2016-04-31', '2016-00-10', '2016-13-01', '2016-01-00', '2016-01-32'])
      expect(isRealDate(unreal)).toBe(false);
    for (const other of ['2016-1-1', '16-01-01', '2016-01-01T00:00:00Z', '+02016-01-01', '', 'today'])
      expect(isRealDate(other)).toBe(false);
  });

  test('is read from what was typed', () => {
    expect(read('14', '3', '2016')).toEqual({ date: '2016-03-14' });
    expect(read('01', '12', '2016')).toEqual({ date: '2016-12-01' });
  });

  test.each([
    ['', '', '', 'date-missing'],
    ['', '3', '2016', 'day-missing'],
    ['14', '', '2016', 'month-missing'],
    ['14', '3', '', 'year-missing'],
    ['29', '2', '2015', 'date-unreal'],
    ['31', '4', '2016', 'date-unreal'],
    ['0', '4', '2016', 'date-unreal'],
    ['1', '13', '2016', 'date-unreal'],
    ['14', '3', '16', 'date-unreal'],
    ['-1', '3', '2016', 'date-unreal'],
    ['1e1', '3', '2016', 'date-unreal'],
    ['12', '1', '2027', 'date-future'],
    ['1', '1', '9999', 'date-future'],
    ['11', '1', '2027', 'too-young'],
    ['12', '1', '2024', 'too-young'],
  ])('%s-%s-%s: %s', (day, month, year, fault) => expect(read(day, month, year)).toEqual({ fault }));

  test('is that of somebody who is three today or was before', () => {
    expect(read('11', '1', '2024')).toEqual({ date: '2024-01-11' });
    expect(ageOn('2024-02-29', '2027-02-28')).toBe(2);
    expect(ageOn('2024-02-29', '2027-03-01')).toBe(3);
  });

  test('is asked about once from the twenty-sixth birthday on', () => {
    expect(isUnusuallyOld('2001-01-12', TODAY)).toBe(false);
    expect(isUnusuallyOld('2001-01-11', TODAY)).toBe(true);
    expect(read('11', '1', '2001')).toEqual({ date: '2001-01-11' });
  });
});
