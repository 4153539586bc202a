import { expect } from '@jest/globals';
import type { Batch, BatchChoice, FileFault, Sector } from '../../src/contract/index.js';
import type { Answer, Asker } from './administration.js';
import type { TestApp } from './start-app.js';

export interface SentFile {
  name: string;
  /** As text it goes in UTF-8. */
  content: string | Uint8Array<ArrayBuffer>;
  sector?: Sector;
}

/** Sends files, as a page's form does. */
export async function sends(app: TestApp, asker: Asker, path: 'schools' | 'staff', files: SentFile[]): Promise<Answer> {
  const form = new FormData();
  for (const { name, content, sector } of files) {
    if (sector) form.append('sectors', sector);
    form.append('files', new Blob([content]), name);
  }
  const headers = { authorization: `Bearer ${await asker.person.token()}` };
  const response = await fetch(`${app.url}/v1/batches/${path}`, { method: 'POST', headers, body: form });
  const text = await response.text();
  return { status: response.status, text, body: text ? JSON.parse(text) : null };
}

/** An administrator with a batch of their own. */
export function batchesOf(app: TestApp, asker: Asker) {
  const one = async (id: string) => (await asker.asks('GET', `batches/${id}`)).body as Batch;
  /** When nothing goes on by itself any more. */
  const settled = async (id: string): Promise<Batch> => {
    for (;;) {
      const batch = await one(id);
      if (batch.state !== 'reading' && batch.state !== 'applying') return batch;
    }
  };
  const begins = async (path: 'schools' | 'staff', files: SentFile[]): Promise<Batch> => {
    const { status, body } = await sends(app, asker, path, files);
    expect(status).toBe(202);
    return settled((body as { id: string }).id);
  };
  const confirms = ({ id, preview }: Batch, choice: Partial<BatchChoice> = {}) =>
    asker.asks('POST', `batches/${id}/confirmation`, {
      fingerprint: preview!.fingerprint,
      removes: false,
      invites: false,
      ...choice,
    });
  return {
    one,
    settled,
    begins,
    staff: (content: string) => begins('staff', [{ name: 'medewerkers.csv', content }]),
    schools: (content: SentFile['content'], sector: Sector = 'po') =>
      begins('schools', [{ name: 'vestigingen.csv', content, sector }]),
    confirms,
    /** Confirms, and waits until it is over. */
    async does(batch: Batch, choice?: Partial<BatchChoice>): Promise<Batch> {
      expect((await confirms(batch, choice)).status).toBe(200);
      return settled(batch.id);
    },
    async approves({ id }: Batch): Promise<Batch> {
      const { preview } = await one(id);
      const answer = await asker.asks('POST', `batches/${id}/approval`, { fingerprint: preview!.fingerprint });
      expect(answer.status).toBe(200);
      return settled(id);
    },
  };
}

/** As `schools.csv 4 TELEFOONNUMMER phone`. */
export const lineOf = ({ file, line, column, code }: FileFault) => `${file} ${line ?? '-'} ${column ?? '-'} ${code}`;
