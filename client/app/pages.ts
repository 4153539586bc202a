import type { RoleName } from '../../src/contract/index.js';
import { readyPasskeys } from '../connection/passkeys.js';
import { sealing } from '../connection/sealing.js';
import { lazily } from '../loading/lazily.js';

/** Everything that is not needed at first: each is loaded with its words when it is shown, or fetched before. */
export const Stage = lazily(async () => (await import('../demonstration/stage.js')).Stage, ['demonstration']);
export const DemonstrationSignIn = lazily(async () => (await import('../demonstration/sign-in.js')).SignIn, ['demonstration']);
export const SignIn = lazily(async () => (await import('../sign-in/page.js')).SignIn);
export const InvitationPage = lazily(async () => (await import('../sign-in/invitation.js')).InvitationPage, ['account']);
export const ProvenPage = lazily(async () => (await import('../sign-in/proven.js')).ProvenPage);
export const DeviceQuestion = lazily(async () => (await import('../account/device-question.js')).DeviceQuestion, ['account']);

export const CountsPage = lazily(async () => (await import('../counts/page.js')).CountsPage, ['counts']);
export const OwnSchoolsPage = lazily(
  async () => (await import('../administration/own-schools.js')).OwnSchoolsPage,
  ['administration', 'counts'],
);
export const AccountPage = lazily(async () => (await import('../account/page.js')).AccountPage, ['account', 'staff']);
export const MemoryPage = lazily(async () => (await import('../account/memory.js')).MemoryPage, ['account']);

export const HowPage = lazily(async () => (await import('../about/how.js')).HowPage, ['about', 'staff']);
export const AccessibilityPage = lazily(async () => (await import('../about/accessibility.js')).AccessibilityPage, ['about']);

export const PAGES = {
  sender: lazily(async () => (await import('../sender/page.js')).SenderPage, ['sender']),
  recipient: lazily(async () => (await import('../recipient/page.js')).RecipientPage, ['recipient', 'staff']),
  teacher: lazily(async () => (await import('../teacher/page.js')).TeacherPage, ['teacher', 'staff']),
  administrator: lazily(async () => (await import('../administration/page.js')).AdministratorPage, ['administration', 'counts']),
};

/** What somebody with these roles can come to: fetched while nothing else is done, so that it is there without a network too. Nobody waits for it. */
export function fetchFor(roles: RoleName[], isDirecteur: boolean): Promise<unknown> {
  return Promise.all([sealing(false), readyPasskeys(false), fetchPages(roles, isDirecteur)]);
}

function fetchPages(roles: RoleName[], isDirecteur: boolean): Promise<unknown> {
  const mayCount = roles.includes('sender') || roles.includes('administrator');
  return Promise.all([
    ...roles.map((role) => PAGES[role].fetch(false)),
    AccountPage.fetch(false),
    MemoryPage.fetch(false),
    HowPage.fetch(false),
    AccessibilityPage.fetch(false),
    ...(mayCount ? [CountsPage.fetch(false)] : []),
    ...(isDirecteur ? [OwnSchoolsPage.fetch(false)] : []),
  ]);
}

/** Every page there is, for the gallery and for tests. */
export function fetchEverything(): Promise<unknown> {
  const others = [Stage, DemonstrationSignIn, SignIn, InvitationPage, ProvenPage, DeviceQuestion];
  return Promise.all([fetchPages(Object.keys(PAGES) as RoleName[], true), ...others.map((page) => page.fetch(false))]);
}
