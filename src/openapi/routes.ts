import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { AbsencesController } from '../administration/absences.controller.js';
import { BatchesController } from '../administration/batches/batches.controller.js';
import { GroupsController } from '../administration/groups.controller.js';
import { NewcomersController } from '../administration/newcomers.controller.js';
import { OrganisationController } from '../administration/organisation.controller.js';
import { PeopleController } from '../administration/people.controller.js';
import { RecordsController } from '../administration/records.controller.js';
import { RequestsController } from '../administration/requests.controller.js';
import { SchoolsController } from '../administration/schools.controller.js';
import { SubstitutesController } from '../administration/substitutes.controller.js';
import { CountsController } from '../counts/counts.controller.js';
import { DemonstrationController } from '../demonstration/demonstration.controller.js';
import { SessionController } from '../identity/session.controller.js';
import { HealthController } from '../pages/health.controller.js';
import { InstallationController } from '../pages/installation.controller.js';
import { InvitationsController } from '../sign-in/invitations.controller.js';
import { OpenIdController } from '../sign-in/openid/openid.controller.js';
import { PasskeysController } from '../sign-in/passkeys.controller.js';
import * as schema from './answers.js';
import * as batches from './batch-answers.js';
import * as schools from './school-answers.js';
import { answers, described, type DescribedController, inForm, leads, nothing, withFiles } from './described.js';
import { OpenApiController } from './openapi.controller.js';
import { foreign, listOf, text } from './schema.js';

const creation = foreign<PublicKeyCredentialCreationOptionsJSON>('PublicKeyCredentialCreationOptionsJSON (W3C WebAuthn 3)');
const request = foreign<PublicKeyCredentialRequestOptionsJSON>('PublicKeyCredentialRequestOptionsJSON (W3C WebAuthn 3)');

const CHANGE = ['unknown-person', 'step-up-required'] as const;
const SCHOOL = ['unknown-school', 'step-up-required'] as const;
const GROUP = ['unknown-group', 'step-up-required'] as const;
const BEGUN = ['step-up-required', 'busy', 'too-large'] as const;
const DECIDED = ['unknown-batch', 'stale-preview', 'busy', 'too-late', 'step-up-required'] as const;
const LINK = ['invitation-unknown', 'invitation-used', 'invitation-expired'] as const;

