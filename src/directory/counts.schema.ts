import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Quarter } from '../clock/index.js';
import type { CountKind, Sector } from '../contract/index.js';
import { cascade, moment, organisations } from './staff.schema.js';

const counted = {
  organisation: uuid('organisation')
    .notNull()
    .references(() => organisations.id, cascade),
  sector: text('sector').$type<Sector>().notNull(),
  quarter: text('quarter').$type<Quarter>().notNull(),
};

/** How many signals, and nothing of any of them. */
export const counts = pgTable(
  'counts',
  { ...counted, kind: text('kind').$type<CountKind>().notNull(), number: integer('number').notNull() },
  (count) => [primaryKey({ columns: [count.organisation, count.sector, count.quarter, count.kind] })],
);

/** The smallest number of live schools, above zero, that there were at any flush of the quarter. */
export const countedSchools = pgTable('counted_schools', { ...counted, schools: integer('schools').notNull() }, (count) => [
  primaryKey({ columns: [count.organisation, count.sector, count.quarter] }),
  check('counted_schools_some', sql`${count.schools} > 0`),
]);

/** One for each memory that was counted in: what was counted after its last flush is missing, unless it ended as it should. */
export const countingRuns = pgTable('counting_runs', {
  id: uuid('id').primaryKey().defaultRandom(),
  beganAt: moment('began_at').notNull(),
  flushedAt: moment('flushed_at').notNull(),
  isEnded: boolean('is_ended').notNull(),
});
