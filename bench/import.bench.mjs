import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { freshDatabase, hasPostgresql } from './server/database.mjs';
import { withDemonstration } from './server/demonstration.mjs';
import { schoolFiles, staffFile } from './town/municipality.mjs';

export const title = '8,000 schools and 20,000 people imported, new, and once more without a change';
/** It takes minutes, and its differences are of another size. */
export const rounds = 1;
export const contenders = [
  { name: 'PGlite', database: () => ({}) },
  ...(hasPostgresql() ? [{ name: 'PostgreSQL', database: () => freshDatabase() }] : []),
];
export const figures = {
  'read schools': { unit: 's' },
  'write schools': { unit: 's' },
  'read staff': { unit: 's' },
  'write staff': { unit: 's' },
  'read again': { unit: 's' },
  block: { unit: 'ms' },
  wait: { unit: 'ms' },
  memory: { unit: 'MiB' },
  people: { unit: 'ms' },
  schools: { unit: 'ms' },
  'not ready': { unit: 'ms' },
};
export const notes = [
  '_block_ is the longest time that the event loop stood still; _wait_ the longest answer to somebody who asks who they are ten times a second meanwhile; _people_, _schools_ and _not ready_ are the median answers of those searches, letter by letter.',
];

export async function measure({ database }) {
  return withDemonstration(await database(), imported);
}

async function imported(server) {
  const [femke, bas] = [await server.signsIn('Femke Ooms'), await server.signsIn('Bas Timmer')];
  // Somebody to whom none of it matters.
  const karin = await server.signsIn('Karin de Graaf');
  const settled = async (id) => {
    for (;;) {
      const batch = await femke.asks('GET', `batches/${id}`);
      if (batch.state === 'faulty' || batch.state === 'failed') throw new Error(JSON.stringify(batch.faults.slice(0, 3)));
      if (batch.state !== 'reading' && batch.state !== 'applying') return batch;
      await setTimeout(500);
    }
  };
  const sends = async (path, files) => {
    const form = new FormData();
    for (const { name, content, sector } of files) {
      if (sector) form.append('sectors', sector);
      form.append('files', new Blob([content]), name);
    }
    return settled((await femke.asks('POST', `batches/${path}`, form)).id);
  };
  const confirms = async ({ id, preview }) => {
    const choice = { fingerprint: preview.fingerprint, removes: false, invites: false };
    await femke.asks('POST', `batches/${id}/confirmation`, choice);
    const asked = await settled(id);
    if (asked.state !== 'asked') return;
    const seen = await bas.asks('GET', `batches/${id}`);
    await bas.asks('POST', `batches/${id}/approval`, { fingerprint: seen.preview.fingerprint });
    await settled(id);
  };
  const row = {};
  const step = async (name, deed) => {
    const { took, wait, block, memory } = await server.during(karin, deed);
    row[name] = took / 1000;
    row.block = Math.max(row.block ?? 0, block);
    row.wait = Math.max(row.wait ?? 0, wait);
    row.memory = Math.max(row.memory ?? 0, memory);
  };
  let batch;
  await step('read schools', async () => {
    batch = await sends('schools', schoolFiles(8_000));
    const codes = batch.preview.municipalities.map(({ code }) => code);
    batch = await femke.asks('PUT', `batches/${batch.id}/municipalities`, { codes });
  });
  await step('write schools', () => confirms(batch));
  await step('read staff', async () => (batch = await sends('staff', [staffFile(20_000)])));
  await step('write staff', () => confirms(batch));
  await step('read again', async () => (batch = await sends('staff', [staffFile(20_000)])));
  if (batch.preview.counts.unchanged !== 20_000) throw new Error('something would change');
  for (const [name, path] of Object.entries(SEARCHES)) {
    const times = await typing((query) => femke.asks('POST', path, { query }));
    row[name] = times[Math.floor(times.length / 2)];
  }
  return Object.entries(row).map(([figure, value]) => ({ figure, value }));
}

const SEARCHES = { people: 'people/search', schools: 'schools/search', 'not ready': 'people/not-ready' };
const TYPED = ['persoon van nummer 1234', 'dezee 77', 'zee 4321 elzenmeer', 'niemand'];

/** Every beginning of what somebody types, one after the other. @returns milliseconds, the shortest first */
async function typing(search) {
  const times = [];
  for (const words of TYPED) {
    for (let letters = 0; letters <= words.length; letters++) {
      const began = performance.now();
      await search(words.slice(0, letters));
      times.push(performance.now() - began);
      // As fast as anybody types: more is refused.
      await setTimeout(60);
    }
  }
  return times.sort((one, other) => one - other);
}
