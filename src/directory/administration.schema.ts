import { bigint, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { BatchChoice, BatchKind } from '../contract/index.js';
import { cascade, moment, organisations, people } from './staff.schema.js';

/** What administrators did, or were refused (BIO2 8.15): ids only, never a name, an address or a signal. */
export const administrationRecords = pgTable(
  'administration_records',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organisation: uuid('organisation')
      .notNull()
      .references(() => organisations.id, cascade),
    at: moment('at').notNull(),
    /** No reference: what somebody did stays when they leave. */
    actor: uuid('actor').notNull(),
    action: text('action').notNull(),
    /** Of a person, a school, a group, a request or a batch. */
    object: text('object'),
    result: text('result').notNull(),
  },
  (record) => [index('administration_records_organisation').on(record.organisation, record.id)],
);

/** What one administrator has asked for many at once, and a second one decides on. Others are in memory only. */
export const batches = pgTable(
  'batches',
  {
    id: uuid('id').primaryKey(),
    organisation: uuid('organisation')
      .notNull()
      .references(() => organisations.id, cascade),
    kind: text('kind').$type<BatchKind>().notNull(),
    /** What the files said, checked; packed. */
    plan: jsonb('plan').notNull(),
    choice: jsonb('choice').$type<BatchChoice>().notNull(),
    /** Of the preview that was confirmed. */
    fingerprint: text('fingerprint').notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => people.id, cascade),
    askedAt: moment('asked_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (batch) => [
    index('batches_organisation').on(batch.organisation),
    check('batches_kind', sql`${batch.kind} in ('schools', 'staff', 'invitations')`),
  ],
);
