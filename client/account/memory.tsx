import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Held, HeldThing } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import { Card } from '../elements/card.js';
import { DrillMark } from '../elements/drill-mark.js';
import { Loading } from '../elements/loading.js';
import type { Code } from '../elements/problem.js';
import { PageHead } from '../elements/page-head.js';
import { when } from '../words/times.js';
import { list, t } from '../words/words.js';
import './memory.css';

/** "Wat weet Seintje nu?": what is in memory of one's own signals and when it goes, what never is, and what is kept. */
export function MemoryPage({ live }: { live: Live }) {
  return (
    <div class="seintje-page">
      <PageHead title={t('memory.title')} lead={t('memory.lead')} />
      <div class="seintje-page seintje-page-two">
        <div class="seintje-page">
          <OnServer live={live} />
          <OnPage live={live} />
        </div>
        <div class="seintje-page">
          <Card>
            <h2>{t('memory.never')}</h2>
            <p>{t('memory.never.what')}</p>
            <p class="seintje-quiet">{t('memory.never.limits')}</p>
          </Card>
          <Card>
            <h2>{t('memory.kept')}</h2>
            <p>{t('memory.kept.what')}</p>
          </Card>
        </div>
      </div>
    </div>
  );
}

function OnServer({ live }: { live: Live }) {
  const { held, code, load } = useHeld(live);
  return (
    <Card>
      <h2>{t('memory.server')}</h2>
      <Loading isLoading={held === null} code={code} title={t('memory.failed')} onAgain={load} />
      {/* Aloud: how many, and nothing of which. */}
      <p role="status" class="seintje-live seintje-quiet">
        {held && (held.length === 0 ? t('memory.none') : t('memory.count', { count: held.length }))}
      </p>
      {held && held.length > 0 && (
        <ul class="seintje-held">
          {held.map((each) => (
            <li key={`${each.id} ${each.as}`}>
              <HeldOf live={live} held={each} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function HeldOf({ live, held: { id, as, things, endsAt } }: { live: Live; held: Held }) {
  const view = live.views.value.find((each) => each.id === id && each.as === as);
  return (
    <>
      <div class="seintje-stack-close">
        {view?.drill && <DrillMark />}
        <h3>{view ? view.school.name : t('memory.over')}</h3>
        <p class="seintje-quiet seintje-small">
          {t(`memory.as.${as}`)} · {t('memory.until', { when: when(endsAt, live.now.value) })}
        </p>
      </div>
      <div class="seintje-things">
        <p>{sentenceOf(things.filter((thing) => !SEALED.includes(thing)))}</p>
        {things
          .filter((thing) => SEALED.includes(thing))
          .map((thing) => (
            <Thing key={thing} text={t(`memory.${thing}`)} isSealed />
          ))}
      </div>
    </>
  );
}

const SEALED: HeldThing[] = ['school-copy', 'teacher-copies', 'own-copy'];

/** "Welke school het is, hoe laat wat gebeurde en wie het verstuurde". */
function sentenceOf(things: HeldThing[]): string {
  const said = list(things.map((thing) => t(`memory.${thing}`)));
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function OnPage({ live }: { live: Live }) {
  const { contents, copies, receipts } = live.holds.value;
  const isEmpty = contents + copies + receipts === 0;
  return (
    <Card>
      <h2>{t('memory.page')}</h2>
      <p class="seintje-quiet">{isEmpty ? t('memory.none') : t('memory.page.until')}</p>
      {!isEmpty && (
        <div class="seintje-things">
          {contents > 0 && <Thing text={t('memory.contents', { count: contents })} />}
          {copies > 0 && <Thing text={t('memory.copies', { count: copies })} isSealed />}
          {receipts > 0 && <Thing text={t('memory.receipts', { count: receipts })} />}
        </div>
      )}
    </Card>
  );
}

function Thing({ text, isSealed = false }: { text: string; isSealed?: boolean }) {
  return (
    <p>
      {text} {isSealed && <span class="seintje-own-mark">{t('memory.sealed')}</span>}
    </p>
  );
}

/** What the server holds, asked anew whenever that may have changed; null: it is not known. */
function useHeld(live: Live) {
  const held = useSignal<Held[] | null>(null);
  const code = useSignal<Code | null>(null);
  const asked = useRef(0);

  function know(answer: Result<{ held: Held[] }>): void {
    held.value = answer.ok ? answer.held : null;
    code.value = answer.ok ? null : answer.code;
  }

  async function load(): Promise<void> {
    const turn = ++asked.current;
    code.value = null;
    const answer = await live.memory();
    // Whatever was asked later knows better.
    if (turn === asked.current) know(answer);
  }

  const isLost = live.status.value.kind === 'lost';
  const over = held.value?.filter(({ endsAt }) => endsAt <= live.now.value).length ?? 0;
  useEffect(() => {
    if (!isLost) return void load();
    asked.current += 1;
    know({ ok: false, code: 'no-answer' });
  }, [live.views.value, live.farewells.value, over, isLost]);

  return { held: held.value, code: code.value, load };
}
