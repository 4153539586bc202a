import type { BatchPreview } from '../contract/index.js';
import type { SchoolRow, SchoolWrites, StoredSchool } from '../directory/index.js';
import { forEach } from './course.js';
import type { PlannedSchool, SchoolsPlan } from './plan.js';
import { PreviewMaker } from './preview.js';

/** So few municipalities in the files are taken to be the organisation's, where it has no school that says. */
const FEW = 3;

const SEEN = ['name', 'place', 'phone', 'sector'] as const;

/**
 * What would come of it, against the directory as it is. Schools of another organisation are left alone.
 * @param removes whether schools go that are in none of the files
 */
export async function compareSchools(
  plan: SchoolsPlan,
  stored: StoredSchool[],
  { organisation, removes, signal, most }: { organisation: string; removes: boolean; signal: AbortSignal; most?: number },
): Promise<{ preview: BatchPreview; writes: SchoolWrites }> {
  const known = new Map(stored.map((school) => [school.code, school]));
  const taken = new Set(plan.taken ?? ownMunicipalities(plan, known, organisation));
  const writes: SchoolWrites = { added: [], changed: [], removed: [] };
  const preview = new PreviewMaker(most);
  const inFiles = new Set<string>();
  const numbers = new Map<string, number>();
  await forEach(plan.schools, signal, (school) => {
    inFiles.add(school.code);
    numbers.set(school.municipality, (numbers.get(school.municipality) ?? 0) + 1);
    const own = known.get(school.code);
    if (!taken.has(school.municipality) || (own && own.organisation !== organisation)) preview.elsewhere += 1;
    else if (!own) {
      writes.added.push(school);
      preview.add({ what: 'school', change: 'added', label: labelOf(school), details: [] }, columnsOf(school));
    } else {
      const { organisation: _, ...before } = own;
      const after = { ...before, ...school, phone: school.phone || own.phone };
      const details = SEEN.filter((column) => before[column] !== after[column]);
      if (details.length === 0 && before.municipality === after.municipality) return preview.leaveAlone();
      writes.changed.push(after);
      preview.add({ what: 'school', change: 'changed', label: labelOf(own), details }, [columnsOf(before), columnsOf(after)]);
    }
  });
  await forEach(stored, signal, (school) => {
    const isOurs = school.organisation === organisation && taken.has(school.municipality ?? '');
    if (!isOurs || !plan.sectors.includes(school.sector) || inFiles.has(school.code)) return;
    if (removes) writes.removed.push(school.code);
    preview.add({ what: 'school', change: 'removed', label: labelOf(school), details: [] }, school.code);
  });
  const municipalities = plan.municipalities.map(({ code, name }) => ({
    code,
    name,
    schools: numbers.get(code) ?? 0,
    taken: taken.has(code),
  }));
  return { preview: preview.made(municipalities), writes };
}

/** Where nobody chose: those of its schools; where it has none yet, those of the files if they are few. */
function ownMunicipalities(plan: SchoolsPlan, known: Map<string, StoredSchool>, organisation: string): string[] {
  const own = [...known.values()].filter((school) => school.organisation === organisation);
  const isOwn = new Set(own.map(({ code }) => code));
  if (own.length === 0) return plan.municipalities.length <= FEW ? plan.municipalities.map(({ code }) => code) : [];
  const inFiles = plan.schools.filter(({ code }) => isOwn.has(code)).map(({ municipality }) => municipality);
  return [...new Set([...own.flatMap(({ municipality }) => municipality ?? []), ...inFiles])];
}

/** In an order of its own: a plan that was stored has its keys in another one. */
function columnsOf({ code, name, place, sector, phone, municipality }: SchoolRow) {
  return [code, name, place, sector, phone, municipality];
}

function labelOf({ name, place }: Pick<PlannedSchool, 'name' | 'place'>): string {
  return `${name}, ${place}`;
}
