import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { language, t } from '../words/words.js';
import { Button } from './button.js';
import { Connection, ConnectionBanner } from './connection.js';
import './index.css';
import { Cover } from './cover.js';
import { PrivacyContext } from './privacy.js';

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
  children: ComponentChildren;
}

/** What is around every page: the mark, [Verberg], the connection, and nothing that says what the page is about. */
export function Frame({ live, demonstration, tabs = [], children }: FrameProps) {
  const covered = useSignal(false);
  const shown = useSignal(0);
  const privacy = useMemo(() => ({ concealed: covered, shown }), []);

  useEffect(() => {
    document.title = t('app');
    return onHideKeys(
      () => (covered.value = true),
      () => shown.peek() > 0,
    );
  }, []);

  return (
    <PrivacyContext.Provider value={privacy}>
      <div class="seintje-frame">
        {covered.value && <Cover now={live.now.value} onLeave={() => (covered.value = false)} />}
        {/* Kept, out of sight, so that what was being typed is still there. */}
        <div class="seintje-inside" hidden={covered.value}>
          {demonstration && <p class="seintje-marker">{t('frame.demonstration')}</p>}
          <div class="seintje-top">
            <header class="seintje-header">
              <span class="seintje-brand">
                <span class="seintje-mark" aria-hidden="true" />
                {t('app')}
              </span>
              {tabs.length > 1 && <Tabs tabs={tabs} />}
              <Button kind="small" onPress={() => (covered.value = true)}>
                {t('frame.hide')}
              </Button>
            </header>
            <ConnectionBanner live={live} />
          </div>
          <main class="seintje-main">{children}</main>
          <footer class="seintje-footer">
            <Connection live={live} />
            <span class="seintje-footer-controls">
              <Languages />
              {live.status.value.kind !== 'signed-out' && (
                <Button kind="plain" onPress={() => live.signOut()}>
                  {t('frame.sign-out')}
                </Button>
              )}
            </span>
          </footer>
        </div>
      </div>
    </PrivacyContext.Provider>
  );
}

function Tabs({ tabs }: { tabs: Tab[] }) {
  return (
    <nav class="seintje-tabs" aria-label={t('frame.roles')}>
      {tabs.map(({ label, selected, select }) => (
        <button type="button" class="seintje-button seintje-button-small" key={label} aria-pressed={selected} onClick={select}>
          {label}
        </button>
      ))}
    </nav>
  );
}

const LANGUAGES = { nl: 'Nederlands', en: 'English' } as const;

function Languages() {
  const names = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];
  return (
    <span role="group" aria-label={t('frame.language')}>
      {names.map((name) => (
        <button
          type="button"
          class="seintje-button seintje-button-plain"
          key={name}
          lang={name}
          aria-label={LANGUAGES[name]}
          aria-pressed={language.value === name}
          onClick={() => (language.value = name)}
        >
          {name}
        </button>
      ))}
    </span>
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
