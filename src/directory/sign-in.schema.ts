import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Announcement, Change, Decision } from '../contract/index.js';
import { cascade, DATABASE_NOW, moment, organisations, people } from './staff.schema.js';

/** WebAuthn credentials (W3C WebAuthn 3, 6.1): the public half of what a person proves themselves with. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    /** What the person calls it. */
    name: text('name').notNull(),
    /** COSE key, base64url. */
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    createdAt: moment('created_at').notNull(),
    usedAt: moment('used_at'),
  },
  (passkey) => [index('passkeys_person').on(passkey.person)],
);

/** One-time links; of each only the hash of its secret is kept. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    secretHash: text('secret_hash').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
  },
  (invitation) => [index('invitations_person').on(invitation.person)],
);

/** Accounts of an OpenID provider (OpenID Connect Core 1.0, 5.7: issuer and subject together name somebody). */
export const accounts = pgTable(
  'accounts',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    createdAt: moment('created_at').notNull(),
  },
  (account) => [
    primaryKey({ columns: [account.issuer, account.subject] }),
    unique('accounts_once').on(account.person, account.issuer),
  ],
);

/** What a sign-in under way must remember until its answer; taken once. */
export const ceremonies = pgTable('ceremonies', {
  /** Hash of the secret in the browser's cookie. */
  secretHash: text('secret_hash').primaryKey(),
  kind: text('kind').notNull(),
  data: jsonb('data').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

/** What one administrator asks for and another decides on. */
export const requests = pgTable(
  'requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organisation: uuid('organisation')
      .notNull()
      .references(() => organisations.id, cascade),
    /** Whom it is about. */
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    change: jsonb('change').$type<Change>().notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => people.id, cascade),
    askedAt: moment('asked_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    decidedBy: uuid('decided_by').references(() => people.id, { onDelete: 'set null' }),
    decidedAt: moment('decided_at'),
    outcome: text('outcome').$type<Decision>(),
  },
  (request) => [
    index('requests_organisation').on(request.organisation),
    check('requests_outcome', sql`${request.outcome} in ('approved', 'refused', 'withdrawn')`),
    check('requests_two', sql`${request.outcome} is distinct from 'approved' or ${request.decidedBy} <> ${request.askedBy}`),
  ],
);

/** What a person must be told of: administrators did something that concerns who receives signals. */
export const announcements = pgTable(
  'announcements',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Who is told. */
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    change: text('change').$type<Announcement['change']>().notNull(),
    /** The name of whom it is about. */
    about: text('about').notNull(),
    at: moment('at').notNull(),
  },
  (announcement) => [index('announcements_person').on(announcement.person)],
);

/** What ended or changed in the last minutes: a server that was not told of it reads it here. */
export const revocations = pgTable(
  'revocations',
  {
    id: uuid('id').primaryKey(),
    /** By the database's clock, which all servers share. */
    at: moment('at').notNull().default(DATABASE_NOW),
    what: text('what').$type<'session' | 'person'>().notNull(),
    /** Ids of sessions that are over or another thing, or of people of whom what they may do is another thing. */
    of: uuid('of').array().notNull(),
  },
  (revocation) => [index('revocations_at').on(revocation.at)],
);
