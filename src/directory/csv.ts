import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { applyPlan } from './csv-apply.js';
import { FILES, type Files, planOf } from './csv-plan.js';
import { CsvFault } from './csv-table.js';
import type { Database } from './database.js';
import { loads } from './schema.js';

export { CsvFault } from './csv-table.js';

/** Raised when the same files lead to other rows than before. */
const LOADER = '2';

/**
 * Makes the directory what the five files of a folder say, all or nothing: adds, updates, and removes what is no longer there
 * with its sessions and devices. Files that have not changed since are not loaded again.
 * @returns whether anything was loaded
 * @throws CsvFault with everything that is wrong with the files
 */
export async function loadDirectory(db: Database, folder: string): Promise<boolean> {
  const files = await readFiles(folder);
  const fingerprint = fingerprintOf(files);
  return db.transaction(async (tx) => {
    // Of several servers that start at once on one database one loads, and the others see that it is done.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('seintje files'))`);
    const [last] = await tx.select().from(loads);
    if (last?.fingerprint === fingerprint) return false;
    const faults: string[] = [];
    const plan = planOf(files, faults);
    if (faults.length > 0) throw new CsvFault(faults);
    await applyPlan(tx, plan);
    await tx.delete(loads);
    await tx.insert(loads).values({ fingerprint });
    return true;
  });
}

async function readFiles(folder: string): Promise<Files> {
  const faults: string[] = [];
  const read = async (file: string): Promise<[string, Uint8Array]> => {
    try {
      return [file, await readFile(join(folder, file))];
    } catch {
      faults.push(`${file}: cannot be read in the folder ${folder}.`);
      return [file, new Uint8Array()];
    }
  };
  const files = Object.fromEntries(await Promise.all(FILES.map(read))) as Files;
  if (faults.length > 0) throw new CsvFault(faults);
  return files;
}

function fingerprintOf(files: Files): string {
  const hash = createHash('sha256').update(LOADER);
  for (const file of FILES) hash.update(`\n${file} ${files[file].length}\n`).update(files[file]);
  return hash.digest('base64url');
}
