import { describe, expect, test } from '@jest/globals';
import { inNormalCase } from '../../../src/imports/place-names.js';
import { lineOf } from '../../support/batches.js';
import { latin, schoolsIn } from './read.js';

const PROEF = {
  code: '99QA00',
  name: 'Basisschool De Zeeën',
  place: 'Elzenmeer',
  sector: 'po',
  phone: '0131234501',
  municipality: '0099',
};

/** One school, as lists have told of it over the years. */
const VARIANTS: Record<string, string | Uint8Array> = {
  'semicolons, the code in full':
    'PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER;INTERNETADRES\n' +
    'Zomerland;99999;99QA;99QA00;Basisschool De Zeeën;Dorpsstraat;ELZENMEER;0099;ELZENMEER;0131234501;www.dezeeen.example\n',
  'quoted commas with a byte order mark, and Windows line ends':
    '\ufeff"VESTIGINGSCODE","VESTIGINGSNAAM","PLAATSNAAM","GEMEENTENUMMER","GEMEENTENAAM","TELEFOONNUMMER"\r\n' +
    '"99QA00","Basisschool De Zeeën","ELZENMEER","0099","ELZENMEER","0131234501"\r\n',
  'Windows-1252': latin(
    'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n99QA00;Basisschool De Zeeën;Elzenmeer;0099;Elzenmeer;0131234501\n',
  ),
  'the suffix alone, without its zero':
    'INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n' +
    '99QA;0;Basisschool De Zeeën;ELZENMEER;0099;ELZENMEER;0131234501\n',
  'older names':
    'BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n' +
    '99QA;99QA00;Basisschool De Zeeën;ELZENMEER;0099;ELZENMEER;0131234501\n',
  'small letters, spaces around everything, another order, and a number without its zeros':
    ' telefoonnummer ; Gemeentenaam;gemeentenummer;plaatsnaam;  vestigingsnaam ;vestigingscode \n' +
    ' 0131234501 ;ELZENMEER ;99; ELZENMEER; Basisschool De Zeeën ; 99qa00 \n;;;;;\n\n',
};

describe('DUO’s list of locations', () => {
  test.each(Object.entries(VARIANTS))('[R-IMPORT-1] is read with %s', async (_, content) => {
    const { plan, faults } = await schoolsIn({ name: 'vestigingen.csv', content });
    expect(faults).toEqual([]);
    expect(plan).toEqual({
      kind: 'schools',
      sectors: ['po'],
      schools: [PROEF],
      municipalities: [{ code: '0099', name: 'Elzenmeer' }],
      taken: null,
    });
  });

  test('[R-IMPORT-1] is several files, each of a sector, and a school without a telephone is a school', async () => {
    const header = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER;ONDERWIJSSTRUCTUUR\n';
    const { plan, faults } = await schoolsIn(
      { name: 'vo.csv', sector: 'vo', content: `${header}99QB00;Het Lyceum;Elzenmeer;0099;ELZENMEER;;HAVO/VWO\n` },
      {
        name: 'mbo.csv',
        sector: 'mbo',
        content: `${header.replace(';ONDERWIJSSTRUCTUUR', '')}99QC00;Het ROC;Ee;0098;EE;(013) 123 45 01\n`,
      },
    );
    expect(faults).toEqual([]);
    expect(plan.sectors).toEqual(['vo', 'mbo']);
    expect(plan.schools.map(({ sector, phone }) => [sector, phone])).toEqual([
      ['vo', ''],
      ['mbo', '013 123 45 01'],
    ]);
  });

  test('[R-IMPORT-1] tells its lines as a spreadsheet counts them, also after empty ones and line ends inside a field', async () => {
    const header = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n';
    const { faults } = await schoolsIn({
      name: 'a.csv',
      content: `${header}\n99QA00;"De\nZeeën";Ee;0098;EE;\n;;;;;\n99QB00;Het Lyceum;Ee;0098;EE;112\n`,
    });
    expect(faults.map(lineOf)).toEqual(['a.csv 3 VESTIGINGSNAAM control-character', 'a.csv 5 TELEFOONNUMMER phone']);
  });

  test.each([
    ["'S-GRAVENHAGE", "'s-Gravenhage"],
    ['ALPHEN AAN DEN RIJN', 'Alphen aan den Rijn'],
    ['DE BILT', 'De Bilt'],
    ['IJSSELSTEIN', 'IJsselstein'],
    ['MIDDEN-GRONINGEN', 'Midden-Groningen'],
    ['Bergen op Zoom', 'Bergen op Zoom'],
  ])('[R-IMPORT-1] writes %s as people do', (capitals, name) => expect(inNormalCase(capitals)).toBe(name));
});
