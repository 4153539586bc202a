import { expect, test } from '@jest/globals';
import type { Batch, PersonFound } from '../../src/contract/index.js';
import { server as postgresql } from '../support/database.js';
import { Person } from '../support/person.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

const servers = withServers();

/** Somebody who asks over REST. */
async function asker(server: ServerProcess) {
  const person = await Person.signsIn(server, 'Femke Ooms');
  const authorization = `Bearer ${await person.token()}`;
  const asks = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const isForm = body instanceof FormData;
    const headers = { authorization, ...(body && !isForm && { 'content-type': 'application/json' }) };
    const response = await fetch(`${server.url}/v1/${path}`, { method, headers, body: isForm ? body : JSON.stringify(body) });
    return (await response.json()) as T;
  };
  const settles = async (id: string, isOver: (batch: Batch) => boolean): Promise<Batch> => {
    for (;;) {
      const batch = await asks<Batch>('GET', `batches/${id}`);
      if (isOver(batch)) return batch;
    }
  };
  return {
    settles,
    finds: (query: string) => asks<PersonFound[]>('POST', 'people/search', { query }),
    /** People who only send: one administrator is enough. */
    async begins(number: number, name: string): Promise<string> {
      const lines = Array.from({ length: number }, (_, at) => `${name}${at}@elzenmeer.example;${name} ${at};;zender;;\n`);
      const form = new FormData();
      form.append('files', new Blob([`e-mail;naam;schoolcode;rollen;groepen;dagen\n${lines.join('')}`]), 'staf.csv');
      const { id } = await asks<{ id: string }>('POST', 'batches/staff', form);
      const { preview } = await settles(id, ({ state }) => state === 'ready');
      expect(preview!.counts.added).toBe(number);
      const choice = { fingerprint: preview!.fingerprint, removes: false, invites: false };
      expect(await asks('POST', `batches/${id}/confirmation`, choice)).toMatchObject({ state: 'applying' });
      return id;
    },
  };
}

test('[R-IMPORT-6] [R-IMPORT-9] a server that is killed while it writes an import has written nothing of it', async () => {
  const first = await servers.start().runs();
  const before = await asker(first);
  await before.settles(await before.begins(3, 'blijver'), ({ state }) => state === 'done');
  const id = await before.begins(4_000, 'verdwijner');
  // On PGlite nobody is answered before it is written: there it is killed as soon as it has begun.
  if (postgresql) {
    const half = await before.settles(id, ({ state, progress }) => state !== 'applying' || progress!.done > 0);
    expect(half).toMatchObject({ state: 'applying', progress: { total: 8_000 } });
  }
  first.send('SIGKILL');
  expect(await first.ended).toBeNull();

  const after = await asker(await servers.start().runs());
  expect(await after.finds('verdwijner')).toEqual([]);
  expect(await after.finds('blijver')).toHaveLength(3);
  expect(await after.settles(await after.begins(5, 'verdwijner'), ({ state }) => state === 'done')).toBeDefined();
  expect(await after.finds('verdwijner')).toHaveLength(5);
});
