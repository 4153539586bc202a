import { useSignal } from '@preact/signals';
import type { NotReady, NotReadyList } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Card } from '../elements/card.js';
import { Field, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { Loading } from '../elements/loading.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { PageHead } from '../elements/page-head.js';
import { when } from '../words/times.js';
import { t } from '../words/words.js';
import { BatchPlace } from './batch-place.js';
import { BatchRequest } from './batch-request.js';
import './batch.css';
import { isToGoOn, useBatches } from './batches.js';
import { type PlaceProps, useReturn } from './place.js';
import { useSearch } from './searched.js';

/** Who has a role and is not ready for it, school by school: to remind, or to invite many at once. */
export function NotReadyPlace({ live, go, isShown }: PlaceProps) {
  const {
    query,
    found,
    code: failed,
    type,
    search,
  } = useSearch((words) => live.rest.post<NotReadyList>('/v1/people/not-ready', { query: words }));
  const chosen = useSignal<string[]>([]);
  const { batches, load: loadBatches } = useBatches(live);
  const { code, attempt, proof } = useProvenAttempt(live);

  useReturn(isShown, () => {
    chosen.value = [];
    return Promise.all([search(), loadBatches()]);
  });

  function open(id: string): void {
    go((inside) => <BatchPlace {...inside} id={id} kind="invitations" />);
  }

  /** @param people null: everybody who has never signed in */
  async function invite(people: string[] | null): Promise<void> {
    const begun = await attempt(() => live.rest.post<{ id: string }>('/v1/batches/invitations', { people }));
    if (begun) open(begun.body.id);
  }

  function toggle(ids: string[], isOn: boolean): void {
    const others = chosen.value.filter((id) => !ids.includes(id));
    chosen.value = isOn ? [...others, ...ids] : others;
  }

  const { people = [], total = 0 } = found ?? {};
  const begun = batches.value?.filter((batch) => batch.kind === 'invitations' && isToGoOn(batch)) ?? [];
  const isSearched = query.trim() !== '';
  const said = t(total > 0 ? 'not-ready.count' : isSearched ? 'admin.people.none' : 'not-ready.none', { count: total });
  return (
    <div class="seintje-page seintje-batch-page">
      <PageHead title={t('not-ready.title')} lead={t('not-ready.what')} />
      {begun.map((batch) => (
        <BatchRequest key={batch.id} batch={batch} now={live.now.value} onOpen={() => open(batch.id)} />
      ))}
      <Field id="not-ready-search" label={t('not-ready.search')}>
        <TextInput id="not-ready-search" search value={query} onInput={type} />
      </Field>
      <LiveRegion role="status" text={found ? said : ''} />
      <Loading isLoading={!found} code={failed} title={t('admin.people.failed')} onAgain={search} />
      {found && <p class={total > 0 ? 'seintje-quiet' : undefined}>{said}</p>}
      {total > people.length && <p class="seintje-quiet seintje-small">{t('not-ready.full', { count: people.length })}</p>}
      {bySchool(people).map(([school, members]) => (
        <School key={school} school={school} people={members} chosen={chosen.value} now={live.now.value} onToggle={toggle} />
      ))}
      {/* Of everybody, and not of those who were searched for. */}
      {total > 0 && (chosen.value.length > 0 || !isSearched) && (
        <div class={chosen.value.length > 0 ? 'seintje-near seintje-stack' : 'seintje-stack'}>
          <Problem code={code} during="batch" />
          {proof ?? (
            <div class="seintje-choices">
              <Button
                kind={chosen.value.length > 0 ? 'primary' : 'secondary'}
                onPress={() => invite(chosen.value.length > 0 ? chosen.value : null)}
              >
                {chosen.value.length > 0 ? t('not-ready.invite', { count: chosen.value.length }) : t('not-ready.invite-all')}
              </Button>
              {chosen.value.length > 0 && (
                <Button kind="plain" onPress={() => (chosen.value = [])}>
                  {t('not-ready.choose-none')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

interface SchoolProps {
  school: string;
  people: NotReady[];
  chosen: string[];
  now: number;
  onToggle: (ids: string[], isOn: boolean) => void;
}

function School({ school, people, chosen, now, onToggle }: SchoolProps) {
  const ids = people.map(({ id }) => id);
  const isAll = ids.every((id) => chosen.includes(id));
  return (
    <Card>
      <fieldset class="seintje-stack">
        <legend>
          <h2 translate={false}>{school || t('not-ready.no-school')}</h2>
        </legend>
        <ul class="seintje-ticks">
          {people.length > 1 && (
            <li>
              <label class="seintje-tick">
                <input type="checkbox" checked={isAll} onChange={() => onToggle(ids, !isAll)} />
                <span>{t('not-ready.choose-all', { count: people.length })}</span>
              </label>
            </li>
          )}
          {people.map(({ why, ...person }) => (
            <li key={person.id}>
              <label class="seintje-tick">
                <input
                  type="checkbox"
                  checked={chosen.includes(person.id)}
                  onChange={({ currentTarget }) => onToggle([person.id], currentTarget.checked)}
                />
                <span translate={false}>
                  <strong>{person.name}</strong>
                  <span class="seintje-quiet seintje-small">{rolesOf(person)}</span>
                </span>
                <span class="seintje-small seintje-tick-standing">
                  {t(`not-ready.why.${why}`)}
                  <span class="seintje-quiet">{invitationOf(person, now)}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </Card>
  );
}

/** In the order that they came in; who works at several schools stands at the first one. */
function bySchool(people: NotReady[]): [school: string, people: NotReady[]][] {
  const groups = new Map<string, NotReady[]>();
  for (const person of people) {
    const [school = ''] = person.roles
      .flatMap(({ schoolName }) => schoolName ?? [])
      .sort((one, other) => one.localeCompare(other));
    groups.set(school, [...(groups.get(school) ?? []), person]);
  }
  return [...groups];
}

function rolesOf({ roles }: Pick<NotReady, 'roles'>): string {
  return [...new Set(roles.map(({ title }) => title))].join(' · ');
}

function invitationOf({ invitation }: Pick<NotReady, 'invitation'>, now: number): string {
  const { state = 'none', at = now } = invitation ?? {};
  return t(`not-ready.invitation.${state}`, { when: when(at, now) });
}
