import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { time } from '../words/times.js';
import { language, speak, t } from '../words/words.js';
import { attend, shownHeading } from './attention.js';
import { Button } from './button.js';
import { Connection, ConnectionBanner } from './connection.js';
import './index.css';
import { Cover } from './cover.js';
import { LiveRegion } from './live-region.js';
import { Missing } from './missing.js';
import { PrivacyContext } from './privacy.js';
import { useMarkedTitle } from './asking.js';

export interface Tab {
  label: string;
  selected: boolean;
  select: () => void;
}

interface FrameProps {
  live: Live;
  demonstration: boolean;
  /** For a person with several roles. */
  tabs?: Tab[];
  /** Pages beside those of the roles: below, out of the way of who comes to send. */
  asides?: Tab[];
  children: ComponentChildren;
}

/** What is around every page: the mark, [Verberg], the connection, and nothing that says what the page is about. */
export function Frame({ live, demonstration, tabs = [], asides = [], children }: FrameProps) {
  const covered = useSignal(false);
  const shown = useSignal(0);
  const unseen = useSignal(0);
  const privacy = useMemo(() => ({ concealed: covered, shown, unseen }), []);
  const left = useRef<HTMLElement | null>(null);
  const status = live.status.value;

  function cover(): void {
    if (!covered.peek()) left.current = document.activeElement as HTMLElement | null;
    covered.value = true;
  }

  useEffect(() => {
    document.title = t('app');
    return onHideKeys(cover, () => shown.peek() > 0);
  }, []);
  useMarkedTitle(live);

  // Back to where the person was; what was typed there may be hidden by now.
  useEffect(() => {
    if (covered.value || !left.current) return;
    attend(left.current.isConnected ? left.current : shownHeading());
    left.current = null;
  }, [covered.value]);

  const marks: string[] = [];
  if (unseen.value > 0) marks.push(t('frame.waiting'));
  if (covered.value && status.kind === 'lost') marks.push(t('frame.lost', { time: time(status.since) }));

  return (
    <div class="seintje-frame">
      <LiveRegion role="alert" text={marks.join(' ')} />
      <PrivacyContext.Provider value={privacy}>
        {covered.value && <Cover now={live.now.value} marks={marks} onLeave={() => (covered.value = false)} />}
        {/* Kept, out of sight, so that what was being typed is still there. */}
        <div class="seintje-inside" hidden={covered.value}>
          {demonstration && <p class="seintje-marker">{t('frame.demonstration')}</p>}
          <div class="seintje-top">
            <header class="seintje-header">
              <Brand />
              {tabs.length > 1 && <Tabs tabs={tabs} />}
              <Button kind="small" onPress={cover}>
                {t('frame.hide')}
              </Button>
            </header>
            <ConnectionBanner live={live} />
            <Missing />
            {!covered.value && unseen.value > 0 && <p class="seintje-waiting">{t('frame.waiting')}</p>}
          </div>
          <main class="seintje-main">{children}</main>
          <footer class="seintje-footer">
            <Connection live={live} />
            <span class="seintje-footer-controls">
              {asides.map((aside) => (
                <Choice key={aside.label} kind="plain" {...aside} />
              ))}
              <Languages />
              {status.kind !== 'signed-out' && (
                <Button kind="plain" onPress={() => live.signOut()}>
                  {t('frame.sign-out')}
                </Button>
              )}
            </span>
          </footer>
        </div>
      </PrivacyContext.Provider>
    </div>
  );
}

export function Brand() {
  return (
    <span class="seintje-brand">
      <span class="seintje-mark" aria-hidden="true" />
      {t('app')}
    </span>
  );
}

function Tabs({ tabs }: { tabs: Tab[] }) {
  return (
    <nav class="seintje-tabs" aria-label={t('frame.roles')}>
      {tabs.map((tab) => (
        <Choice key={tab.label} kind="small" {...tab} />
      ))}
    </nav>
  );
}

function Choice({ kind, lang, label, selected, select }: Tab & { kind: 'small' | 'plain'; lang?: string }) {
  return (
    <button type="button" class={`seintje-button seintje-button-${kind}`} lang={lang} aria-pressed={selected} onClick={select}>
      {label}
    </button>
  );
}

const LANGUAGES = { nl: 'Nederlands', en: 'English' } as const;

export function Languages() {
  const names = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];
  const failed = useSignal(false);
  const turnTo = (name: (typeof names)[number]) =>
    speak(name).then(
      () => (failed.value = false),
      () => (failed.value = true),
    );
  return (
    <>
      <span role="group" aria-label={t('frame.language')}>
        {names.map((name) => (
          <Choice
            key={name}
            kind="plain"
            lang={name}
            label={LANGUAGES[name]}
            selected={language.value === name}
            select={() => void turnTo(name)}
          />
        ))}
      </span>
      <span role="status">{failed.value && t('frame.language.failed')}</span>
    </>
  );
}

/** Three times Shift within a second, or Esc while a name is on screen. Returns how to stop. */
function onHideKeys(hide: () => void, isNameShown: () => boolean): () => void {
  let presses: number[] = [];
  function listen(event: KeyboardEvent): void {
    if (event.repeat) return;
    if (event.key === 'Escape' && isNameShown()) hide();
    presses = event.key === 'Shift' ? [...presses.filter((at) => event.timeStamp - at < 1000), event.timeStamp] : [];
    if (presses.length < 3) return;
    presses = [];
    hide();
  }
  // Before the names hear Esc, and hide by themselves.
  document.addEventListener('keydown', listen, true);
  return () => document.removeEventListener('keydown', listen, true);
}
