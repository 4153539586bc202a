import { describe, expect, test } from '@jest/globals';
import { STAFF_TEMPLATE } from '../../../src/administration/batches/staff-template.js';
import { rolesIn, weekdaysIn } from '../../../src/imports/staff-words.js';
import { lineOf } from '../../support/batches.js';
import { staffIn } from './read.js';

const HEADER = 'e-mail;naam;schoolcode;rollen;groepen;dagen';

describe('a list of staff', () => {
  test('[R-IMPORT-1] has a line for each person and school, and more where groups differ by day', async () => {
    const { plan, faults } = await staffIn(['99QA00', '99QB00'], {
      name: 'staf.csv',
      content: [
        'Naam;E-mail;Rollen;Schoolcode;Dagen;Groepen',
        'Lies Les;Lies@DeProef.example;leerkracht;99QA00;ma-wo;Groep 3, Groep 4',
        'Lies Les;lies@deproef.example;Leerkracht;99qa00;do, vr;Groep 5',
        'Lies Les;lies@deproef.example;ib;99QB00;;',
        'Dirk Dubbel;dirk@deproef.example;"leerkracht, directeur, intern begeleider, beheerder";99QA00;;Groep 6',
        'Zoë Zender;zoe@elzenmeer.example;leerplichtambtenaar;;;',
      ].join('\n'),
    });
    expect(faults).toEqual([]);
    const teacher = { role: 'teacher', school: '99QA00', title: 'leerkracht' };
    expect(plan).toEqual({
      kind: 'staff',
      schools: ['99QA00', '99QB00'],
      people: [
        {
          email: 'lies@deproef.example',
          name: 'Lies Les',
          roles: [teacher, { role: 'recipient', school: '99QB00', title: 'intern begeleider' }],
          groups: [
            { school: '99QA00', group: 'Groep 3', weekdays: [1, 2, 3] },
            { school: '99QA00', group: 'Groep 4', weekdays: [1, 2, 3] },
            { school: '99QA00', group: 'Groep 5', weekdays: [4, 5] },
          ],
        },
        {
          email: 'dirk@deproef.example',
          name: 'Dirk Dubbel',
          roles: [
            teacher,
            { role: 'recipient', school: '99QA00', title: 'directeur' },
            { role: 'administrator', school: null, title: 'beheerder' },
          ],
          groups: [{ school: '99QA00', group: 'Groep 6', weekdays: [1, 2, 3, 4, 5] }],
        },
        {
          email: 'zoe@elzenmeer.example',
          name: 'Zoë Zender',
          roles: [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }],
          groups: [],
        },
      ],
    });
  });

  test('[R-IMPORT-6] of a file that was made to take long keeps nobody waiting', async () => {
    const before = process.cpuUsage();
    const far = ' '.repeat(290);
    for (const field of [`x,${far}(`, `x${far}(`, `x,${far}((`]) rolesIn(field, () => {});
    const many = Array.from({ length: 180 }, (_, at) => `g${at}`).join(', ');
    const schools = Array.from({ length: 600 }, (_, at) => `99${String(at).padStart(4, '0')}`);
    const lines = schools.map((school) => `lies@deproef.example;Lies Les;${school};leerkracht;${many};`);
    const { faults } = await staffIn(schools, { name: 'staf.csv', content: [HEADER, ...lines].join('\n') });
    expect(faults.map(lineOf)).toEqual(['staf.csv - - too-large']);
    const empty = await staffIn([], { name: 'leeg.csv', content: HEADER + '\n'.repeat(70_000) });
    expect(empty.faults.map(lineOf)).toEqual(['leeg.csv - - too-large']);
    // Microseconds of the processor, however many others have it: seconds are enough, and minutes are not.
    expect(process.cpuUsage(before).user).toBeLessThan(15_000_000);
  });

  test('[R-IMPORT-2] names nobody in letters that are not seen, or that turn others around', async () => {
    const hidden = ['\u202e', '\u200b', '\u2066', '\u2028'].map(
      (sign, at) => `p${at}@deproef.example;Petra${sign}van Dam;99QA00;ib;;`,
    );
    const { faults } = await staffIn(['99QA00'], { name: 'staf.csv', content: [HEADER, ...hidden].join('\n') });
    expect(faults.map(lineOf)).toEqual([2, 3, 4, 5].map((line) => `staf.csv ${line} naam control-character`));
  });

  test('[R-IMPORT-1] knows days short and in full', () => {
    const days = ['ma-wo', 'ma, do', 'Maandag - woensdag', 'maandag en donderdag', 'vr', ''].map(weekdaysIn);
    expect(days).toEqual([[1, 2, 3], [1, 4], [1, 2, 3], [1, 4], [5], [1, 2, 3, 4, 5]]);
    for (const none of ['wo-ma', 'maan', 'ma-wo-vr', '1-3', '-', 'en']) expect(weekdaysIn(none)).toBeNull();
  });

  test('[R-IMPORT-1] knows the words for roles, and a title of one’s own', () => {
    const roles = (field: string) => [...rolesIn(field, () => {})].flat();
    expect(roles('Zoco')).toEqual(['recipient', 'zorgcoördinator']);
    expect(roles('mentor')).toEqual(['teacher', 'mentor']);
    expect(roles('zender (jeugdconsulent, wijkteam Noord)')).toEqual(['sender', 'jeugdconsulent, wijkteam Noord']);
    const codes: string[] = [];
    for (const field of ['constructor', 'conciërge', 'leerkracht,', 'zender (<b>)'])
      rolesIn(field, (code) => void codes.push(code));
    expect(codes).toEqual(['role', 'role', 'role', 'title']);
  });

  test('[R-IMPORT-1] has a template whose only line is no list of staff', async () => {
    const { faults } = await staffIn(['99AA00'], { name: 'medewerkers.csv', content: STAFF_TEMPLATE });
    expect(faults.map(lineOf)).toEqual(['medewerkers.csv 2 schoolcode school-unknown']);
  });
});
