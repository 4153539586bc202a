import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Chosen, LIMITS, type OpenerView, type TeacherFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { TextInput } from '../elements/field.js';
import { Moment } from '../elements/moment.js';
import { type Code, Problem, refusalText, useAttempt } from '../elements/problem.js';
import { CheckCards, RadioCards } from '../elements/radio-cards.js';
import { day, firstName } from '../words/times.js';
import { list, t } from '../words/words.js';
import { choiceOf, inOrderOf, isFound, isReadable, keyOf, type Row, rowsOf } from './teachers.js';

/** So many rows fit on a telephone without searching. */
const FEW = 8;

/** What became of it for one teacher; null: it was passed on. */
interface Outcome {
  row: Row;
  code: Code | null;
}

interface ChooseTeacherProps {
  live: Live;
  view: OpenerView;
  /** The teacher who lets go of it for the one who is chosen; null: all who are chosen come in addition. */
  instead: Chosen | null;
  onBack: () => void;
}

/** S4: who must know. Nobody is chosen in advance, and whoever has it already is not offered again. */
export function ChooseTeacher({ live, view, instead, onBack }: ChooseTeacherProps) {
  const { id, drill } = view;
  const teachers = useSignal<TeacherFound[] | null>(null);
  const chosen = useSignal<string[]>([]);
  const query = useSignal('');
  const fault = useSignal<'recipient.send.whom' | 'refusal.too-many' | null>(null);
  const outcomes = useSignal<Outcome[]>([]);
  const loading = useAttempt();
  const telling = useAttempt();
  const results = useRef<HTMLDivElement>(null);
  const isHere = useRef(true);
  const order = useRef<string[]>([]);
  const asked = useRef(0);

  async function load(): Promise<void> {
    const own = ++asked.current;
    const found = await loading.attempt(() => live.listTeachers(id));
    if (found && own === asked.current) teachers.value = found.teachers;
  }

  useEffect(
    () => () => {
      isHere.current = false;
    },
    [],
  );
  useEffect(() => void (teachers.peek() ? follow() : load()), [live.presence.value]);

  /** Who is reachable may have changed: without an answer, what was known stays. */
  async function follow(): Promise<void> {
    const own = ++asked.current;
    const found = await live.listTeachers(id);
    if (found.ok && own === asked.current) teachers.value = found.teachers;
  }

  const hasIt = ({ person }: { person: string }) => view.chosen.some((teacher) => teacher.person === person);
  const rows = rowsOf((teachers.value ?? []).filter((teacher) => !hasIt(teacher)));
  const picked = rows.filter((row) => chosen.value.includes(keyOf(row)));
  // As long as somebody is chosen nothing moves, whatever is known anew.
  if (picked.length > 0) rows.sort(inOrderOf(order.current));
  order.current = rows.map(keyOf);
  const readable = picked.filter(isReadable);
  const unreadable = picked.filter((row) => !isReadable(row));
  const unreached = readable.filter(({ teacher }) => teacher.reach === 'none');
  const shown = rows.filter((row) => picked.includes(row) || isFound(row, query.value));
  // What is not known may be told by the view by now.
  const told = outcomes.value.filter(({ row, code }) => code === null || !hasIt(row.teacher));
  const on = day(view.bellAt, live.now.value);
  const canSend = rows.length > 0 && (readable.length > 0 || picked.length === 0);
  const room = instead ? 1 : LIMITS.teachers - view.chosen.length;

  /** Of a teacher with several groups, one row. */
  function choose(value: string): void {
    const row = rows.find((one) => keyOf(one) === value);
    const others = instead ? [] : picked.filter((one) => one.teacher !== row?.teacher).map(keyOf);
    const isPicked = picked.some((one) => keyOf(one) === value);
    const isFull = !isPicked && others.length >= room;
    // A new list where nothing changed too: the box that was pressed is drawn anew.
    chosen.value = isPicked ? others : isFull ? [...chosen.value] : [...others, value];
    fault.value = isFull ? 'refusal.too-many' : null;
  }

  async function send(): Promise<void> {
    fault.value = picked.length === 0 ? 'recipient.send.whom' : null;
    outcomes.value = [];
    for (const row of readable) {
      const sent = await live.passOn(id, row.teacher, row.group, instead?.person ?? null);
      outcomes.value = [...outcomes.value, { row, code: sent.ok ? null : sent.code }];
    }
    // An answer that comes late must not close what was opened since.
    if (!isHere.current || readable.length === 0) return;
    const missed = outcomes.value.filter(({ code }) => code !== null);
    if (missed.length === 0) return onBack();
    chosen.value = missed.map(({ row }) => keyOf(row));
    // Another try is with the devices that are there by then.
    await load();
    attend(results.current);
  }

  async function tell(): Promise<void> {
    if ((await telling.attempt(() => live.told(id))) && isHere.current) onBack();
  }

  const cards = { id: 'teachers', label: t('recipient.who'), choices: shown.map((row) => choiceOf(row, on)), onChoose: choose };
  return (
    <Moment
      focus
      drill={drill}
      near={picked.length > 0}
      title={t('recipient.who')}
      lead={instead ? t('recipient.instead.who', { name: firstName(instead.name) }) : t('recipient.few')}
      actions={
        <>
          <div role="status" class="seintje-live seintje-stack">
            {unreadable.length > 0 && (
              <Notice>{t('recipient.teacher.tell', { count: unreadable.length, name: list(namesOf(unreadable)) })}</Notice>
            )}
            {unreached.length > 0 && (
              <Notice>{t('recipient.teacher.walk', { count: unreached.length, name: list(namesOf(unreached)) })}</Notice>
            )}
            {fault.value && <Notice tone="failure">{t(fault.value)}</Notice>}
          </div>
          <Problem code={telling.code} />
          {canSend && (
            <Button kind="primary" onPress={send}>
              {readable.length > 0 ? t('recipient.send', { name: list(namesOf(readable)) }) : t('recipient.send.nobody')}
            </Button>
          )}
          {view.progress === 'opened' && readable.length === 0 && (
            <Confirm
              kind={canSend || !teachers.value ? 'secondary' : 'primary'}
              label={t('recipient.myself')}
              question={t(drill ? 'recipient.myself.ask.drill' : 'recipient.myself.ask')}
              yes={t('recipient.myself.yes')}
              onYes={tell}
            />
          )}
          <Button kind="plain" onPress={onBack}>
            {t('back')}
          </Button>
        </>
      }
    >
      <div ref={results} tabIndex={-1} role="alert" class="seintje-live seintje-stack">
        {told.some(({ code }) => code !== null) && told.map((outcome) => <Told key={keyOf(outcome.row)} {...outcome} />)}
      </div>
      {rows.length > FEW && (
        <label class="seintje-label" for="teacher-search">
          {t('recipient.search')}
          <TextInput id="teacher-search" search value={query.value} onInput={(typed) => (query.value = typed)} />
        </label>
      )}
      {instead ? <RadioCards {...cards} chosen={chosen.value[0] ?? null} /> : <CheckCards {...cards} chosen={chosen.value} />}
      {teachers.value && rows.length === 0 && (
        <p>{t(teachers.value.length > 0 ? 'recipient.teacher.no-more' : 'recipient.teacher.none')}</p>
      )}
      <div role="status" class="seintje-live">
        {!teachers.value && !loading.code && <p class="seintje-quiet">{t('app.starting')}</p>}
        {rows.length > 0 && shown.length === 0 && <p>{t('recipient.search.none')}</p>}
      </div>
      <Problem code={loading.code} />
      {loading.code && (
        <Button kind="small" onPress={load}>
          {t('again')}
        </Button>
      )}
    </Moment>
  );
}

function Told({ row, code }: Outcome) {
  return (
    <Notice tone={code === null ? 'done' : 'failure'}>
      <strong>{t(sentKey(code), { name: row.teacher.name })}</strong>
      {code !== null && refusalText(code, 'pass-on')}
    </Notice>
  );
}

function sentKey(code: Code | null) {
  if (code === null) return 'recipient.sent';
  return code === 'no-answer' ? 'recipient.not-sure' : 'recipient.not-sent';
}

function namesOf(rows: Row[]): string[] {
  return rows.map(({ teacher }) => teacher.name);
}
