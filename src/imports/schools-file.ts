import { SCHOOL_CODE, type Sector } from '../contract/index.js';
import type { Course } from './course.js';
import type { Faults } from './faults.js';
import type { Upload } from './lines.js';
import { inNormalCase } from './place-names.js';
import type { PlannedSchool, SchoolsPlan } from './plan.js';
import { type Row, rowsOf, type Shape, type Taken } from './rows.js';

type Column = 'code' | 'name' | 'place' | 'municipality' | 'municipalityName' | 'phone' | 'institution' | 'sector' | 'structure';

/** DUO's list of locations, as its files have called the columns over the years. */
const SHAPE: Shape<Column> = {
  required: {
    code: ['VESTIGINGSCODE', 'VESTIGINGSNUMMER'],
    name: ['VESTIGINGSNAAM'],
    place: ['PLAATSNAAM'],
    municipality: ['GEMEENTENUMMER'],
    municipalityName: ['GEMEENTENAAM'],
    phone: ['TELEFOONNUMMER'],
  },
  optional: { institution: ['INSTELLINGSCODE', 'BRIN NUMMER'], sector: ['SECTOR'], structure: ['ONDERWIJSSTRUCTUUR'] },
  isClosed: false,
};

/** What the directory keeps, in letters. */
const LONGEST = { name: 150, place: 80, phone: 25 };

const PHONE = /^\+?\d[\d ()-]{7,}$/;

/**
 * Reads DUO's lists of locations together: one or more files, each of one sector.
 * @param faults receives everything that is wrong; with one, the plan is worth nothing
 */
export async function readSchools(
  uploads: (Upload & { sector: Sector })[],
  { faults, course }: { faults: Faults; course: Course },
): Promise<SchoolsPlan> {
  const schools = new Map<string, PlannedSchool>();
  const municipalities = new Map<string, string>();
  const taken: Taken = { lines: 0 };
  for (const { sector, ...upload } of uploads) {
    let isChecked = false;
    for await (const row of rowsOf(upload, SHAPE, { faults, course, taken })) {
      // Only the list of vo has that column: once for the file, as every line would say the same.
      if (!isChecked && sector !== 'vo' && row.has('structure')) faults.add(upload.name, 1, 'ONDERWIJSSTRUCTUUR', 'sector');
      isChecked = true;
      const school = schoolIn(row, sector);
      if (schools.has(school.code)) row.fault('code', 'code-twice');
      if (school.code !== '') schools.set(school.code, school);
      const name = inNormalCase(row.required('municipalityName', LONGEST.place));
      if (!municipalities.has(school.municipality)) municipalities.set(school.municipality, name);
    }
  }
  return {
    kind: 'schools',
    sectors: [...new Set(uploads.map(({ sector }) => sector))],
    schools: [...schools.values()],
    municipalities: [...municipalities].map(([code, name]) => ({ code, name })),
    taken: null,
  };
}

function schoolIn(row: Row<Column>, sector: Sector): PlannedSchool {
  const said = row.optional('sector', 10).toLowerCase();
  if (said !== '' && said !== sector) row.fault('sector', 'sector');
  return {
    code: codeIn(row),
    name: row.required('name', LONGEST.name),
    place: inNormalCase(row.required('place', LONGEST.place)),
    sector,
    phone: phoneIn(row),
    municipality: municipalityIn(row),
  };
}

/** In full (`99AA00`), or behind the institution's: `99AA` and `0`. */
function codeIn(row: Row<Column>): string {
  const own = row.required('code', 20).toUpperCase();
  if (own === '' || SCHOOL_CODE.test(own)) return own;
  const isSuffix = /^[0-9A-Z]{1,2}$/.test(own);
  const code = isSuffix ? row.optional('institution', 20).toUpperCase() + own.padStart(2, '0') : own;
  if (SCHOOL_CODE.test(code)) return code;
  row.fault('code', 'code');
  return '';
}

/** Text with leading zeros, which a spreadsheet may have taken away. */
function municipalityIn(row: Row<Column>): string {
  const value = row.required('municipality', 10);
  if (value !== '' && !/^\d{1,4}$/.test(value)) row.fault('municipality', 'municipality');
  return value.padStart(4, '0');
}

function phoneIn(row: Row<Column>): string {
  // `(013) 123 45 01` is 013 123 45 01.
  const value = row.optional('phone', LONGEST.phone).replace(/^\((\d+)\)/, '$1');
  if (value !== '' && !PHONE.test(value)) row.fault('phone', 'phone');
  return value;
}
