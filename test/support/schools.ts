import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies the demonstration's CSV files, for a test that wants one of them different. */
export async function copySchools(folder: string, file: string, change: (text: string) => string): Promise<string> {
  await cp('demonstration', folder, { recursive: true });
  await writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')));
  return folder;
}
