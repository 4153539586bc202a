/**
 * Who there is, and nothing of any pupil. One schema for PGlite and PostgreSQL 15 and newer; moments are milliseconds.
 * Whatever belongs to something goes with it.
 */
export * from './staff.schema.js';
export * from './sign-in.schema.js';
export * from './counts.schema.js';
export * from './administration.schema.js';
