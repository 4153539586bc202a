import { useSignal } from '@preact/signals';
import type { BatchKind, Sector } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { Button } from '../elements/button.js';
import { download } from '../elements/download.js';
import { ErrorSummary, type Fault } from '../elements/error-summary.js';
import { Field, FieldGroup } from '../elements/field.js';
import { Problem } from '../elements/problem.js';
import { useProvenAttempt } from '../elements/proven-attempt.js';
import { RadioCards } from '../elements/radio-cards.js';
import { t } from '../words/words.js';
import { type ChosenFile, formOf, withFiles } from './batch-files.js';
import { FileDrop } from './file-drop.js';

const KINDS = ['schools', 'staff'] as const satisfies BatchKind[];
const SECTORS = ['po', 'vo', 'mbo'] as const satisfies Sector[];

/** Which list it is, and its files. Nothing changes by it: what would is shown first. */
export function ImportForm({ live, onBegun }: { live: Live; onBegun: (id: string) => void }) {
  const kind = useSignal<(typeof KINDS)[number] | null>(null);
  const files = useSignal<ChosenFile[]>([]);
  const attempts = useSignal(0);
  const { code, attempt, proof } = useProvenAttempt(live);
  const isSchools = kind.value === 'schools';

  const faults: Fault[] = [];
  if (!kind.value) faults.push({ field: 'import-kind', text: t('import.kind.missing') });
  else if (files.value.length === 0) faults.push({ field: 'import-files', text: t('import.files.missing') });
  if (isSchools)
    for (const [at, { file, sector }] of files.value.entries())
      if (!sector) faults.push({ field: `sector-${at}`, text: t('import.sector.missing', { file: file.name }) });
  const shown = attempts.value > 0 ? faults : [];
  const errorOf = (field: string) => shown.find((fault) => fault.field === field)?.text;

  function change(which: ChosenFile, sector: Sector | null): void {
    files.value = files.value.map((each) => (each === which ? { ...each, sector } : each));
  }

  async function submit(): Promise<void> {
    attempts.value++;
    if (faults.length > 0) return;
    const form = formOf(files.value, isSchools);
    const begun = await attempt(() => live.rest.post<{ id: string }>(`/v1/batches/${kind.value}`, form));
    if (begun) onBegun(begun.body.id);
  }

  async function saveTemplate(): Promise<void> {
    const answer = await attempt(() => live.rest.file('/v1/staff-template'));
    if (answer) download(answer.body, t('import.template.file'));
  }

  return (
    <form class="seintje-stack" noValidate autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <ErrorSummary faults={shown} attempt={attempts.value} />
      <div class="seintje-stack" inert={proof !== null}>
        <FieldGroup id="import-kind" label={t('import.kind')} error={errorOf('import-kind')}>
          <RadioCards
            id="import-kind"
            label={t('import.kind')}
            choices={KINDS.map((value) => ({ value, label: t(`import.kind.${value}`), note: t(`import.kind.${value}.what`) }))}
            chosen={kind.value}
            onChoose={(value) => (kind.value = KINDS.find((one) => one === value) ?? null)}
          />
        </FieldGroup>
        {kind.value && (
          <>
            <p>{t(isSchools ? 'import.schools.where' : 'import.staff.where')}</p>
            {!isSchools && (
              <div class="seintje-choices">
                <Button kind="small" onPress={saveTemplate}>
                  {t('import.template')}
                </Button>
              </div>
            )}
            <FileDrop
              error={errorOf('import-files')}
              isMore={files.value.length > 0}
              onFiles={(more) => (files.value = withFiles(files.value, more))}
            />
            {files.value.length > 0 && (
              <ul class="seintje-files">
                {files.value.map((each, at) => (
                  <li key={`${each.file.name} ${each.file.size}`}>
                    <span translate={false} class="seintje-file-name">
                      {each.file.name}
                    </span>
                    {isSchools && (
                      <Field id={`sector-${at}`} label={t('import.sector')} error={errorOf(`sector-${at}`)}>
                        <select
                          class="seintje-input"
                          id={`sector-${at}`}
                          value={each.sector ?? ''}
                          onChange={({ currentTarget: { value } }) => change(each, SECTORS.find((one) => one === value) ?? null)}
                          aria-invalid={errorOf(`sector-${at}`) ? true : undefined}
                          aria-describedby={errorOf(`sector-${at}`) ? `sector-${at}-error` : undefined}
                        >
                          <option value="">{t('import.sector.pick')}</option>
                          {SECTORS.map((sector) => (
                            <option key={sector} value={sector}>
                              {t(`counts.sector.${sector}`)}
                            </option>
                          ))}
                        </select>
                      </Field>
                    )}
                    <Button
                      kind="small"
                      label={t('import.files.drop-it', { file: each.file.name })}
                      onPress={() => (files.value = files.value.filter((one) => one !== each))}
                    >
                      {t('import.files.drop')}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      <p class="seintje-quiet">{t('import.nothing-yet')}</p>
      <Problem code={code} during="batch" />
      {proof ?? (
        <div class="seintje-choices">
          <Button kind="primary" submits onPress={submit}>
            {t('import.begin')}
          </Button>
        </div>
      )}
    </form>
  );
}