/** Of every route what the code does not say of itself: a new one has a line here, or does not compile. */
export const ROUTES: DescribedController[] = [
  described(OpenApiController, { describe: answers('This document', foreign<object>('OpenAPI 3.1')) }),
  described(InstallationController, { installation: answers('What a page must know first', schema.installation) }),
  described(HealthController, { health: answers('What answers of that on which the server depends', schema.health) }),
  described(SessionController, {
    token: answers('A fresh access token', schema.accessToken, 'session-ended'),
    use: nothing('Says who uses this device', 'session-ended'),
    end: nothing('Signs out'),
    me: answers('Who the bearer is', schema.me),
    list: answers('Where the bearer is signed in', listOf(schema.ownSession)),
    endOther: nothing('Ends one of the bearer’s sessions', 'not-allowed'),
  }),
  described(PasskeysController, {
    request: answers('Begins to sign in by passkey', request),
    signIn: nothing('Signs in by passkey', 'not-recognised', 'too-late'),
    list: answers('The bearer’s passkeys', listOf(schema.ownPasskey)),
    creation: answers('Begins one more passkey', creation, 'not-allowed', 'step-up-required'),
    add: nothing('Adds a passkey', 'not-allowed', 'step-up-required', 'not-recognised', 'too-late'),
    rename: nothing('Names a passkey'),
    remove: nothing('Removes a passkey', 'not-allowed', 'step-up-required', 'last-passkey'),
  }),
  described(InvitationsController, {
    open: answers('Whom a one-time link is for', schema.invited, ...LINK),
    options: answers('Begins the passkey of a one-time link', creation, ...LINK),
    accept: nothing('Makes that passkey, and signs in', ...LINK, 'not-recognised', 'too-late'),
  }),
  described(OpenIdController, {
    start: leads('To the organisation’s own sign-in'),
    callback: leads('Back from the organisation’s own sign-in'),
  }),
  described(PeopleController, {
    search: answers('Searches people by name or address', listOf(schema.personFound)),
    invite: answers('Makes a one-time link', schema.changed, ...CHANGE),
    revoke: nothing('Revokes the open one-time link', ...CHANGE),
    readdress: answers('Another e-mail address', schema.changed, ...CHANGE, 'address-in-use'),
    grant: answers('Gives a role', schema.changed, ...CHANGE, 'unknown-school'),
    takeRole: nothing('Takes a role away', ...CHANGE),
    remove: nothing('Takes somebody out of the directory', ...CHANGE),
    sessions: answers('Where somebody is signed in, by the day', listOf(schema.sessionListed), 'unknown-person'),
    endSession: nothing('Ends one of somebody’s sessions', ...CHANGE),
    endSessions: nothing('Signs somebody out everywhere', ...CHANGE),
    takePasskeys: nothing('Takes all of somebody’s passkeys away', ...CHANGE),
  }),
  described(NewcomersController, {
    add: answers('Adds somebody without a role', schema.personFound, 'step-up-required', 'address-in-use'),
    notReady: answers('Who has a role and is not ready for it', schools.notReadyList),
  }),
  described(SchoolsController, {
    search: answers('Searches schools', schools.schoolsListed),
    add: answers('Adds a school', schools.schoolDetails, 'step-up-required', 'code-in-use'),
    edit: answers('Changes a school', schools.schoolDetails, ...SCHOOL, 'school-incomplete'),
    holidays: answers('Sets a school’s holidays', schools.schoolDetails, ...SCHOOL),
    turn: answers('Whether a school takes part', schools.schoolDetails, ...SCHOOL, 'school-incomplete'),
    remove: nothing('Removes a school', ...SCHOOL),
  }),
  described(GroupsController, {
    school: answers('A school and its groups', schools.schoolDetails, 'unknown-school'),
    find: answers('Who may step in at a school', listOf(schools.candidate), 'unknown-school'),
    add: answers('Adds a group', schools.group, ...SCHOOL, 'name-in-use'),
    change: answers('Changes a group and who teaches it', schools.group, ...GROUP, 'name-in-use', 'unknown-teacher'),
    remove: nothing('Removes a group', ...GROUP),
  }),
  described(SubstitutesController, {
    groups: answers('The groups of a school', listOf(schema.groupListed), 'unknown-school'),
    add: answers('Makes a substitute for a day', schema.changed, ...CHANGE, 'unknown-school', 'too-late'),
    remove: nothing('Takes a substitute away', ...CHANGE),
  }),
  described(AbsencesController, {
    add: nothing('Says who is not there on a day', ...CHANGE, 'too-late'),
    remove: nothing('Says that somebody is there after all', ...CHANGE),
  }),
  described(RequestsController, {
    open: answers('What waits for a second administrator', listOf(schema.changeRequest)),
    approve: answers(
      'Approves what another one asked for',
      schema.changed,
      ...[...CHANGE, 'own-request' as const, 'too-late' as const, 'address-in-use' as const, 'unknown-school' as const],
    ),
    refuse: nothing('Refuses it', 'own-request', 'too-late'),
    withdraw: nothing('Withdraws what one asked for', 'too-late'),
  }),
  described(BatchesController, {
    schools: withFiles(answers('Reads lists of schools', batches.begun, ...BEGUN)),
    staff: withFiles(answers('Reads lists of staff', batches.begun, ...BEGUN)),
    invitations: answers('Prepares invitations of many', batches.begun, 'step-up-required', 'unknown-person', 'busy'),
    all: answers('What is under way for many, and what waits', listOf(batches.batch)),
    one: answers('How far it is, and what it would do', batches.batch, 'unknown-batch'),
    inFull: answers('Everything it would do', batches.preview, 'unknown-batch', 'too-late'),
    take: answers('Chooses the municipalities', batches.batch, 'unknown-batch', 'too-late'),
    confirm: answers('Carries it out, or asks another administrator', batches.batch, ...DECIDED),
    approve: answers('Approves it', batches.batch, ...DECIDED, 'own-request'),
    refuse: nothing('Refuses it', 'unknown-batch', 'own-request', 'too-late', 'step-up-required'),
    cancel: nothing('Stops or withdraws it', 'unknown-batch', 'too-late', 'step-up-required'),
    links: answers('The links to hand over, once', listOf(batches.link), 'unknown-batch'),
    template: inForm('text/csv', answers('An empty list of staff', text)),
  }),
  described(RecordsController, { list: answers('What administrators did', schema.recordsListed) }),
  described(OrganisationController, {
    organisation: answers('The organisation and its settings', schema.organisation),
    set: nothing('Sets all settings', 'step-up-required'),
  }),
  described(CountsController, {
    counts: answers('The published counts', schema.publishedCounts, 'not-allowed'),
    csv: inForm('text/csv', answers('The same figures', text, 'not-allowed')),
  }),
  described(DemonstrationController, {
    everybody: answers('Who can be signed in as', foreign('Fictional people, and who is on the stage')),
    signIn: nothing('Signs in as a fictional person', 'unauthorised'),
  }),
];
