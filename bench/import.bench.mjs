import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { schoolFiles, staffFile } from './municipality.mjs';

/** 8,000 schools and 20,000 people, new, and once more without a change. */
export default async function measure(server) {
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
    row[`${name} s`] = Number((took / 1000).toFixed(1));
    row.block = Math.max(row.block ?? 0, Math.round(block));
    row.wait = Math.max(row.wait ?? 0, Math.round(wait));
    row.MiB = Math.max(row.MiB ?? 0, Math.round(memory));
    console.log(
      `  ${name}: ${Math.round(took)} ms, block ${Math.round(block)} ms, wait ${Math.round(wait)} ms, ${Math.round(memory)} MiB`,
    );
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
    row[`${name} ms`] = Math.round(times[Math.floor(times.length / 2)]);
    console.log(`  ${name} while typing: median ${row[`${name} ms`]} ms, most ${Math.round(times.at(-1))} ms of ${times.length}`);
  }
  return row;
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
