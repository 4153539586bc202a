import type { SentFile } from './batches.js';

const SCHOOLS = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER;SECTOR\n';
const STAFF = 'e-mail;naam;schoolcode;rollen;groepen;dagen\n';

/** Lists of locations with whatever can be wrong with them. */
export const FAULTY_SCHOOLS: SentFile[] = [
  { name: 'leeg.csv', content: '' },
  { name: 'kop.csv', content: SCHOOLS },
  { name: 'rekenblad.csv', content: new Uint8Array([80, 75, 3, 4, 0, 0]) },
  { name: 'mac.csv', content: new Uint8Array(Buffer.from(`${SCHOOLS}99QA00;De Zee\u008fn;;;;;\n`, 'latin1')) },
  { name: 'twee.csv', content: SCHOOLS.replace('SECTOR', 'PLAATSNAAM') },
  { name: 'zonder.csv', content: SCHOOLS.replace('TELEFOONNUMMER', 'FAX') },
  { name: 'structuur.csv', content: `${SCHOOLS.trim()};ONDERWIJSSTRUCTUUR\n99QD00;Het Lyceum;Ee;0098;EE;;;HAVO\n` },
  {
    name: 'scholen.csv',
    content: `${SCHOOLS}${[
      '99QA00;OBS De Proef;Ee;0098;EE;0131234501;po',
      '99QA00;OBS De Proef;Ee;0098;EE;0131234501;',
      '99Q-00;OBS De Proef;Ee;0098;EE;0131234501;',
      '99QB00;;Ee;0098;EE;0131234501;',
      `99QC00;${'x'.repeat(151)};Ee;0098;EE;0131234501;`,
      '99QE00;OBS De\tProef;Ee;Ee;EE;bel maar;vo',
      '99QF00;OBS De Proef;Ee',
      '99QG00;"OBS" De Proef;Ee;0098;EE;;',
    ].join('\n')}\n`,
  },
];

export const SCHOOL_FAULTS = [
  'leeg.csv - - empty',
  'kop.csv - - empty',
  'rekenblad.csv - - encoding',
  'mac.csv - - encoding',
  'twee.csv 1 PLAATSNAAM column-twice',
  'zonder.csv 1 TELEFOONNUMMER column-missing',
  'structuur.csv 1 ONDERWIJSSTRUCTUUR sector',
  'scholen.csv 3 VESTIGINGSCODE code-twice',
  'scholen.csv 4 VESTIGINGSCODE code',
  'scholen.csv 5 VESTIGINGSNAAM required',
  'scholen.csv 6 VESTIGINGSNAAM too-long',
  'scholen.csv 7 SECTOR sector',
  'scholen.csv 7 VESTIGINGSNAAM control-character',
  'scholen.csv 7 TELEFOONNUMMER phone',
  'scholen.csv 7 GEMEENTENUMMER municipality',
  'scholen.csv 8 - field-count',
  'scholen.csv 9 - quotes',
];

/** Lists of staff of OBS De Linde (99AA00), in an organisation that Gerda Wolters is not of. */
export const FAULTY_STAFF: SentFile[] = [
  { name: 'kolom.csv', content: STAFF.replace('groepen', 'groep') },
  {
    name: 'staf.csv',
    content: `${STAFF}${[
      'lies@deproef.example;Lies Les;99AA00;leerkracht;Groep 3;ma',
      'lies@deproef.example;Lies Anders;99AA00;leerkracht;Groep 3;di',
      'lies apenstaart;Lies Les;99AA00;leerkracht;;',
      'ló@deproef.example;Lo Les;99AA00;leerkracht;;',
      'a@deproef.example;A;99QZ00;leerkracht;;',
      'b@deproef.example;B;99AA00;zender;;',
      'c@deproef.example;C;;directeur;;',
      'd@deproef.example;D;99AA00;conciërge;;',
      'e@deproef.example;E;99AA00;directeur;;',
      'e@deproef.example;E;99AA00;directeur;;',
      'f@deproef.example;F;99AA00;directeur;Groep 3;',
      'g@deproef.example;G;99AA00;leerkracht;Groep 3, ;',
      'h@deproef.example;H;99AA00;leerkracht;Groep 3;elke dag',
      'i@deproef.example;I;99AA00;leerkracht;;ma',
      'j@deproef.example;J;99AA00;leerkracht (<b>);;',
      'k@deproef.example;K;99-AA;leerkracht;;',
      'Gerda.Wolters@DeZandkorrel.example;Gerda Wolters;99AA00;leerkracht;;',
    ].join('\n')}`,
  },
  {
    name: 'veel.csv',
    content: `${STAFF}${Array.from({ length: 60_000 }, (_, at) => `l${at}@deproef.example;L;99AA00;ib;;\n`).join('')}`,
  },
];

export const STAFF_FAULTS = [
  'kolom.csv 1 E column-unknown',
  'staf.csv 3 naam name-differs',
  'staf.csv 3 groepen teaching-twice',
  'staf.csv 4 e-mail email',
  'staf.csv 5 e-mail email',
  'staf.csv 6 schoolcode school-unknown',
  'staf.csv 7 schoolcode school-superfluous',
  'staf.csv 8 schoolcode school-missing',
  'staf.csv 9 rollen role',
  'staf.csv 11 rollen role-twice',
  'staf.csv 12 groepen groups-superfluous',
  'staf.csv 13 groepen group',
  'staf.csv 14 dagen weekdays',
  'staf.csv 15 dagen weekdays-superfluous',
  'staf.csv 16 rollen title',
  'staf.csv 17 schoolcode code',
  'staf.csv 18 e-mail email-elsewhere',
  'veel.csv - - too-large',
];
