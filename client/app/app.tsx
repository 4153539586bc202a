import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { directeurAt, type Me, type RoleName } from '../../src/contract/index.js';
import { News } from '../account/news.js';
import type { Live, Status } from '../connection/live.js';
import { attend, shownHeading } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Frame, type Tab } from '../elements/frame.js';
import { soundChoice, SOUNDS } from '../elements/preferences.js';
import { type Code, Problem } from '../elements/problem.js';
import { Board } from './board.js';
import { InTab } from './in-tab.js';
import {
  AccessibilityPage,
  AccountPage,
  CountsPage,
  DeviceQuestion,
  fetchFor,
  HowPage,
  MemoryPage,
  OwnSchoolsPage,
  PAGES,
} from './pages.js';
import { whenIdle } from '../loading/loading.js';
import { t } from '../words/words.js';

/** Rises whenever the browser puts the page away: a page that it brings back from its cache starts without a name. */
const times = signal(0);
for (const event of ['pagehide', 'pageshow']) {
  window.addEventListener(event, (shown) => {
    if ((shown as PageTransitionEvent).persisted) times.value += 1;
  });
}

interface Props {
  live: Live;
  demonstration: boolean;
  /** What to show to somebody who is not signed in. */
  signIn: ComponentChildren;
  /** Why the organisation's account did not do what it was asked for; the sign-in page says it by itself. */
  refusal?: Code | null;
}

/** A page beside those of the roles. */
type Beside = 'counts' | 'groups' | 'account' | 'memory' | 'how' | 'accessibility';

/** Those that lie behind another one. */
const BEHIND: Partial<Record<Beside, Beside>> = { memory: 'account', accessibility: 'how' };

/** What the browser's history keeps of it: which page, and how far in. */
interface Kept {
  beside?: Beside | null;
  depth?: number;
}

const kept = () => (history.state ?? {}) as Kept;

