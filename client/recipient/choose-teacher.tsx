import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TeacherFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Confirm } from '../elements/confirm.js';
import { Moment } from '../elements/moment.js';
import { Problem, useAttempt } from '../elements/problem.js';
import { type Choice, RadioCards } from '../elements/radio-cards.js';
import { day } from '../words/times.js';
import { t } from '../words/words.js';

/** One row of the choice: a teacher in one of their groups. */
interface Row {
  teacher: TeacherFound;
  group: string | null;
  today: boolean;
}

interface ChooseTeacherProps {
  live: Live;
  id: string;
  /** The school day that it is about: a moment in ms. */
  bellAt: number;
  onBack: () => void;
}

/** S4: who must know. Nobody is chosen in advance. */
export function ChooseTeacher({ live, id, bellAt, onBack }: ChooseTeacherProps) {
  const rows = useSignal<Row[] | null>(null);
  const chosen = useSignal<string | null>(null);
  const isUnchosen = useSignal(false);
  const loading = useAttempt();
  const sending = useAttempt();

  async function load(): Promise<void> {
    const found = await loading.attempt(() => live.listTeachers(id));
    if (found) rows.value = rowsOf(found.teachers);
  }

  useEffect(() => void load(), []);

  const row = rows.value?.find((one) => keyOf(one) === chosen.value);
  const on = day(bellAt, live.now.value);
  const isReadable = !row || row.teacher.devices.length > 0;

  async function send(): Promise<void> {
    isUnchosen.value = !row;
    if (!row) return;
    const sent = await sending.attempt(() => live.passOn(id, row.teacher, row.group));
    // Another try is with the devices that are there by then.
    if (sent) onBack();
    else await load();
  }

  async function tell(): Promise<void> {
    if (await sending.attempt(() => live.told(id))) onBack();
  }

  return (
    <Moment
      focus
      near={row !== undefined}
      title={t('recipient.who')}
      lead={t('recipient.few')}
      actions={
        <>
          {isReadable && (
            <Button kind="primary" onPress={send}>
              {row ? t('recipient.send', { name: row.teacher.name }) : t('recipient.send.nobody')}
            </Button>
          )}
          <Confirm
            kind={isReadable ? 'secondary' : 'primary'}
            label={t('recipient.myself')}
            question={t('recipient.myself.ask')}
            yes={t('recipient.myself.yes')}
            onYes={tell}
          />
          <Button kind="plain" onPress={onBack}>
            {t('back')}
          </Button>
        </>
      }
    >
      {rows.value && (
        <RadioCards
          id="teachers"
          label={t('recipient.who')}
          choices={rows.value.map((one) => choiceOf(one, on))}
          chosen={chosen.value}
          onChoose={(value) => {
            chosen.value = value;
            isUnchosen.value = false;
          }}
        />
      )}
      {rows.value?.length === 0 && <p>{t('recipient.teacher.none')}</p>}
      <div role="status" class="seintje-live">
        {!rows.value && !loading.code && <p class="seintje-quiet">{t('app.starting')}</p>}
        {row && !isReadable && <Notice>{t('recipient.teacher.tell', { name: row.teacher.name })}</Notice>}
        {isUnchosen.value && <Notice tone="failure">{t('recipient.send.whom')}</Notice>}
      </div>
      <Problem code={loading.code ?? sending.code} during="pass-on" />
      {loading.code && (
        <Button kind="small" onPress={load}>
          {t('again')}
        </Button>
      )}
    </Moment>
  );
}

/** A row for every group, those who teach today first; a teacher without a group has a row too. */
export function rowsOf(teachers: TeacherFound[]): Row[] {
  const order = new Intl.Collator('nl', { numeric: true });
  return teachers
    .flatMap((teacher): Row[] =>
      teacher.groups.length === 0
        ? [{ teacher, group: null, today: true }]
        : teacher.groups.map(({ name, today }) => ({ teacher, group: name, today })),
    )
    .sort(
      (one, other) =>
        Number(other.today) - Number(one.today) ||
        Number(one.group === null) - Number(other.group === null) ||
        order.compare(one.group ?? one.teacher.name, other.group ?? other.teacher.name),
    );
}

function keyOf({ teacher, group }: Row): string {
  return `${teacher.person} ${group ?? ''}`;
}

function choiceOf(row: Row, on: string): Choice {
  const { teacher, group, today } = row;
  const label = group ? t('recipient.teacher.row', { group, name: teacher.name }) : teacher.name;
  return { value: keyOf(row), label, ...noteOf(teacher, today, on) };
}

function noteOf({ devices, reachable }: TeacherFound, today: boolean, on: string): Pick<Choice, 'note' | 'tone'> {
  if (!today) return { note: t('recipient.teacher.another-day', { day: on }) };
  if (devices.length === 0) return { note: t('recipient.teacher.unreadable') };
  return reachable ? { note: t('recipient.teacher.reachable'), tone: 'done' } : { note: t('recipient.teacher.unreachable') };
}
