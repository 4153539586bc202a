import {
  type Batch,
  type BatchChange,
  type BatchChoice,
  type BatchKind,
  type BatchLink,
  type BatchPreview,
  type BatchState,
  FILE_FAULTS,
  type FileFault,
  type FileFaultCode,
} from '../contract/index.js';
import { flag, identifier, listOf, named, object, oneOf, orNull, text, whole } from './schema.js';

/** What is done to many at once, in JSON Schema. */

export const begun = object<{ id: string }>({ id: identifier });
export const link = named('BatchLink', object<BatchLink>({ name: text, email: text, link: text }));

const kind = oneOf<BatchKind>({ schools: true, staff: true, invitations: true });
const state = oneOf<BatchState>({
  ...{ reading: true, faulty: true, ready: true, asked: true, applying: true },
  ...{ done: true, failed: true, cancelled: true, refused: true },
});
const faultCode = oneOf<FileFaultCode>(
  Object.fromEntries(FILE_FAULTS.map((code) => [code, true])) as Record<FileFaultCode, true>,
);
const fault = named('FileFault', object<FileFault>({ file: text, line: orNull(whole), column: orNull(text), code: faultCode }));
const change = named(
  'BatchChange',
  object<BatchChange>(
    {
      what: oneOf<BatchChange['what']>({ school: true, person: true }),
      change: oneOf<BatchChange['change']>({ added: true, changed: true, removed: true }),
      ...{ label: text, email: text, details: listOf(text) },
      roles: listOf(object<{ title: string; schoolName: string | null }>({ title: text, schoolName: orNull(text) })),
    },
    ['email', 'roles'],
  ),
);
const municipality = object<BatchPreview['municipalities'][number]>({ code: text, name: text, schools: whole, taken: flag });
export const preview = named(
  'BatchPreview',
  object<BatchPreview>({
    counts: object<BatchPreview['counts']>({ added: whole, changed: whole, removed: whole, unchanged: whole }),
    ...{ changes: listOf(change), municipalities: listOf(municipality) },
    ...{ elsewhere: whole, takesTwo: flag, fingerprint: text },
  }),
);
export const batch = named(
  'Batch',
  object<Batch>(
    {
      ...{ id: identifier, kind, state, isOwn: flag, begunBy: text, begunAt: whole, expiresAt: orNull(whole) },
      progress: orNull(object<NonNullable<Batch['progress']>>({ done: whole, total: whole })),
      ...{ faults: listOf(fault), faultCount: whole, preview: orNull(preview) },
      chosen: orNull(object<BatchChoice>({ removes: flag, invites: flag })),
      ...{ links: orNull(whole), took: orNull(whole) },
      invited: object<NonNullable<Batch['invited']>>({ made: whole, failed: whole }),
    },
    ['invited'],
  ),
);