/** Which page for which role; a person with several roles has a tab for each, and a way to the counts and to their devices. */
export function App({ live, demonstration, signIn, refusal = null }: Props) {
  const [chosen, choose] = useState<RoleName | null>(null);
  const [wanted, want] = useState<Beside | null>(null);
  const me = live.me.value;
  const { kind: status, isPending = false } = live.status.value as { kind: Status['kind']; isPending?: boolean };

  // What was beside before a reload is not any more.
  useEffect(() => history.replaceState({ ...kept(), beside: null }, ''), []);
  // What is beside has a place of its own in the browser's history: leaving it is going back.
  useEffect(() => {
    if (!wanted) return;
    const leave = () => want(kept().beside ?? null);
    window.addEventListener('popstate', leave);
    return () => {
      window.removeEventListener('popstate', leave);
      attend(shownHeading());
    };
  }, [wanted]);

  const reached = status === 'connected' && me ? rolesOf(me).join() : null;
  useEffect(() => {
    if (reached !== null && me) whenIdle(() => void fetchFor(rolesOf(me), directeurAt(me.roles).length > 0));
  }, [reached]);

  // Whoever comes next on this device hears alerts, whatever the last one chose.
  useEffect(() => {
    if (status === 'signed-out' && soundChoice.peek() === 'none') soundChoice.value = SOUNDS[0];
  }, [status]);

  function turnAside(to: Beside): void {
    const isDeeper = wanted !== null && BEHIND[to] === wanted;
    if (wanted && BEHIND[wanted] === to) return history.back();
    const depth = isDeeper ? 2 : wanted ? kept().depth : 1;
    history[wanted && !isDeeper ? 'replaceState' : 'pushState']({ ...kept(), beside: to, depth }, '');
    want(to);
  }

  const aside = (to: Beside, label: string): Tab => ({ label, selected: wanted === to, select: () => turnAside(to) });
  const about = (
    <>
      {wanted === 'how' && <HowPage live={live} onAccessibility={() => turnAside('accessibility')} />}
      {wanted === 'accessibility' && <AccessibilityPage />}
    </>
  );

  if (status === 'signed-out' || status === 'undecided' || !me) {
    return (
      <Frame live={live} demonstration={demonstration} asides={[aside('accessibility', t('app.accessibility'))]}>
        {wanted === 'accessibility' ? (
          about
        ) : (
          <>
            {status === 'signed-out' && (isPending ? <SigningOut /> : signIn)}
            {status === 'undecided' && <DeviceQuestion live={live} before={null} />}
            {status !== 'signed-out' && status !== 'undecided' && <Starting live={live} />}
          </>
        )}
      </Frame>
    );
  }

  const roles = rolesOf(me);
  const mayCount = roles.includes('sender') || roles.includes('administrator');
  const isDirecteur = directeurAt(me.roles).length > 0;
  const isOver = (wanted === 'counts' && !mayCount) || (wanted === 'groups' && !isDirecteur);
  const beside = isOver ? null : wanted;
  const role = beside ? null : chosen && roles.includes(chosen) ? chosen : roles[0];
  const tabs = roles.map((each) => ({ label: labelOf(each, live, me), selected: each === role, select: () => turnTo(each) }));

  function turnTo(each: RoleName): void {
    choose(each);
    if (beside) history.go(-(kept().depth ?? 1));
  }

  const account = aside('account', t('app.account'));
  const how = aside('how', t('app.how'));
  if (me.use === 'board') {
    return (
      <Frame live={live} demonstration={demonstration} asides={[account, how]}>
        {/* What is known of signals is not for a class. */}
        {beside === 'account' && <AccountPage live={live} demonstration={demonstration} onMemory={null} />}
        {about}
        {beside !== 'account' && beside !== 'how' && beside !== 'accessibility' && <Board live={live} />}
      </Frame>
    );
  }
  const groups = isDirecteur ? [aside('groups', t('app.groups'))] : [];
  const counts = mayCount ? [aside('counts', t('app.counts'))] : [];
  return (
    <Frame
      live={live}
      demonstration={demonstration}
      tabs={tabs.length > 1 ? tabs : undefined}
      asides={[...groups, ...counts, account, how]}
    >
      <Problem code={refusal} />
      <News live={live} />
      {roles.length === 0 && <NoRole />}
      {roles.map((each) => {
        const Page = PAGES[each];
        return (
          <InTab key={`${each} ${times.value}`} selected={each === role}>
            <Page live={live} />
          </InTab>
        );
      })}
      {beside === 'groups' && <OwnSchoolsPage live={live} />}
      {beside === 'counts' && <CountsPage live={live} />}
      {beside === 'account' && <AccountPage live={live} demonstration={demonstration} onMemory={() => turnAside('memory')} />}
      {beside === 'memory' && <MemoryPage live={live} />}
      {about}
    </Frame>
  );
}

/** Each role once, however many schools it is held at. */
function rolesOf({ roles }: Me): RoleName[] {
  return [...new Set(roles.map(({ role }) => role))];
}

/** The role's own word, and how many signals wait for this person in it. */
function labelOf(role: RoleName, live: Live, { roles }: Me): string {
  const title = roles.find((held) => held.role === role)?.title ?? role;
  const waiting = live.views.value.filter((view) => {
    if (role === 'recipient') return view.as === 'contact' && view.progress === 'waiting';
    return role === 'teacher' && view.as === 'teacher' && view.openedAt === null;
  }).length;
  const word = title.charAt(0).toUpperCase() + title.slice(1);
  return waiting > 0 ? `${word} (${waiting})` : word;
}

function Starting({ live }: { live: Live }) {
  if (live.status.value.kind !== 'lost') return <p role="status">{t('app.starting')}</p>;
  return (
    <Card>
      <h1>{t('app.no-connection')}</h1>
      <p>{t('app.no-connection-next')}</p>
      <Button onPress={() => live.retry()}>{t('app.try-now')}</Button>
    </Card>
  );
}

/** Whoever leaves now leaves a session behind. */
function SigningOut() {
  return (
    <Card>
      <h1>{t('app.signing-out')}</h1>
      <p role="status">{t('app.signing-out.next')}</p>
    </Card>
  );
}

function NoRole() {
  return (
    <Card>
      <h1>{t('app.no-role')}</h1>
      <p>{t('app.no-role-next')}</p>
    </Card>
  );
}
